"""`GET /api/projections/<key>/coordinates`: little-endian float32, n × dimensions, row by row."""

import numpy as np
from flask import Blueprint, Response

from dashboard.routes.cached import binary
from dashboard.services import Services
from embeddings import UserError


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("coordinates", __name__)

    @routes.get("/api/projections/<key>/coordinates")
    def coordinates(key: str) -> Response:
        result = services.store.result(key)
        if result is None or "coordinates" not in result.arrays:
            raise UserError("No such map", f"The store has no map “{key}”", "Reload the page to make it again.")
        array = np.ascontiguousarray(result.arrays["coordinates"], dtype="<f4")
        return binary(array.tobytes(), key, compress=False, headers={"X-Dimensions": str(array.shape[1])})

    return routes
