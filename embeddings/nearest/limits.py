"""A limit that lets the nearest through and few others: a fraction of the time that sorting out the k-th takes."""

from __future__ import annotations

import numpy as np

GROUPS = 32  # items each, of which the nearest stands for all
PLENTY = 16  # groups for each of the k, so that two of the nearest seldom share one


def at_least_k_within(scores: np.ndarray, k: int) -> float:
    """Return a number that at least `k` scores do not exceed: the k-th smallest, or one that is hardly larger.

    Of many scores the items are dealt out into groups, and the k-th smallest of the groups' smallest is returned: that
    many different items are at least as near. Neighbours in the order of the items come into different groups.

    Parameters
    ----------
    scores
        ``(n,)`` numbers without NaN, smaller being nearer.
    k
        How many; from 1 to n.

    Examples
    --------
    >>> at_least_k_within(np.array([3.0, 1.0, 2.0]), 2)
    2.0
    """
    few = representatives(scores, k, np.minimum)
    few.partition(k - 1)
    return float(few[k - 1])


def at_least_k_above(scores: np.ndarray, k: int) -> float:
    """Return a number that at least `k` scores reach, larger being nearer: the counterpart of `at_least_k_within`.

    Examples
    --------
    >>> at_least_k_above(np.array([3.0, 1.0, 2.0]), 2)
    2.0
    """
    few = representatives(scores, k, np.maximum)
    few.partition(len(few) - k)
    return float(few[len(few) - k])


def representatives(scores: np.ndarray, k: int, nearest: np.ufunc) -> np.ndarray:
    """Return the nearest of each group, or all scores where groups would be too few; in any case not the scores themselves."""
    width = len(scores) // GROUPS
    if width < PLENTY * k:
        return scores.copy()
    return np.asarray(nearest.reduce(scores[: GROUPS * width].reshape(GROUPS, width)))
