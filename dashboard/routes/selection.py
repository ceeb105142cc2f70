"""What a selection is good for: its neighbours, its rows as a CSV file, and a space of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import quote

import numpy as np
import pandas as pd
from flask import Blueprint, Response, jsonify
from pydantic import BaseModel, ConfigDict, Field

from dashboard.recipes import SubsetRecipe
from dashboard.routes.bodies import read_body
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError, neighbours

MOST_COMPARISONS = 20_000_000  # of a selected item with any other: a few seconds
MOST_AT_ONCE, FEWEST_AT_ONCE = 2_000, 20
ROWS_AT_ONCE = 500


class Wanted(BaseModel):
    """Which items are meant, as the page says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    indices: tuple[int, ...] = Field(min_length=1)
    k: int = Field(10, ge=1, le=999)
    metric: str = "cosine"


def wanted(space: Space) -> Wanted:
    """Read the request's body for a space, its items in order and each once.

    Raises
    ------
    UserError
        If it cannot be read, or names an item that is not there.
    """
    asked = read_body(Wanted, "Which items?", "Send JSON such as {“indices”: [0, 1, 2]}.")
    indices = tuple(sorted(set(asked.indices)))
    for index in (indices[0], indices[-1]):
        space.find(index)
    return asked.model_copy(update={"indices": indices})


def nearest_of_all(space: Space, asked: Wanted) -> list[int]:
    """Return the nearest items of every item that is meant, each once, without those themselves.

    Raises
    ------
    UserError
        If there are too many of them for an answer while someone waits.
    """
    most = max(FEWEST_AT_ONCE, min(MOST_AT_ONCE, MOST_COMPARISONS // len(space)))
    if len(asked.indices) > most:
        raise UserError(
            "Too many at once",
            f"{len(asked.indices):,} items are selected; here the neighbours of {most:,} can be found at once.",
            "Select fewer.",
        )
    found: set[int] = set()
    for index in asked.indices:
        found.update(map(int, neighbours(space, index, k=asked.k, metric=asked.metric)["index"]))
    return sorted(found.difference(asked.indices))


def cell(value: object) -> str:
    """Return a value exactly as it is; nothing for what is missing."""
    if isinstance(value, str):
        return value
    absent = value is None or value is pd.NA or value is pd.NaT
    missing = absent or (isinstance(value, float | np.floating) and bool(np.isnan(value)))
    return "" if missing else str(value)


def csv_lines(items: pd.DataFrame) -> Iterator[bytes]:
    """Write a table as RFC 4180 has it, in UTF-8, some rows at a time."""
    for start in range(-1, len(items), ROWS_AT_ONCE):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        if start < 0:
            writer.writerow([str(column) for column in items.columns])
        some = items.iloc[max(start, 0) : start + ROWS_AT_ONCE]
        columns = [[cell(value) for value in some.iloc[:, at]] for at in range(some.shape[1])]
        writer.writerows(zip(*columns, strict=True))
        yield text.getvalue().encode("utf-8", "replace")


def blueprint(services: Services) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("selection", __name__)

    @routes.post("/api/spaces/<space_id>/neighbours")
    def nearest(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        return jsonify(indices=nearest_of_all(space, wanted(space)))

    @routes.post("/api/spaces/<space_id>/csv")
    def rows(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        chosen = space.items.iloc[list(wanted(space).indices)]
        answer = Response(csv_lines(chosen), mimetype="text/csv")
        name = quote(f"{space.name}, {len(chosen)} rows.csv", safe="")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer

    @routes.post("/api/spaces/<space_id>/subset")
    def subset(space_id: str) -> Response:
        space = open_space(space_id, services.store)
        indices = wanted(space).indices
        if len(indices) < 2:
            raise UserError("Too few items", "A map of one item says nothing", "Select at least two.")
        recipe = SubsetRecipe(parent=space_id, parent_key=space.key, parent_name=space.name, indices=indices)
        services.jobs.submit(recipe, restart=True)
        return jsonify(space=recipe.key, name=recipe.name)

    return routes
