"""The vote of an item's neighbours: which label most of them carry, and how many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BLOCK = 4_096


@dataclass(frozen=True, eq=False)
class Votes:
    """What the neighbours of each item say.

    Parameters
    ----------
    said
        ``(n,)``: the class of most votes; of classes with equally many, the one whose voters are nearer.
    share
        Its part of the votes, 0 to 1.
    second
        The part of the runner-up.
    own
        The part of a given class of each item, where classes were given.
    """

    said: np.ndarray
    share: np.ndarray
    second: np.ndarray
    own: np.ndarray


def votes(neighbours: np.ndarray, classes: int, own: np.ndarray | None = None) -> Votes:
    """Count the votes.

    Parameters
    ----------
    neighbours
        ``(n, k)``: the class of each neighbour, nearest first.
    classes
        How many classes there are.
    own
        ``(n,)`` classes whose part of the votes is asked for.
    """
    count, k = neighbours.shape
    own = np.zeros(count, np.int64) if own is None else own
    # All that nearness adds is less than one vote: it only decides between equals.
    weights = 1 + (k - 1 - np.arange(k)) / k**2
    said, share, second, given = (np.empty(count, kind) for kind in (np.int64, float, float, float))
    for start in range(0, count, BLOCK):
        some = neighbours[start : start + BLOCK]
        rows = np.arange(len(some))
        cells = (rows[:, None] * classes + some).ravel()
        size = len(some) * classes
        plain = np.bincount(cells, minlength=size).reshape(len(some), classes)
        weighted = np.bincount(cells, np.broadcast_to(weights, some.shape).ravel(), size).reshape(len(some), classes)
        best = weighted.argmax(axis=1)
        block = slice(start, start + len(some))
        said[block], share[block] = best, plain[rows, best] / k
        given[block] = plain[rows, own[block]] / k
        plain[rows, best] = 0
        second[block] = plain.max(axis=1) / k
    return Votes(said, share, second, given)
