"""Directions: an axis to sort, colour and plot by, made of pairs of items or of two groups of them.

The axis is the difference of two means of unit vectors (Mikolov et al., 2013; of groups: Bolukbasi et al., 2016). How
far that is one direction at all is told by `embeddings.directions.consistency`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from embeddings.directions.consistency import Agreement, agreement_of_groups, agreement_of_pairs
from embeddings.errors import UserError
from embeddings.nearest.neighbours import nearest_to
from embeddings.space import Space

Ends = Sequence["int | str | np.ndarray"]
NOTHING = 1e-6  # a difference of unit vectors that is shorter is none


@dataclass(frozen=True, eq=False)
class Direction:
    """An axis of a space, from a low end to a high end.

    Parameters
    ----------
    vector
        The unit vector of the axis, (d,) float32.
    length
        How far the means of the two ends lie apart, 0 to 2, since every item counts as a unit vector.
    middle
        The cosine that lies half way between the ends.
    scores
        Where every item lies along the axis, (n,) float32 cosines.
    projections
        The dot product of every item and the axis, (n,) float32: unlike the cosines, long vectors reach far.
    agreement
        How far what made the axis agrees, and whether that may be chance.
    inputs
        The indices of the items that made it, each once.
    pairs
        Whether it was made of pairs, and not of two groups.
    """

    vector: np.ndarray
    length: float
    middle: float
    scores: np.ndarray
    projections: np.ndarray
    agreement: Agreement = field(default_factory=Agreement)
    inputs: tuple[int, ...] = ()
    pairs: bool = False

    @property
    def consistency(self) -> float | None:
        """The mean cosine between two of the differences that made it, or None where there are no two."""
        return self.agreement.consistency

    @property
    def p_value(self) -> float | None:
        """How often other arrangements of the same items are as consistent, 0 to 1."""
        return self.agreement.p_value

    @property
    def separation(self) -> float | None:
        """The share that lies the right way round on an axis made of the others, 0 to 1; chance is 0.5."""
        return self.agreement.separation

    @cached_property
    def positions(self) -> np.ndarray:
        """Where every item lies between the ends: −1 at the mean of the low end, 1 at that of the high, (n,) float32."""
        return np.asarray((self.scores - self.middle) / (self.length / 2), np.float32)


@dataclass(frozen=True, eq=False)
class Moved:
    """An item that was moved along a direction.

    Parameters
    ----------
    vector
        Where it is now, (d,) float32.
    nearest
        The items there: ``index``, ``label``, ``distance`` and ``similarity``, nearest first.
    """

    vector: np.ndarray
    nearest: pd.DataFrame


def direction(space: Space, pairs: Sequence[tuple[int | str | np.ndarray, int | str | np.ndarray]]) -> Direction:
    """Return the direction that leads from the first to the second of each pair.

    Parameters
    ----------
    space
        Where the items are.
    pairs
        Indices, names, or plain vectors of d numbers, such as ``[("man", "woman"), ("king", "queen")]``.

    Raises
    ------
    UserError
        If there is no pair, an item is not in the space or has no direction, or the differences cancel out.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> axis = direction(words, [("man", "woman"), ("king", "queen")])
    >>> bool(axis.scores[words.find("actress")] > axis.scores[words.find("actor")])
    True
    """
    if not pairs:
        raise UserError("No pairs", "A direction needs at least one pair of items", "Try man → woman.")
    starts, ends = [start for start, _ in pairs], [end for _, end in pairs]
    low, high = units_of(space, starts), units_of(space, ends)
    return _made(space, (low, high), agreement_of_pairs(high - low), _items(space, [*starts, *ends]), pairs=True)


def axis(space: Space, low: Ends, high: Ends, seed: int = 0) -> Direction:
    """Return the direction from one group of items to another.

    Parameters
    ----------
    space
        Where the items are.
    low, high
        Indices, names, or plain vectors of d numbers, such as a typed text's; one or more at each end.
    seed
        Of the arrangements that are drawn for the p-value, where there are too many to try all.

    Raises
    ------
    UserError
        If an end is empty, an item is not in the space or has no direction, or the ends' means are the same.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> mood = axis(words, ["sad", "bad", "hate"], ["happy", "good", "love"])
    >>> bool(mood.positions[words.find("joy")] > 0 > mood.positions[words.find("grief")])
    True
    """
    for end, name in ((low, "low"), (high, "high")):
        if not len(end):
            detail = f"The {name} end of the direction has no item"
            raise UserError("An end is empty", detail, "Give at least one item for each end.")
    vectors = units_of(space, low), units_of(space, high)
    return _made(space, vectors, agreement_of_groups(*vectors, seed=seed), _items(space, [*low, *high]), pairs=False)


def apply_direction(
    space: Space,
    item: int | str | np.ndarray,
    direction: Direction,
    strength: float = 1.0,
    *,
    k: int = 10,
    metric: str = "cosine",
    leave_out: Collection[int] | None = None,
) -> Moved:
    """Move an item along a direction, and return where it is and what is near there.

    At strength 1 it moves as far as the ends lie apart: along *man → woman*, *king* becomes king − man + woman, which
    is the analogy. What moves keeps its scale: an item of length 7 moves seven times as far as its unit vector.

    Parameters
    ----------
    space
        Where the items are.
    item
        An index, a name, or a plain vector of d numbers.
    direction
        The direction, as `direction` or `axis` gives it.
    strength
        How far, in lengths of the direction; less than 0 leads to the low end.
    k
        How many of the nearest items.
    metric
        What “near” means.
    leave_out
        Items that are not to be found; by default the item itself and what made the direction.

    Raises
    ------
    UserError
        If there is no such item or metric, or its vector is zero and so has no direction to start from.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> to_woman = direction(words, [("man", "woman")])
    >>> apply_direction(words, "king", to_woman, k=1).nearest["label"].tolist()
    ['queen']
    """
    start = np.asarray(item if isinstance(item, np.ndarray) else space.vectors[space.find(item)], np.float32)
    scale = float(np.linalg.norm(units_of(space, [item])[0]) and np.linalg.norm(start.astype(np.float64)))
    moved = start + np.float32(strength * direction.length * scale) * direction.vector
    if leave_out is None:
        leave_out = {*direction.inputs, *_items(space, [item])}
    found = nearest_to(space, moved, k, metric, leave_out=leave_out)
    found.insert(1, "label", [space.names[index] for index in found["index"]])
    return Moved(moved, found)


def units_of(space: Space, items: Ends) -> np.ndarray:
    """Return the vectors of items, each of length 1: ``(len(items), d)`` float32.

    Raises
    ------
    UserError
        If there is no such item, a vector has not d numbers, or is zero.
    """
    rows = np.stack([_vector(space, item) for item in items]).astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if (lengths == 0).any():
        place = int(np.argmin(lengths))
        given = items[place]
        name = "What was given" if isinstance(given, np.ndarray) else f"“{space.names[space.find(given)]}”"
        detail = f"{name} has a vector of zeros, which points nowhere"
        raise UserError("No direction from zero", detail, "Leave it out, or choose another item.")
    return np.asarray(rows / lengths, np.float32)


def _vector(space: Space, item: int | str | np.ndarray) -> np.ndarray:
    if not isinstance(item, np.ndarray):
        return np.asarray(space.vectors[space.find(item)])
    if item.shape != space.vectors.shape[1:]:
        detail = f"A vector of the shape {item.shape} was given, and the space has {space.vectors.shape[1]} dimensions"
        raise UserError("Another number of dimensions", detail, "Encode it as the space was encoded.")
    return item


def _items(space: Space, given: Ends) -> tuple[int, ...]:
    return tuple(dict.fromkeys(space.find(item) for item in given if not isinstance(item, np.ndarray)))


def _made(
    space: Space, ends: tuple[np.ndarray, np.ndarray], agreement: Agreement, inputs: tuple[int, ...], *, pairs: bool
) -> Direction:
    low, high = (end.mean(axis=0, dtype=np.float64) for end in ends)
    length = float(np.linalg.norm(high - low))
    if length < NOTHING:
        of_groups = "Both ends have the same mean", "Choose items at the two ends that differ."
        of_pairs = "The differences of these pairs cancel out", "Choose pairs that differ alike."
        raise UserError("No direction", *(of_pairs if pairs else of_groups))
    exact = (high - low) / length
    vector = exact.astype(np.float32)
    projections = np.asarray(space.vectors @ vector, np.float32)
    scores = np.divide(projections, space.norms, out=np.zeros_like(projections), where=space.norms > 0)
    return Direction(vector, length, float((low + high) @ exact / 2), scores, projections, agreement, inputs, pairs)
