"""How far two groupings of the same items agree, beyond what chance would do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Agreement:
    """Two measures of agreement.

    Parameters
    ----------
    rand
        The adjusted Rand index (Hubert, Arabie 1985): 1 for the same grouping, about 0 for chance.
    information
        The normalised mutual information (arithmetic mean), 0 to 1: how much of one grouping the other tells.
    items
        How many items were counted.
    """

    rand: float
    information: float
    items: int


def agreement(table: np.ndarray) -> Agreement:
    """Measure how far two groupings agree.

    Parameters
    ----------
    table
        ``(groups of one, groups of the other)`` counts of items.

    Examples
    --------
    >>> agreement(np.array([[5, 0], [0, 7]]))
    Agreement(rand=1.0, information=1.0, items=12)
    """
    counts = np.asarray(table, np.float64)
    total = float(counts.sum())
    if total < 2:
        return Agreement(float("nan"), float("nan"), int(total))
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    both, one, other = (float((some * (some - 1)).sum()) / 2 for some in (counts, rows, columns))
    expected = one * other / (total * (total - 1) / 2)
    most = (one + other) / 2
    rand = 1.0 if most == expected else (both - expected) / (most - expected)
    shared = entropy(rows, total) + entropy(columns, total) - entropy(counts.ravel(), total)
    mean = (entropy(rows, total) + entropy(columns, total)) / 2
    return Agreement(rand, 1.0 if mean == 0 else max(0.0, shared / mean), int(total))


def entropy(counts: np.ndarray, total: float) -> float:
    """Return the entropy of counts, in nats."""
    shares = counts[counts > 0] / total
    return float(-(shares * np.log(shares)).sum())
