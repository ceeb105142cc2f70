"""`PUT /api/uploads?name=…`: a file as the body, streamed to disk, answered with its first rows and our guesses."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from dashboard.services import Services
from dashboard.store import Upload
from dashboard.store.uploads import too_large
from embeddings import UserError
from embeddings.reading import preview

ROWS = 6
CELL = 200


def first_look(upload: Upload) -> dict[str, Any]:
    """Return what the dialog shows of a file.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    seen = preview(upload.path, upload.name, rows=ROWS)
    return {
        "upload": upload.id,
        "name": upload.name,
        "size": upload.size,
        "preview": {
            "columns": list(seen.columns),
            "rows": [[str(cell)[:CELL] for cell in row] for row in seen.rows.head(ROWS).itertuples(index=False)],
            "text": seen.text,
            "label": seen.label,
            "format": seen.format,
            "notes": list(seen.notes),
        },
    }


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("uploads", __name__)
    limit = services.settings.upload_limit

    @routes.put("/api/uploads")
    def put() -> Response:
        name = request.args.get("name", "").replace("\\", "/").rsplit("/", 1)[-1][:200] or "upload.csv"
        if request.content_length is not None and request.content_length > limit:
            raise too_large(name, limit)
        if not request.content_length and not request.environ.get("wsgi.input_terminated"):
            raise UserError("An empty file", f"“{name}” has no content", "Choose a file with rows.")
        return jsonify(first_look(services.store.save_upload(request.stream, name, limit=limit)))

    @routes.get("/api/uploads/<upload_id>/preview")
    def look(upload_id: str) -> Response:
        return jsonify(first_look(services.store.upload(upload_id)))

    return routes
