"""`GET /api/spaces/<id>/own-view`: how a space is looked at where the address does not say; also of one that is being made."""

from flask import Blueprint, Response, jsonify

from dashboard.own_view import own_view_of
from dashboard.services import Services


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("own_view", __name__)

    @routes.get("/api/spaces/<space_id>/own-view")
    def own_view(space_id: str) -> Response:
        return jsonify(own_view_of(space_id, services.store).as_query())

    return routes
