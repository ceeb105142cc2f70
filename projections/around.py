"""What lies around one item on a map: who is nearest there, and how far some others stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FAR_TIMES = 10
FAR_SHARE = 0.05


@dataclass(frozen=True, eq=False)
class Around:
    """The map as one item sees it.

    Parameters
    ----------
    nearest
        The items nearest on the map, nearest first; as many as were asked about.
    distances
        How far each item that was asked about is, in the units of the map.
    ranks
        The place of each among all others by that distance; 1 is the nearest, equally near ones share the best.
    far
        Which of them the map places far away: more than `limit` items are nearer there.
    limit
        Ten times as many as were asked about, or 5 % of all, whichever is more.
    reach
        How far the item of rank `limit` is, or the farthest of all.
    """

    nearest: np.ndarray
    distances: np.ndarray
    ranks: np.ndarray
    far: np.ndarray
    limit: int
    reach: float


def around(coordinates: np.ndarray, item: int, others: np.ndarray) -> Around:
    """Look around one item on a map.

    Parameters
    ----------
    coordinates
        ``(n, 2)`` or ``(n, 3)`` coordinates of the map.
    item
        The index of the item that looks.
    others
        The indices of those it asks about, such as its true neighbours; never itself.

    Examples
    --------
    >>> line = np.array([[0, 0], [1, 0], [5, 0], [2, 0]], np.float32)
    >>> seen = around(line, 0, np.array([2, 1]))
    >>> seen.nearest.tolist(), seen.ranks.tolist(), seen.distances.tolist()
    ([1, 3], [3, 1], [5.0, 1.0])
    """
    others = np.asarray(others, np.int64)
    count, asked = len(coordinates), len(others)
    away = np.asarray(coordinates, np.float64) - np.asarray(coordinates[item], np.float64)
    distances = np.sqrt((away**2).sum(axis=1))
    own = distances[others]
    distances[item] = np.inf
    ordered = np.sort(distances)
    ranks = np.searchsorted(ordered, own, side="left") + 1
    limit = max(FAR_TIMES * asked, int(FAR_SHARE * count))
    reach = float(ordered[min(limit, count - 1) - 1]) if count > 1 else 0.0
    return Around(nearest_first(distances, asked), own, ranks, ranks > limit, limit, reach)


def nearest_first(distances: np.ndarray, k: int) -> np.ndarray:
    """Return the indices of the `k` least distances, in their order; equal ones in the order of the items."""
    if k == 0:
        return np.empty(0, np.int64)
    last = np.partition(distances, k - 1)[k - 1]
    candidates = np.flatnonzero(distances <= last)
    return candidates[np.argsort(distances[candidates], kind="stable")[:k]]
