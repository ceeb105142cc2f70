"""`GET /api/results/<key>/clusters`: each item's cluster, so that the page can light and select the members of one."""

import numpy as np
from flask import Blueprint, Response

from dashboard.routes.cached import binary
from dashboard.services import Services
from embeddings import UserError


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("clusters", __name__)

    @routes.get("/api/results/<key>/clusters")
    def labels(key: str) -> Response:
        """Answer with n little-endian int32: the number of the cluster, -1 for none."""
        result = services.store.result(key)
        if result is None or "labels" not in result.arrays:
            raise UserError("No such clusters", f"The store has no clusters “{key}”", "Reload the page.")
        return binary(np.ascontiguousarray(result.arrays["labels"], "<i4").tobytes(), key)

    return routes
