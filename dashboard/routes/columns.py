"""`GET /api/spaces/<id>/columns…`: the columns of a space, and what colours the map by one of them.

Columns can be written over, so the address of the values says their content: `?key=`.
"""

from typing import Any

import numpy as np
from flask import Blueprint, Response, request

from dashboard.columns import category_payload, column_kind, list_columns, number_payload
from dashboard.routes.cached import REVALIDATED, binary, json_answer, tag_of
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError


def payload(space: Space, index: int) -> tuple[dict[str, Any], np.ndarray | None]:
    """Return the description and the values of one column.

    Raises
    ------
    UserError
        If there is no column with this index.
    """
    if not 0 <= index < len(space.items.columns):
        raise UserError("No such column", f"“{space.name}” has no column {index}", "Choose one of the menu.")
    column = space.items.iloc[:, index]
    name = str(space.items.columns[index])
    kind = "text" if name in (space.text, space.image) else column_kind(column)
    if kind == "text":
        return {"name": name, "kind": "text"}, None
    about, values = category_payload(column) if kind == "category" else number_payload(column)
    return {"name": name} | about, values


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("columns", __name__)

    @routes.get("/api/spaces/<space_id>/columns")
    def columns(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        return json_answer(list_columns(space))

    @routes.get("/api/spaces/<space_id>/columns/<int:index>")
    def column(space_id: str, index: int) -> Response:
        about, values = payload(open_space(space_id, services.store), index)
        if values is None:
            return json_answer(about)
        address = f"/api/spaces/{space_id}/columns/{index}/values?key={tag_of(values.tobytes())}"
        return json_answer(about | {"values": address})

    @routes.get("/api/spaces/<space_id>/columns/<int:index>/values")
    def values(space_id: str, index: int) -> Response:
        about, coded = payload(open_space(space_id, services.store), index)
        if coded is None:
            raise UserError("No colours", f"“{about['name']}” is text, which colours nothing", "Choose another column.")
        content = coded.tobytes()
        tag = tag_of(content)
        changed = {"Cache-Control": REVALIDATED} if request.args.get("key") != tag else {}
        return binary(content, tag, headers=changed)

    return routes
