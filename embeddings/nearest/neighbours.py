"""Neighbours: the nearest items in the original vectors, found by looking at every one of them."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.metrics import Metric, metric_called
from embeddings.nearest.limits import at_least_k_within
from embeddings.small_tables import SmallTable
from embeddings.space import Space

BLOCK = 4_096
FOUND = SmallTable(["index"], ["distance", "similarity"])


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

    Examples
    --------
    >>> letters = pd.DataFrame({"text": ["a", "b", "c"]})
    >>> space = Space(np.array([[1, 0], [3, 4], [2, 0]], np.float32), letters, text="text")
    >>> neighbours(space, "a", k=2, metric="euclidean")["index"].tolist()
    [2, 1]
    """
    index = space.find(item)
    return nearest_to(space, np.asarray(space.vectors)[index], k, metric, leave_out=[index])


def nearest_to(
    space: Space, vector: np.ndarray, k: int = 10, metric: str = "cosine", leave_out: Collection[int] | np.ndarray = ()
) -> pd.DataFrame:
    """Return the `k` items nearest to any vector of d numbers, some items left out."""
    if k < 1:
        raise UserError("Too few neighbours", f"{k} neighbours were asked for", "Ask for at least 1.")
    chosen = metric_called(metric)
    rough = chosen.scores(space.vectors, vector.astype(np.float32, copy=False), space.norms)
    others = np.unique(leave_out) if isinstance(leave_out, np.ndarray) else list(set(leave_out))
    rough[others] = np.inf
    k = min(k, len(space) - len(others))
    if k == 0:
        candidates = np.empty(0, np.int64)
    else:
        limit = at_least_k_within(rough, k) + 2 * chosen.blur(space.norms, vector)
        candidates = (rough <= limit).nonzero()[0]
    distances = exact_distances(space, chosen, vector, candidates)
    order = distances.argsort(kind="stable")[:k]
    found = distances[order]
    return FOUND.of(candidates[order][None], np.array([found, chosen.similarity(found)]))


def exact_distances(space: Space, metric: Metric, vector: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """Return the distances of some items from a vector in double precision, a block at a time."""
    query, found, vectors = vector.astype(np.float64), np.empty(len(indices)), np.asarray(space.vectors)
    for start in range(0, len(indices), BLOCK):
        some = slice(start, start + BLOCK)
        found[some] = metric.exact(vectors[indices[some]].astype(np.float64), query)
    return found
