"""`PUT /api/uploads?name=…`: a file as the body, streamed to disk, answered with its first rows and our guesses.

With `as=metadata` it is only kept, to be named by `metadata=ID` of the file whose items it tells of.
"""

from flask import Blueprint, Response, jsonify, request

from dashboard.adding import first_look
from dashboard.services import Services
from dashboard.store.uploads import too_large
from embeddings import UserError


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
        if request.args.get("as") == "metadata":
            return jsonify(upload=saved.id, name=saved.name)
        return jsonify(first_look(saved, store, metadata=request.args.get("metadata") or None))

    @routes.get("/api/uploads/<upload_id>/preview")
    def look(upload_id: str) -> Response:
        return jsonify(first_look(store.upload(upload_id), store, request.args.get("way")))

    return routes
