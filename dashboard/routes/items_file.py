"""`GET /api/spaces/<id>/items.csv|jsonl|parquet?map=KEY`: every row as a file, with its place on the map.

JSONL and Parquet hold the vectors too. In CSV a cell that a spreadsheet would take for a formula begins with an
apostrophe, as OWASP advises against CSV injection.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from urllib.parse import quote

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from flask import Blueprint, Response, request

from dashboard.columns import display_value
from dashboard.routes.selection import csv_lines
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.store.spaces import storable_items
from embeddings import Space, UserError

ROWS_AT_ONCE = 2_000
GROUP = 50_000  # rows of a group of Parquet
CHUNK = 1 << 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")
AXES = ("map_x", "map_y", "map_z")


def with_places(space: Space, coordinates: np.ndarray | None) -> pd.DataFrame:
    """Return the items with their coordinates on a map as columns of their own."""
    items = space.items.copy()
    for name, places in zip(AXES, () if coordinates is None else coordinates.T, strict=False):
        items[free_name(name, items)] = places
    return items


def free_name(name: str, items: pd.DataFrame) -> str:
    """Return a column's name that is not taken."""
    while name in items.columns:
        name += "_"
    return name


def harmless(items: pd.DataFrame) -> pd.DataFrame:
    """Return a table of which no cell of text is run as a formula by a spreadsheet; numbers stay as they are."""
    safe = items.copy()
    for place in range(items.shape[1]):
        column = items.iloc[:, place]
        if not pd.api.types.is_numeric_dtype(column):
            safe.isetitem(
                place, [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in map(display_value, column)]
            )
    safe.columns = [f"'{name}" if str(name).startswith(FORMULA) else str(name) for name in items.columns]
    return safe


def as_csv(space: Space, items: pd.DataFrame) -> Iterator[bytes]:
    """Write the rows as CSV, without vectors: a spreadsheet could not use them."""
    return csv_lines(harmless(items))


def as_jsonl(space: Space, items: pd.DataFrame) -> Iterator[bytes]:
    """Write an object a line, its vector under `vector`."""
    name = free_name("vector", items)
    for start in range(0, len(items), ROWS_AT_ONCE):
        rows = json.loads(items.iloc[start : start + ROWS_AT_ONCE].to_json(orient="records", date_format="iso"))
        vectors = np.asarray(space.vectors[start : start + ROWS_AT_ONCE])
        lines = [
            json.dumps({**row, name: [round(float(value), 7) for value in vector]}, ensure_ascii=False)
            for row, vector in zip(rows, vectors, strict=True)
        ]
        yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


def as_parquet(space: Space, items: pd.DataFrame) -> Iterator[bytes]:
    """Write a Parquet file, the vectors as a column of float32 lists of one length; it never is in memory whole."""
    table = pa.Table.from_pandas(storable_items(items), preserve_index=False)
    width = space.vectors.shape[1]
    field = pa.field(free_name("vector", items), pa.list_(pa.float32(), width))
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, table.schema.append(field)) as writer:
            for start in range(0, len(items), GROUP):
                rows = table.slice(start, GROUP)
                flat = pa.array(np.ascontiguousarray(space.vectors[start : start + GROUP]).reshape(-1))
                writer.write_table(rows.append_column(field, pa.FixedSizeListArray.from_arrays(flat, width)))
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


WRITERS: dict[str, tuple[str, Callable[[Space, pd.DataFrame], Iterator[bytes]]]] = {
    "csv": ("text/csv", as_csv),
    "jsonl": ("application/x-ndjson", as_jsonl),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
}


def blueprint(services: Services) -> Blueprint:
    """Return the route."""
    routes = Blueprint("items_file", __name__)

    @routes.get("/api/spaces/<space_id>/items.<kind>")
    def items(space_id: str, kind: str) -> Response:
        if kind not in WRITERS:
            raise UserError("No such kind of file", f"“{kind}”", f"Choose one of: {', '.join(WRITERS)}.")
        space = open_space(space_id, services.store)
        result = services.store.result(request.args.get("map", ""))
        coordinates = result.arrays.get("coordinates") if result else None
        fitting = coordinates if coordinates is not None and len(coordinates) == len(space) else None
        mime, write = WRITERS[kind]
        answer = Response(write(space, with_places(space, fitting)), mimetype=mime)
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{space.name}.{kind}', safe='')}"
        return answer

    return routes
