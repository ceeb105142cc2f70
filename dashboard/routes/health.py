"""`GET /healthz`: whether the server answers."""

from flask import Blueprint

from dashboard.services import Services


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> str:
        return "ok"

    return routes
