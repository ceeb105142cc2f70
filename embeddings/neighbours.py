"""Neighbours: the nearest items in the original vectors, found by looking at every one of them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.metrics import METRICS
from embeddings.space import Space


def neighbours(space: Space, item: int | str, k: int = 10, metric: str = "cosine") -> pd.DataFrame:
    """Return the `k` items nearest to an item, the item itself left out.

    Parameters
    ----------
    space
        Where to look.
    item
        An index, or a name.
    k
        How many; fewer where the space has fewer.
    metric
        ``"cosine"``, ``"dot"``, ``"euclidean"`` or ``"manhattan"``.

    Returns
    -------
    pandas.DataFrame
        ``index``, ``distance`` and ``similarity``, nearest first; equal distances in the order of the items.

    Raises
    ------
    UserError
        If there is no such item or metric, or `k` is less than 1.
    """
    index = space.find(item)
    return nearest_to(space, np.asarray(space.vectors[index]), k, metric, leave_out=[index])


def nearest_to(
    space: Space, vector: np.ndarray, k: int = 10, metric: str = "cosine", leave_out: Collection[int] = ()
) -> pd.DataFrame:
    """Return the `k` items nearest to any vector of d numbers, some items left out."""
    if k < 1:
        raise UserError("Too few neighbours", f"{k} neighbours were asked for", "Ask for at least 1.")
    chosen = METRICS.make(metric)
    distances = chosen.distances(space.vectors, vector.astype(np.float32, copy=False), space.norms)
    distances[list(leave_out)] = np.inf
    k = min(k, len(space) - len(set(leave_out)))
    if k == 0:
        near = np.empty(0, np.int64)
    elif k < len(distances) // 4:
        limit = np.partition(distances, k - 1)[k - 1]
        candidates = np.flatnonzero(distances <= limit)
        near = candidates[np.argsort(distances[candidates], kind="stable")][:k]
    else:
        near = np.argsort(distances, kind="stable")[:k]
    found = distances[near]
    return pd.DataFrame({"index": near, "distance": found, "similarity": chosen.similarity(found)})
