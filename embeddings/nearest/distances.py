"""Distances: every pair of some items, under every metric."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from embeddings.metrics import METRICS
from embeddings.space import Space


def distances(space: Space, items: Sequence[int | str]) -> pd.DataFrame:
    """Return the distance of every pair of items under every metric.

    Parameters
    ----------
    space
        Where the items are.
    items
        Indices or names.

    Returns
    -------
    pandas.DataFrame
        ``a``, ``b`` (indices) and a column for each metric; the dot product as a distance is its negative.

    Raises
    ------
    UserError
        If there is no such item.

    Examples
    --------
    >>> space = Space(np.array([[0, 0], [3, 4]], np.float32), pd.DataFrame({"text": ["a", "b"]}), text="text")
    >>> distances(space, ["a", "b"])[["euclidean", "manhattan"]].iloc[0].tolist()
    [5.0, 7.0]
    """
    indices = [space.find(item) for item in items]
    rows = []
    metrics = {name: METRICS.make(name) for name in METRICS.all()}
    for a, b in combinations(indices, 2):
        one, other = np.asarray(space.vectors[a], np.float64), np.asarray(space.vectors[[b]], np.float64)
        rows.append({"a": a, "b": b} | {name: float(metric.exact(other, one)[0]) for name, metric in metrics.items()})
    return pd.DataFrame(rows, columns=["a", "b", *metrics])
