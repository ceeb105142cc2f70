"""Which item of one space is which of another."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.space import Space


class Matched(NamedTuple):
    """Pairs of items that are the same, in the order of the first space.

    Parameters
    ----------
    ours, theirs
        ``(m,)`` int64 indices of the same items in the one space and in the other.
    by
        ``"row"`` where every row is the same item; ``"name"`` where items were found by their names or pictures;
        ``"place"`` where neither space names its items and both have as many, so that only their order says it.
    """

    ours: np.ndarray
    theirs: np.ndarray
    by: Literal["row", "name", "place"]


def matched(one: Space, other: Space) -> Matched:
    """Return which items of two spaces are the same: row by row where the rows are equal, else by picture or name.

    Of several items of one name the first is matched with the first, the second with the second.

    Raises
    ------
    UserError
        If nothing matches.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> matched(words, words).by
    'row'
    """
    ours, theirs = identities(one), identities(other)
    if ours is None or theirs is None:
        if ours is None and theirs is None and len(one) == len(other):
            return Matched(np.arange(len(one)), np.arange(len(one)), "place")
        raise nothing(one, other)
    if ours == theirs:
        return Matched(np.arange(len(one)), np.arange(len(one)), "row")
    waiting: dict[str, list[int]] = defaultdict(list)
    for index in range(len(theirs) - 1, -1, -1):
        waiting[theirs[index]].append(index)
    pairs = [(index, waiting[name].pop()) for index, name in enumerate(ours) if waiting.get(name)]
    if not pairs:
        raise nothing(one, other)
    found = np.array(pairs, np.int64)
    return Matched(found[:, 0], found[:, 1], "name")


def identities(space: Space) -> list[str] | None:
    """Return what says which item each is: its picture, or its name; None where the space names nothing."""
    if space.image is not None:
        pictures = space.items[space.image]
        return [
            name if missing or not picture else f"picture {picture}"
            for picture, missing, name in zip(pictures, pd.isna(pictures), space.names, strict=True)
        ]
    return None if space.text is None else space.names


def nothing(one: Space, other: Space) -> UserError:
    """Return the refusal of two spaces that have no item in common."""
    detail = (
        f"No item of “{one.name}” ({len(one):,}, such as “{one.names[0][:40]}”) "
        f"is in “{other.name}” ({len(other):,}, such as “{other.names[0][:40]}”)"
    )
    return UserError(
        "Nothing matches", detail, "Choose a space of the same items, or encode these with another encoder."
    )
