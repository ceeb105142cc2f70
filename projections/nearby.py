"""Which items are nearest to vectors that are no items: exact, without a copy of the items' vectors."""

from __future__ import annotations

import numpy as np

from projections.graph import Metric, nearest
from projections.progress import Progress, silent

AT_ONCE = 1 << 24  # similarities that are held at a time, 64 MB
SPARE = 8  # float32 may swap neighbours that are almost equally near; so many more are measured exactly
SAME = 1e-8  # of the cosine distance, or of the squared lengths: vectors as near as this are the same


def nearest_to_new(
    vectors: np.ndarray, new: np.ndarray, k: int, metric: Metric = "cosine", progress: Progress = silent
) -> tuple[np.ndarray, np.ndarray]:
    """Return the `k` items nearest to each new vector, nearest first.

    Under the cosine a zero vector is orthogonal to every other, and equal to other zero vectors.

    Parameters
    ----------
    vectors
        ``(n, d)`` of the items.
    new
        ``(m, d)`` vectors to find them for.
    k
        How many; at most n are found.

    Returns
    -------
    tuple
        ``(m, k)`` int64 indices and ``(m, k)`` float64 distances: 1 − cosine, or Euclidean.
    """
    k = min(k, len(vectors))
    wanted = min(k + SPARE, len(vectors))
    candidates = np.empty((len(new), wanted), np.int64)
    if metric == "euclidean":
        candidates[:] = nearest(vectors, new, wanted, progress)[0]
    else:
        inverse = _inverse_norms(vectors)
        step = max(1, AT_ONCE // len(vectors))
        for start in range(0, len(new), step):
            block = slice(start, start + step)
            likeness = _likeness(vectors, inverse, new[block])
            candidates[block] = np.argpartition(-likeness, wanted - 1, axis=1)[:, :wanted]
            progress(min(start + step, len(new)), len(new), "finding neighbours")
    distances = distances_to(vectors, new, candidates, metric)
    order = np.argsort(distances, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(candidates, order, axis=1), np.take_along_axis(distances, order, axis=1)


def distances_to(vectors: np.ndarray, new: np.ndarray, items: np.ndarray, metric: Metric = "cosine") -> np.ndarray:
    """Return how far each new vector is from some items, in float64.

    Parameters
    ----------
    vectors, new
        ``(n, d)`` and ``(m, d)``.
    items
        ``(m, k)`` indices of items.

    Returns
    -------
    np.ndarray
        ``(m, k)``, as exact as float64 is.
    """
    distances = np.empty(items.shape)
    cosine = metric == "cosine"
    own = _unit(np.asarray(new, np.float64)) if cosine else np.asarray(new, np.float64)
    for row, near in enumerate(items):
        others = np.asarray(vectors[near], np.float64)
        others = _unit(others) if cosine else others
        squares = ((others - own[row]) ** 2).sum(axis=1)
        if cosine:
            # Half the squared difference of unit vectors is 1 − cosine, and exact where that is tiny.
            distances[row] = np.where(others.any(axis=1) == own[row].any(), squares / 2, 1.0)
        else:
            distances[row] = np.sqrt(squares)
    return distances


def same_as(vectors: np.ndarray, new: np.ndarray, found: np.ndarray, far: np.ndarray, metric: Metric) -> np.ndarray:
    """Return which item each new vector is equal to, or −1.

    Parameters
    ----------
    found, far
        Each one's nearest item and its distance, ``(m,)``.
    """
    limit = np.full(len(new), SAME)
    if metric == "euclidean":
        limit = np.sqrt(SAME**2 * (np.asarray(new, np.float64) ** 2).sum(axis=1))
    return np.where(far <= limit, found, -1)


def _inverse_norms(vectors: np.ndarray) -> np.ndarray:
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))
    return np.asarray(np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0))


def _likeness(vectors: np.ndarray, inverse: np.ndarray, new: np.ndarray) -> np.ndarray:
    unit = _unit(np.asarray(new, np.float64)).astype(np.float32)
    likeness = (unit @ vectors.T) * inverse
    likeness[np.ix_(~unit.any(axis=1), inverse == 0)] = 1
    return np.asarray(likeness)


def _unit(vectors: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0))
