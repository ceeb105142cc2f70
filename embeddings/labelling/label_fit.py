"""Which of two spaces fits a column better: each item is given the label of its neighbours, and the two are compared."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.scoring.sections import Z, share

ROWS = 16_384


class LabelFit(NamedTuple):
    """How often the neighbours of an item name its label, in either space.

    Parameters
    ----------
    items
        How many items have a label.
    labels
        How many labels there are.
    ours, theirs
        The share of items of which most neighbours carry the item's own label, each left out itself, 0 to 1.
    ours_interval, theirs_interval
        Their 95 % intervals (Wilson).
    only_ours, only_theirs
        How many items the one gets right and the other does not.
    low, high
        The 95 % interval of `ours` − `theirs` (Bonett and Price, 2012: adjusted Wald for paired shares).
    p
        How likely a difference as large is by chance (McNemar's exact test): items are taken as independent.
    usual
        The share of the most frequent label: what always naming it would get.
    """

    items: int
    labels: int
    ours: float
    theirs: float
    ours_interval: tuple[float, float]
    theirs_interval: tuple[float, float]
    only_ours: int
    only_theirs: int
    low: float
    high: float
    p: float
    usual: float

    @property
    def difference(self) -> float:
        """`ours` − `theirs`."""
        return self.ours - self.theirs

    @property
    def certain(self) -> bool:
        """Whether the difference is more than chance would make, at 5 %."""
        return self.p < 0.05


def label_fit(labels: Sequence[Any] | pd.Series, ours: np.ndarray, theirs: np.ndarray) -> LabelFit:
    """Compare how well two spaces keep items of one label together.

    Every item gets the label that most of its neighbours carry; of labels that are as frequent, that of the nearest.
    Neighbours without a label have no say, and items without one are not counted.

    Parameters
    ----------
    labels
        One for each item; missing where there is none.
    ours, theirs
        ``(m, k)`` each item's neighbours in the two spaces, nearest first, as `compare_spaces` gives them.

    Raises
    ------
    UserError
        If fewer than two items, or fewer than two labels, are there.

    References
    ----------
    McNemar: “Note on the sampling error of the difference between correlated proportions”, Psychometrika, 1947.
    """
    column = pd.Series(labels).reset_index(drop=True)
    column = column.mask(column.astype("string").str.strip() == "")
    codes, names = pd.factorize(column)
    told = codes >= 0
    count = int(told.sum())
    if count < 2 or len(names) < 2:
        detail = f"{count:,} items have one, and there are {len(names):,} different ones"
        raise UserError("Too few labels", detail, "Choose a column with at least two labels.")
    one, other = (voted(codes, neighbours)[told] == codes[told] for neighbours in (ours, theirs))
    only_ours, only_theirs = int((one & ~other).sum()), int((other & ~one).sum())
    low, high = difference_interval(only_ours, only_theirs, count)
    right, theirs_right = share(int(one.sum()), count), share(int(other.sum()), count)
    return LabelFit(
        items=count,
        labels=len(names),
        ours=right[0],
        theirs=theirs_right[0],
        ours_interval=right[1:],
        theirs_interval=theirs_right[1:],
        only_ours=only_ours,
        only_theirs=only_theirs,
        low=low,
        high=high,
        p=chance_of(only_ours, only_theirs),
        usual=float(np.bincount(codes[told]).max() / count),
    )


def voted(codes: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
    """Return the label that most neighbours carry, ``(m,)``; −1 where none carries any.

    Parameters
    ----------
    codes
        The label of each item, ``(m,)``; −1 where it has none.
    neighbours
        ``(m, k)``, nearest first.
    """
    winner = np.empty(len(neighbours), np.int64)
    for start in range(0, len(neighbours), ROWS):
        near = codes[neighbours[start : start + ROWS]]
        votes = np.zeros(near.shape, np.int64)
        for column in near.T:
            votes += near == column[:, None]
        votes[near < 0] = 0
        first = votes.argmax(axis=1)  # of the most frequent, the nearest
        winner[start : start + ROWS] = near[np.arange(len(near)), first]
    return winner


def difference_interval(only_ours: int, only_theirs: int, items: int) -> tuple[float, float]:
    """Return the 95 % interval of the difference of two shares of the same items."""
    one, other = (only_ours + 1) / (items + 2), (only_theirs + 1) / (items + 2)
    half = Z * sqrt((one + other - (one - other) ** 2) / (items + 2))
    return max(-1.0, one - other - half), min(1.0, one - other + half)


def chance_of(only_ours: int, only_theirs: int) -> float:
    """Return the two-sided exact probability that a fair coin divides the items on which the two differ so unevenly."""
    from scipy.stats import binomtest

    differ = only_ours + only_theirs
    return float(binomtest(only_ours, differ).pvalue) if differ else 1.0
