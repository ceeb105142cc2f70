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
    """
    indices = [space.find(item) for item in items]
    rows = []
    for a, b in combinations(indices, 2):
        pair = np.asarray(space.vectors[[b]])
        row: dict[str, int | float] = {"a": a, "b": b}
        for name in METRICS.all():
            metric = METRICS.make(name)
            row[name] = float(metric.distances(pair, np.asarray(space.vectors[a]), space.norms[[b]])[0])
        rows.append(row)
    return pd.DataFrame(rows, columns=["a", "b", *METRICS.all()])
