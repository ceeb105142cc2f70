"""Bytes a point that a map with colours sends to the browser: our two answers beside plotly's figure, each as it travels.

100,000 points in 2D and 3D with 12 categories. plotly's figure is JSON with arrays in base64, as its Python package
writes it, one trace with a colour per point; gzip as a server would send it.
"""

import gzip
import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from werkzeug.test import TestResponse

from benchmarks.timing import table
from dashboard.app import create_app
from dashboard.jobs import Jobs
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.store import Store
from embeddings import Space

COUNT, GROUPS = 100_000, 12


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(0)
    codes = rng.integers(0, GROUPS, COUNT).astype(np.uint8)
    rows = []
    for dimensions in (2, 3):
        coordinates = rng.standard_normal((COUNT, dimensions), dtype=np.float32)
        ours, theirs = our_bytes(coordinates, codes), plotly_bytes(coordinates, codes)
        rows.append(
            [f"{dimensions}D", *(f"{size / COUNT:.1f} bytes" for size in (ours, theirs)), f"{theirs / ours:.1f}×"]
        )
    table([f"{COUNT:,} points, {GROUPS} colours", "ours", "plotly's figure", "ratio"], rows)


def our_bytes(coordinates: np.ndarray, codes: np.ndarray) -> int:
    """Return what the routes of coordinates and of a column send to a browser that takes gzip."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        items = pd.DataFrame({"group": pd.Categorical([f"group {code}" for code in codes])})
        space = Space(np.ones((COUNT, 2), np.float32), items, name="wire")
        store.save_space(space.key, space)
        store.save_result("c0" * 16, {"coordinates": coordinates}, {"notes": []})
        services = Services(Settings.from_environment(), store, Jobs(store, lanes={}))
        client = create_app(services).server.test_client()
        gzipped = {"Accept-Encoding": "gzip"}
        column = client.get(f"/api/spaces/{space.key}/columns/0", headers=gzipped)
        values = client.get(unpacked(column)["values"], headers=gzipped)
        places = client.get(f"/api/projections/{'c0' * 16}/coordinates", headers=gzipped)
        return sum(len(answer.data) for answer in (column, values, places))


def unpacked(answer: TestResponse) -> dict[str, str]:
    """Return the JSON of an answer that may be compressed."""
    return dict(json.loads(gzip.decompress(answer.data) if answer.content_encoding == "gzip" else answer.data))


def plotly_bytes(coordinates: np.ndarray, codes: np.ndarray) -> int:
    """Return the size of the same points as a figure of plotly."""
    axes = dict(zip("xyz", coordinates.T, strict=False))
    kind = go.Scattergl if coordinates.shape[1] == 2 else go.Scatter3d
    figure = go.Figure(kind(**axes, mode="markers", marker={"color": codes, "size": 3}))
    return len(gzip.compress(figure.to_json().encode(), compresslevel=6))


if __name__ == "__main__":
    main()
