"""`GET /api/spaces/<id>/items/<index>/honesty?map=…&k=…&metric=…`: what the map gets wrong around one item."""

from flask import Blueprint, Response, jsonify, request

from dashboard.honesty import coordinates_of, honesty
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import UserError

MOST = 999


def count_of(text: str) -> int:
    """Return how many neighbours are meant.

    Raises
    ------
    UserError
        If it is not a whole number from 1 to 999.
    """
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise UserError("How many neighbours?", f"“k={text}” is not a number from 1 to {MOST}", "Ask for 10.")
    return int(text)


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("honesty", __name__)

    @routes.get("/api/spaces/<space_id>/items/<int:index>/honesty")
    def look(space_id: str, index: int) -> Response:
        space = open_space(space_id, services.store)
        coordinates = coordinates_of(request.args.get("map", ""), space, services.store)
        k = count_of(request.args.get("k", "10"))
        told = honesty(space, coordinates, space.find(index), k, request.args.get("metric", "cosine"))
        return jsonify(
            item=told.item,
            nearest=told.seen.nearest.tolist(),
            true=told.true.tolist(),
            elsewhere=told.elsewhere,
        )

    return routes
