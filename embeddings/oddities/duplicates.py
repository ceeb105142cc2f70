"""Near-duplicates: groups of items whose cosine reaches a threshold, for every threshold at once.

Two items are in one group where a chain of pairs leads from one to the other, each pair at least as similar as the
threshold: connected components, which is single linkage. They all follow from a maximum spanning forest of the similar
pairs, so that pairs need not be kept, and a slider needs no second search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.nearest.equal_rows import first_equal
from embeddings.nearest.rough_scores import COLUMNS, ROWS, units
from embeddings.oddities.spanning import Forest
from embeddings.progress import Progress, silent
from embeddings.space import Space

ROUNDED = 1e-6  # of a cosine in single precision; pairs that near to the threshold are measured again
EQUAL = 1e-9  # of a cosine in double precision
MOST_PAIRS = 500_000_000  # as many are thinned out in a minute or two
LOOKED_AT = 20_000_000  # pairs that are looked at to guess how many there are
HIGHEST = 0.99  # the search begins here at the latest


@dataclass(frozen=True, eq=False)
class Likeness:
    """Which items are nearly the same, at any threshold from `least` on.

    Parameters
    ----------
    first
        ``(n,)``: for each item the first one whose vector is equal, number for number.
    a, b, similarity
        The pairs of a maximum spanning forest, the most similar first: two arrays of items, and their cosines.
    least
        The lowest threshold that can be asked for.
    """

    first: np.ndarray
    a: np.ndarray
    b: np.ndarray
    similarity: np.ndarray
    least: float

    @property
    def copies(self) -> np.ndarray:
        """Whether an equal vector comes before each item's own."""
        return np.asarray(self.first != np.arange(len(self.first)))

    def groups(self, above: float) -> np.ndarray:
        """Return each item's group at a threshold, numbered from the largest on, −1 for items that are alone.

        Raises
        ------
        UserError
            If the threshold is lower than `least`, or above 1.
        """
        if not self.least - EQUAL <= above <= 1:
            detail = f"Groups are known from a similarity of {self.least:.3g} to 1, and {above:.3g} was asked for"
            raise UserError("No such threshold", detail, "Choose one in between.")
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        pairs = self.similarity >= above - EQUAL
        items = np.arange(len(self.first))
        rows, columns = np.concatenate([self.a[pairs], items]), np.concatenate([self.b[pairs], self.first])
        graph = coo_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(len(items), len(items)))
        part = connected_components(graph, directed=False)[1]
        sizes = np.bincount(part)
        order = np.argsort(-sizes, kind="stable")
        number = np.empty(len(sizes), np.int64)
        number[order] = np.arange(len(sizes))
        return np.where(sizes[part] > 1, number[part], -1)


def near_duplicates(space: Space, above: float = 0.95, *, progress: Progress = silent) -> pd.DataFrame:
    """Return the groups of items that are nearly the same, the largest group first.

    Parameters
    ----------
    space
        The items.
    above
        The least cosine of a pair, above 0 and at most 1.
    progress
        Called after each block of pairs; what it raises ends the search.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``index``, ``similarity`` (cosine with the first item of the group) and ``copy`` (whether its vector
        is equal to an earlier one, number for number).

    Raises
    ------
    UserError
        If the threshold is out of range.

    Examples
    --------
    >>> rows = np.array([[1, 0], [0, 1], [1, 0.01], [1, 0]], np.float32)
    >>> near_duplicates(Space(rows, pd.DataFrame(index=range(4))), above=0.99)["index"].tolist()
    [0, 2, 3]
    """
    return group_table(space, likeness(space, above, progress=progress, limited=False), above)


def group_table(space: Space, found: Likeness, above: float) -> pd.DataFrame:
    """Return the groups at a threshold as `near_duplicates` does, from what is known already."""
    return measured(space, group_members(found, above))


