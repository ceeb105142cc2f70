"""`PUT /api/uploads?name=…`: a file as the body, streamed to disk, answered with its first rows and our guesses.

With `as=metadata` it is only kept, to be named by `metadata=ID` of the file whose items it tells of; with `as=picture`
it is kept if it is a picture, to be asked with, and `GET /api/uploads/<id>/picture` is it, made small.
"""

from io import BytesIO

from flask import Blueprint, Response, jsonify, request

from dashboard.adding import first_look
from dashboard.routes.cached import picture
from dashboard.services import Services
from dashboard.store.uploads import too_large
from embeddings import UserError
from embeddings.pictures import Picture

SIDE = 256


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("uploads", __name__)
    limit, store = services.settings.upload_limit, services.store

    @routes.put("/api/uploads")
    def put() -> Response:
        name = request.args.get("name", "").replace("\\", "/").rsplit("/", 1)[-1][:200] or "upload.csv"
        if request.content_length is not None and request.content_length > limit:
            raise too_large(name, limit)
        if not request.content_length and not request.environ.get("wsgi.input_terminated"):
            raise UserError("An empty file", f"“{name}” has no content", "Choose a file with rows.")
        saved = store.save_upload(request.stream, name, limit=limit)
        if request.args.get("as") == "picture":
            Picture(saved.name, saved.path.read_bytes).image(SIDE)
        if request.args.get("as") in {"metadata", "picture"}:
            return jsonify(upload=saved.id, name=saved.name)
        return jsonify(first_look(saved, store, metadata=request.args.get("metadata") or None))

    @routes.get("/api/uploads/<upload_id>/picture")
    def small(upload_id: str) -> Response:
        saved, made = store.upload(upload_id), BytesIO()
        Picture(saved.name, saved.path.read_bytes).image(SIDE).save(made, "JPEG", quality=85)
        return picture(made.getvalue(), "image/jpeg", f"{upload_id}-{SIDE}")

    @routes.get("/api/uploads/<upload_id>/preview")
    def look(upload_id: str) -> Response:
        return jsonify(first_look(store.upload(upload_id), store, request.args.get("way")))

    return routes
