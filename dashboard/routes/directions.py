"""`GET /api/spaces/<id>/directions.csv`: every item along the axis that the query describes, from the low end to the high."""

from __future__ import annotations

import pandas as pd
from flask import Blueprint, Response, request

from dashboard.direction_parts.given import made, own_part, read
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.tools import Asked, StillWorking
from dashboard.tools.vectors import typed
from embeddings import UserError

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run, were a name to begin with it


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("directions", __name__)

    @routes.get("/api/spaces/<space_id>/directions.csv")
    def scores(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        asked = Asked(space, space_id, "", "cosine", 10, None, own_part(request.args.to_dict()), services)
        content = scores_csv(asked)
        return Response(
            content, mimetype="text/csv", headers={"Content-Disposition": "attachment; filename=direction.csv"}
        )

    return routes


def scores_csv(asked: Asked) -> str:
    """Return the table of all items, sorted along the axis.

    Raises
    ------
    UserError
        If no axis is given.
    """
    wanted = read(asked.values, asked.space)
    if not wanted.ready:
        raise UserError("No direction yet", "No axis is given", "Choose its two ends in the Directions tab.")
    try:
        along = made(asked.space, wanted, lambda text: typed(text, asked))
    except StillWorking as waiting:
        raise UserError("Not known yet", "A worker still encodes a typed text", "Ask again in a moment.") from waiting
    names = [f"'{name}" if name.startswith(FORMULA) else name for name in asked.space.names]
    table = pd.DataFrame(
        {"item": names, "position": along.positions, "cosine": along.scores, "projection": along.projections}
    ).rename_axis("index")
    return str(table.sort_values("position", kind="stable").to_csv())
