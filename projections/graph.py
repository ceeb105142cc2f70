"""The neighbour graph: every item's nearest items in the original vectors; all projections share it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np

from projections.progress import Progress, silent

Metric = Literal["cosine", "euclidean"]
BLOCK = 2_048
EXACT_UP_TO = 40_000  # beyond, nearest-neighbour descent is quicker than comparing all with all


@dataclass(frozen=True, eq=False)
class Graph:
    """The `k` nearest other items of each item, nearest first.

    Parameters
    ----------
    indices, distances
        ``(n, k)`` arrays of int32 and float32; the item itself is left out.
    metric
        ``"cosine"`` (1 − cosine) or ``"euclidean"``.
    exact
        Whether these are the true neighbours, or nearly all of them.
    """

    indices: np.ndarray
    distances: np.ndarray
    metric: str = "cosine"
    exact: bool = True

    @property
    def k(self) -> int:
        """How many neighbours each item has."""
        return int(self.indices.shape[1])

    def head(self, k: int) -> Graph:
        """Return the nearest `k` of each item."""
        return Graph(self.indices[:, :k], self.distances[:, :k], self.metric, self.exact)


def neighbour_graph(vectors: np.ndarray, k: int, metric: Metric = "cosine", *, progress: Progress = silent) -> Graph:
    """Find the `k` nearest other items of every item.

    Exact up to 40,000 items; beyond, by nearest-neighbour descent (Dong, Moses and Li, 2011), in pynndescent.

    Parameters
    ----------
    vectors
        ``(n, d)`` finite numbers, n ≥ 2.
    k
        How many; at most n − 1 are found.
    metric
        Under the cosine a zero vector is orthogonal to every other, and equal to other zero vectors.
    progress
        Called after each block; what it raises ends the search.
    """
    prepared = comparable(vectors, metric)
    k = min(k, len(prepared) - 1)
    if len(prepared) > EXACT_UP_TO:
        indices, distances = _descent(prepared, k + 1, progress)
        exact = False
    else:
        indices, distances = nearest(prepared, prepared, k + 1, progress)
        exact = True
    indices, distances = without_self(indices, distances, np.arange(len(prepared)))
    if metric == "cosine":
        distances = distances**2 / 2
    return Graph(indices.astype(np.int32), distances.astype(np.float32), metric, exact)


def comparable(vectors: np.ndarray, metric: Metric) -> np.ndarray:
    """Return vectors whose Euclidean order is the order under `metric`: for the cosine, unit vectors."""
    if metric == "euclidean":
        return np.ascontiguousarray(vectors, dtype=np.float32)
    squares = np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)  # float32 takes the tiniest for zero
    norms = np.sqrt(squares)[:, None].astype(np.float32)
    unit = np.divide(vectors, norms, out=np.zeros_like(vectors, dtype=np.float32), where=norms > 0)
    if (norms > 0).all():
        return np.asarray(unit)
    return np.hstack([unit, (norms == 0).astype(np.float32)])


def nearest(
    vectors: np.ndarray, queries: np.ndarray, k: int, progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices and Euclidean distances of the `k` vectors nearest to each query, a block at a time."""
    from sklearn.neighbors import NearestNeighbors

    search = NearestNeighbors(n_neighbors=min(k, len(vectors)), algorithm="brute").fit(vectors)
    indices = np.empty((len(queries), search.n_neighbors), np.int64)
    distances = np.empty((len(queries), search.n_neighbors), np.float32)
    for start in range(0, len(queries), BLOCK):
        block = slice(start, start + BLOCK)
        distances[block], indices[block] = search.kneighbors(queries[block])
        progress(min(start + BLOCK, len(queries)), len(queries), "finding neighbours")
    return indices, distances


def without_self(indices: np.ndarray, distances: np.ndarray, own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Take each row's own index out; where duplicates crowd it out, the last entry goes instead."""
    is_self = indices == own[:, None]
    is_self[~is_self.any(axis=1), -1] = True
    shape = (len(indices), indices.shape[1] - 1)
    return indices[~is_self].reshape(shape), distances[~is_self].reshape(shape)


def _descent(vectors: np.ndarray, k: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    from pynndescent import NNDescent

    progress(0, len(vectors), "finding neighbours")
    with warnings.catch_warnings():
        # Where many items are equal it finds too few; those are searched below.
        warnings.filterwarnings("ignore", message="Failed to correctly find n_neighbors")
        index = NNDescent(vectors, n_neighbors=k, metric="euclidean", random_state=0, compressed=False)
    indices, distances = index.neighbor_graph
    short = np.flatnonzero((indices < 0).any(axis=1))
    if short.size:
        indices[short], distances[short] = nearest(vectors, vectors[short], k, progress)
    progress(len(vectors), len(vectors), "finding neighbours")
    return indices, distances
