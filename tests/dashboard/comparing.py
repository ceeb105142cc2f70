"""What tests of the Compare tab share: the figures in its table, those of its Python, and those of SciPy."""

from typing import Any

import numpy as np
from dash import html
from scipy.spatial import distance

from embeddings.metrics import METRICS
from tests.dashboard.answers import parts, run_python


def figures(body: list[Any]) -> list[list[float]]:
    """Return the numbers of the table of pairs, row by row."""
    (table,) = [one for one in parts(body, html.Table) if "tool-table" in one.className]
    rows = parts(parts(table, html.Tbody), html.Tr)
    return [[float(cell.children.replace("−", "-")) for cell in row.children[1:]] for row in rows]


def python_figures(body: list[Any]) -> np.ndarray:
    """Return the numbers of the table that the lines of Python in the tab make."""
    return run_python(body)[list(METRICS.all())].to_numpy()


def four_distances(one: np.ndarray, other: np.ndarray) -> list[float]:
    """Return what SciPy says of two vectors, in the order of the metrics: cosine, dot, Euclidean, Manhattan."""
    one, other = one.astype(float), other.astype(float)
    return [
        distance.cosine(one, other),
        -(one @ other),
        distance.euclidean(one, other),
        distance.cityblock(one, other),
    ]
