"""The nearest items of every item, exactly, in blocks: what outliers, label checks and classifiers stand on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.errors import UserError
from embeddings.metrics import METRICS, Metric
from embeddings.nearest.equal_rows import first_equal
from embeddings.nearest.near_candidates import near_candidates
from embeddings.nearest.rough_scores import ROWS, rough_scores
from embeddings.progress import Progress, silent
from embeddings.space import Space


@dataclass(frozen=True, eq=False)
class Neighbourhoods:
    """The `k` nearest others of each item, nearest first; equal distances in the order of the items.

    Parameters
    ----------
    indices, distances
        ``(n, k)`` arrays of int32 and float64.
    metric
        The metric of the distances.
    """

    indices: np.ndarray
    distances: np.ndarray
    metric: str = "cosine"

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def k(self) -> int:
        """How many neighbours each item has."""
        return int(self.indices.shape[1])

    def head(self, k: int) -> Neighbourhoods:
        """Return the nearest `k` of each item."""
        return Neighbourhoods(self.indices[:, :k], self.distances[:, :k], self.metric)


def all_neighbours(
    space: Space,
    k: int = 10,
    metric: str = "cosine",
    *,
    of: np.ndarray | None = None,
    among: np.ndarray | None = None,
    progress: Progress = silent,
) -> Neighbourhoods:
    """Find the `k` nearest others of every item; the answer of `neighbours`, for all items at once.

    Every pair is looked at, in blocks of 32 MB by BLAS; who is nearest is decided in double precision. At 100,000
    items of 384 dimensions that is a matter of one or two minutes on two cores, except under Manhattan, where no
    matrix product helps: there it takes the better part of an hour.

    Parameters
    ----------
    space
        The items.
    k
        How many; fewer where there are fewer others.
    metric
        ``"cosine"``, ``"dot"``, ``"euclidean"`` or ``"manhattan"``.
    of
        The items whose neighbours are wanted, each a row of the answer; all by default.
    among
        The items that may be neighbours; all by default.
    progress
        Called after each block; what it raises ends the search.

    Raises
    ------
    UserError
        If `k` is less than 1, or there is no other item, or no such metric.

    Examples
    --------
    >>> import pandas as pd
    >>> space = Space(np.array([[0.0], [1], [3]], np.float32), pd.DataFrame(index=range(3)))
    >>> all_neighbours(space, k=1, metric="euclidean").indices.tolist()
    [[1], [0], [1]]
    """
    if k < 1:
        raise UserError("Too few neighbours", f"{k} neighbours were asked for", "Ask for at least 1.")
    queries = np.arange(len(space)) if of is None else np.asarray(of, np.int64)
    base = np.arange(len(space)) if among is None else np.unique(np.asarray(among, np.int64))
    most = len(base) - bool(np.isin(queries, base).any())
    if most < 1:
        raise UserError("Too few items", "There is no other item to be a neighbour", "Choose a space of at least two.")
    k = min(k, most)
    chosen = METRICS.make(metric)
    alike = Alike(base[first_equal(space.vectors[base])], base, k + 1)
    rough = rough_scores(space.vectors[queries], space.vectors[alike.firsts], metric)
    indices, distances = np.empty((len(queries), k), np.int32), np.empty((len(queries), k))
    for start in range(0, len(queries), ROWS):
        rows = slice(start, min(start + ROWS, len(queries)))
        places, columns = near_candidates(rough, rows, k + 1)
        ends = np.searchsorted(places, np.arange(1, rows.stop - start))
        for at, candidates in enumerate(np.split(columns, ends), start):
            indices[at], distances[at] = nearest_of(space.vectors, chosen, int(queries[at]), alike, candidates)
        progress(rows.stop, len(queries), "comparing every item with every other")
    return Neighbourhoods(indices, distances, metric)


class Alike:
    """Items whose vectors are equal, so that only the first of them need be compared.

    Parameters
    ----------
    first
        For each item of the base the first equal one.
    base
        The items.
    most
        How many of equal items can be needed.
    """

    def __init__(self, first: np.ndarray, base: np.ndarray, most: int) -> None:
        order = np.argsort(first, kind="stable")
        self.firsts, starts = np.unique(first[order], return_index=True)
        self.k = most - 1
        self.single = len(self.firsts) == len(base)
        self._members = [] if self.single else [some[:most] for some in np.split(base[order], starts[1:])]

    def opened(self, places: np.ndarray, distances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return all items, each with its distance, that stand behind some of the firsts."""
        if self.single:
            return self.firsts[places], distances
        members = [self._members[place] for place in places]
        return np.concatenate(members), np.repeat(distances, [len(some) for some in members])


def nearest_of(
    vectors: np.ndarray, metric: Metric, item: int, alike: Alike, places: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest of an item among candidates, in double precision, the item itself left out."""
    rows = vectors[alike.firsts[places]].astype(np.float64)
    found, distances = alike.opened(places, metric.exact(rows, vectors[item].astype(np.float64)))
    others = found != item
    found, distances = found[others], distances[others]
    order = np.lexsort((found, distances))[: alike.k]
    return found[order], distances[order]
