"""The same items under two encoders: how far each item's neighbours are the same, and how alike the two spaces are as wholes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from embeddings.comparing.kernel_alignment import Alignment, linear_cka
from embeddings.comparing.same_items import Matched, matched
from embeddings.errors import UserError
from embeddings.metrics import METRICS
from embeddings.nearest.all_neighbours import all_neighbours
from embeddings.progress import Progress, silent
from embeddings.space import Space

FEWEST = 3
RANKED = 500  # items of which it is measured how far their neighbours went
ROWS = 65_536


class Comparison(NamedTuple):
    """Two spaces compared, item by item and as wholes.

    Parameters
    ----------
    matched
        Which item of one is which of the other; all that follows is in its order.
    k, metric
        How many neighbours, and under which metric.
    overlap
        ``(m,)`` float32: of each item's k nearest under the one or the other, the share that is nearest under both (the
        Jaccard index), 0 to 1. Only matched items are neighbours.
    shared
        ``(m,)`` int32: how many are nearest under both, 0 to k.
    ours, theirs
        ``(m, k)`` int32: each item's neighbours in one and in the other, nearest first, as places in `matched`.
    alignment
        Linear CKA of all vectors, and what it would be by chance.
    """

    matched: Matched
    k: int
    metric: str
    overlap: np.ndarray
    shared: np.ndarray
    ours: np.ndarray
    theirs: np.ndarray
    alignment: Alignment

    def most_different(self, one: Space, other: Space, most: int = 20) -> pd.DataFrame:
        """Return the items on which the two disagree most.

        Items with the same overlap are ordered by how far their neighbours under one lie under the other; that is
        measured of the 500 with the least overlap.

        Returns
        -------
        pandas.DataFrame
            ``index`` (in `one`), ``label``, ``shared``, ``overlap`` (0 to 1) and ``went``: the middle place, among the
            matched items, that one's neighbours have in the other and the other's in one (1 is the nearest).
        """
        order = np.argsort(self.overlap, kind="stable")[: max(RANKED, most)]
        went = self._went(one, other, order)
        first = np.lexsort((-went, self.overlap[order]))[:most]
        order, went = order[first], went[first]
        index = self.matched.ours[order]
        return pd.DataFrame(
            {
                "index": index,
                "label": [one.names[item] for item in index],
                "shared": self.shared[order],
                "overlap": self.overlap[order],
                "went": went,
            }
        )

    def _went(self, one: Space, other: Space, items: np.ndarray) -> np.ndarray:
        """Return the mean of both medians of places that some items' neighbours have on the other side."""
        there = places_of(other, self.matched.theirs, items, self.ours[items], self.metric)
        here = places_of(one, self.matched.ours, items, self.theirs[items], self.metric)
        return np.asarray((np.median(there, axis=1) + np.median(here, axis=1)) / 2)


def compare_spaces(
    one: Space, other: Space, k: int = 10, metric: str = "cosine", progress: Progress = silent
) -> Comparison:
    """Compare two spaces of the same items, or of some of the same.

    Parameters
    ----------
    one, other
        The spaces; their items are matched by `embeddings.comparing.same_items.matched`.
    k
        How many neighbours of each item; fewer where there are fewer items.
    metric
        ``"cosine"``, ``"dot"``, ``"euclidean"`` or ``"manhattan"``, in both.
    progress
        Called with (done, total, message).

    Raises
    ------
    UserError
        If fewer than three items are in both, or `k` is less than 1, or the metric is unknown.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> result = compare_spaces(words, words)
    >>> float(result.overlap.mean()), round(result.alignment.cka, 6)
    (1.0, 1.0)
    """
    if k < 1:
        raise UserError("Too few neighbours", f"{k} neighbours were asked for", "Ask for at least 1.")
    METRICS.get(metric)
    found = matched(one, other)
    if len(found.ours) < FEWEST:
        detail = f"Of “{one.name}” and “{other.name}”, only {len(found.ours)} items are in both"
        raise UserError("Too few items in both", detail, f"At least {FEWEST} are needed to have neighbours.")
    ours = neighbours_among(one, found.ours, k, metric, half_of(progress, 0))
    theirs = neighbours_among(other, found.theirs, k, metric, half_of(progress, 1))
    shared, reach = shared_of(ours, theirs), ours.shape[1]
    overlap = (shared / (2 * reach - shared)).astype(np.float32)
    alignment = linear_cka(one.vectors, other.vectors, found.ours, found.theirs)
    return Comparison(found, reach, metric, overlap, shared, ours, theirs, alignment)


def half_of(progress: Progress, half: int) -> Progress:
    """Return what tells of the first or the second half of the work."""

    def told(done: int, total: int, _message: str) -> None:
        progress(half * total + done, 2 * total, f"items in the {('first', 'second')[half]} space")

    return told


def neighbours_among(space: Space, rows: np.ndarray, k: int, metric: str, progress: Progress) -> np.ndarray:
    """Return the nearest others of some items among these alone, ``(m, k)`` int32, as places in `rows`."""
    found = all_neighbours(space, k, metric, of=rows, among=rows, progress=progress).indices
    place = np.full(len(space), -1, np.int32)
    place[rows] = np.arange(len(rows))
    return np.asarray(place[found])


def shared_of(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Return how many numbers each row of ``(m, k)`` has in common with the same row of the other, ``(m,)`` int32."""
    shared = np.empty(len(ours), np.int32)
    for start in range(0, len(ours), ROWS):
        both = np.concatenate([ours[start : start + ROWS], theirs[start : start + ROWS]], axis=1)
        both.sort(axis=1)
        shared[start : start + ROWS] = (both[:, 1:] == both[:, :-1]).sum(axis=1)
    return shared


def places_of(space: Space, rows: np.ndarray, items: np.ndarray, neighbours: np.ndarray, metric: str) -> np.ndarray:
    """Return the places that given neighbours of some items have among all others, 1 being the nearest: ``(i, k)``.

    All but `space` and `metric` are places in `rows`; equal distances have the same place.
    """
    whole = len(rows) == len(space) and bool((rows == np.arange(len(rows))).all())
    vectors, norms = (space.vectors, space.norms) if whole else (space.vectors[rows], space.norms[rows])
    chosen = METRICS.make(metric)
    places = np.empty(neighbours.shape, np.int64)
    for row, item in enumerate(items):
        distances = chosen.distances(vectors, np.asarray(vectors[item]), norms)
        near = distances[neighbours[row]]
        distances[item] = np.inf
        places[row] = 1 + np.searchsorted(np.sort(distances), near)
    return places
