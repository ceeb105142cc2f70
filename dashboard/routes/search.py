"""`GET /api/spaces/<id>/search?text=…`: the items whose whole text has these words, where the browser has only names."""

from functools import lru_cache

import numpy as np
from flask import Blueprint, Response, jsonify, request

from dashboard.finding import Texts, excerpt
from dashboard.routes.cached import binary, tag_of
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import UserError

LISTED = 8
KEPT = 2  # spaces made ready to be searched
LONGEST = 200


def asked_text() -> str:
    """Return what is sought.

    Raises
    ------
    UserError
        If it is nothing, or too long to be a search.
    """
    text = request.args.get("text", "")
    if not text.strip() or len(text) > LONGEST:
        raise UserError("What to search?", f"The text has {len(text)} letters", f"Type 1 to {LONGEST} letters.")
    return text


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("search", __name__)

    @lru_cache(maxsize=KEPT)
    def texts_of(space_id: str) -> Texts:
        return Texts(open_space(space_id, services.store).names)

    @routes.get("/api/spaces/<space_id>/search")
    def first(space_id: str) -> Response:
        space, text = open_space(space_id, services.store), asked_text()
        found = texts_of(space_id).find(text)
        items = [{"index": int(index), "text": excerpt(space.names[index], text)} for index in found[:LISTED]]
        return jsonify(count=len(found), items=items)

    @routes.get("/api/spaces/<space_id>/search/all")
    def everything(space_id: str) -> Response:
        content = np.sort(texts_of(space_id).find(asked_text())).astype("<u4").tobytes()
        return binary(content, tag_of(content))

    return routes