def group_members(found: Likeness, above: float) -> pd.DataFrame:
    """Return the ``group``, ``index`` and ``copy`` of `near_duplicates`: what takes no look at the vectors."""
    group = found.groups(above)
    members = np.flatnonzero(group >= 0)
    members = members[np.argsort(group[members], kind="stable")]
    return pd.DataFrame({"group": group[members], "index": members, "copy": found.copies[members]})


def measured(space: Space, members: pd.DataFrame) -> pd.DataFrame:
    """Return whole groups with the ``similarity`` of each item to the first of its group."""
    number, index = members["group"].to_numpy(), members["index"].to_numpy()
    similarity = cosines(space.vectors, index, index[np.searchsorted(number, number)])
    table = members.assign(similarity=similarity)
    return table[["group", "index", "similarity", "copy"]]


def likeness(space: Space, least: float = 0.8, *, progress: Progress = silent, limited: bool = True) -> Likeness:
    """Find out which items are nearly the same, at every threshold from `least` on.

    Parameters
    ----------
    space
        The items.
    least
        The lowest threshold that will be asked for, above 0 and at most 1.
    progress
        Called after each block of pairs; what it raises ends the search.
    limited
        Whether to begin higher where nearly all items are that similar; `Likeness.least` says where it began.

    Raises
    ------
    UserError
        If the threshold is out of range.
    """
    if not 0 < least <= 1:
        raise UserError("No such threshold", f"A similarity of {least:.3g} was asked for", "Choose one from 0.8 to 1.")
    first = first_equal(space.vectors)
    own = np.flatnonzero(first == np.arange(len(first)))
    unit = units(space.vectors[own])
    least = max(least, sensible(unit)) if limited else least
    forest = Forest(len(own))
    total = len(own) * (len(own) + 1) // 2
    for rows, columns, similarity, done in similar_pairs(unit, least):
        forest.add(rows, columns, similarity)
        progress(done, total, "comparing every item with every other")
    a, b = (own[side] for side in forest.pairs())
    similarity = cosines(space.vectors, a, b)
    order = np.argsort(-similarity, kind="stable")
    order = order[similarity[order] >= least - EQUAL]
    return Likeness(first, a[order], b[order], similarity[order], least)


def similar_pairs(unit: np.ndarray, least: float) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, int]]:
    """Yield every pair whose cosine may reach `least`, a block at a time, and how many pairs were looked at so far."""
    done = 0
    for start in range(0, len(unit), ROWS):
        rows = unit[start : start + ROWS]
        for left in range(start, len(unit), COLUMNS):
            products = rows @ unit[left : left + COLUMNS].T
            i, j = np.divmod(np.flatnonzero(products >= np.float32(least - ROUNDED)), products.shape[1])
            similarity = products[i, j]
            i, j = i + start, j + left
            upper = i < j
            yield i[upper], j[upper], similarity[upper], done
        done += len(rows) * (len(unit) - start)


def sensible(unit: np.ndarray) -> float:
    """Return the threshold above which there are not too many pairs to look at, guessed from some of the items."""
    count = len(unit)
    if count * (count - 1) // 2 <= MOST_PAIRS:
        return 0
    some = unit[:: max(1, count * count // LOOKED_AT)]
    found = np.concatenate([(some @ unit[left : left + COLUMNS].T).ravel() for left in range(0, count, COLUMNS)])
    allowed = int(found.size * MOST_PAIRS / (count * (count - 1) / 2))
    return min(HIGHEST, float(-np.partition(-found, allowed)[allowed]))


def cosines(vectors: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the cosine of each pair in double precision; equal vectors have 1, zero vectors too."""
    found = np.empty(len(a))
    for start in range(0, len(a), COLUMNS):
        some = slice(start, start + COLUMNS)
        left, right = (vectors[side[some]].astype(np.float64) for side in (a, b))
        sizes = np.sqrt((left**2).sum(axis=1)), np.sqrt((right**2).sum(axis=1))
        apart = (
            left / np.where(sizes[0] > 0, sizes[0], 1)[:, None] - right / np.where(sizes[1] > 0, sizes[1], 1)[:, None]
        )
        found[some] = 1 - (apart**2).sum(axis=1) / 2
    return found
