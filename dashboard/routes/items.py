"""`GET /api/spaces/<id>/items/<index>` for the hover card, and `/names` for the labels on the map."""

from flask import Blueprint, Response, jsonify

from dashboard.columns import display_value
from dashboard.pictured import address
from dashboard.routes.cached import json_answer
from dashboard.services import Services
from dashboard.spaces import open_space

NAMED = 50_000
NAME_LENGTH = 80


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("items", __name__)

    @routes.get("/api/spaces/<space_id>/items/<int:index>")
    def item(space_id: str, index: int) -> Response:
        space = open_space(space_id, services.store)
        place = space.find(index)
        columns = enumerate(map(str, space.items.columns))
        hidden = {space.text, space.image}
        pictures = {"picture": source} if (source := address(space, index, "tile")) else {}
        rows = [[name, display_value(space.items.iat[place, at])] for at, name in columns if name not in hidden]
        return jsonify(index=index, name=space.names[index], rows=rows, **pictures)

    @routes.get("/api/spaces/<space_id>/names")
    def names(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        if len(space) > NAMED:
            return Response(status=204)
        return json_answer([name[:NAME_LENGTH] for name in space.names])

    return routes
