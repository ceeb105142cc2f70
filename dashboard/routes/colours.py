"""`GET /api/spaces/<id>/colours/<name>`: a computed colour, described like a column, and its values; 202 before it is there."""

from typing import Any
from urllib.parse import urlencode

import numpy as np
from flask import Blueprint, Response, request

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.columns import payload
from dashboard.routes import problem
from dashboard.routes.cached import binary, json_answer, tag_of
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import UserError


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("colours", __name__)

    def computed(space_id: str, name: str) -> tuple[dict[str, Any], np.ndarray]:
        item = request.args.get("item")
        if item is not None and not item.isdecimal():
            raise UserError("No such item", f"“item={item}” is not a number", "Click a point.")
        asked = Asked(
            space_id=space_id,
            space=open_space(space_id, services.store),
            projection=request.args.get("projection", ""),
            item=None if item is None else int(item),
            metric=request.args.get("metric", "cosine"),
            tools={part: value for part, value in request.args.items() if "." in part},
        )
        colour = COLOURS.make(name)
        about, values = payload(colour.values(asked, services.store), two_ended=colour.two_ended)
        return {"name": colour.label, "needs": list(colour.needs)} | about, values

    @routes.errorhandler(NotYet)
    def not_yet(error: NotYet) -> tuple[Response, int]:
        return problem(error.title, error.detail, error.hint), 202

    @routes.get("/api/spaces/<space_id>/colours/<name>")
    def colour(space_id: str, name: str) -> Response:
        about, values = computed(space_id, name)
        query = urlencode(request.args.to_dict() | {"key": tag_of(values.tobytes())})
        return json_answer(about | {"values": f"/api/spaces/{space_id}/colours/{name}/values?{query}"})

    @routes.get("/api/spaces/<space_id>/colours/<name>/values")
    def values(space_id: str, name: str) -> Response:
        content = computed(space_id, name)[1].tobytes()
        return binary(content, tag_of(content))

    return routes
