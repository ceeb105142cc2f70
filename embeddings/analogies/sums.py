"""What an analogy adds and takes away: items or plain vectors, each of length 1, with its weight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embeddings.errors import UserError
from embeddings.space import Space

Operand = int | str | np.ndarray
NOTHING = 1e-6  # of a sum of unit vectors: shorter than this, only rounding is left


@dataclass(frozen=True, eq=False)
class Sum:
    """Some vectors, and how often each counts.

    Parameters
    ----------
    items
        The index of each that is an item, None for a plain vector.
    units
        The vectors, each of length 1 (a zero vector stays zero), ``(m, d)`` float64.
    lengths
        How long each was, ``(m,)`` float64.
    weights
        How often each counts, ``(m,)`` float64; what is taken away counts less than nothing.
    """

    items: tuple[int | None, ...]
    units: np.ndarray
    lengths: np.ndarray
    weights: np.ndarray

    @cached_property
    def total(self) -> np.ndarray:
        """The weighted sum of the unit vectors, ``(d,)`` float64: what 3CosAdd looks for."""
        return np.asarray(self.weights @ self.units)

    @property
    def place(self) -> np.ndarray:
        """Where the sum lies in the space, ``(d,)`` float32: that of the vectors as they are, where all are as long."""
        return (self.total * float(np.average(self.lengths, weights=np.abs(self.weights)))).astype(np.float32)

    @property
    def chosen(self) -> set[int]:
        """The indices of the items among them, those that cancel out too."""
        return {item for item in self.items if item is not None}


def summed(
    space: Space, plus: Sequence[Operand], minus: Sequence[Operand], weights: Sequence[float] | None = None
) -> Sum:
    """Return what is added and taken away.

    Raises
    ------
    UserError
        If nothing is added, an item is not in the space, a vector does not fit, a weight is no finite number, or
        nothing is left.
    """
    given = [*plus, *minus]
    counts = np.array([1.0] * len(plus) + [-1.0] * len(minus)) * checked(weights, len(given))
    if not (counts > 0).any():
        raise UserError("Nothing to add", "An analogy needs at least one item that is added", "Try king − man + woman.")
    items = tuple(None if isinstance(one, np.ndarray) else space.find(one) for one in given)
    rows = rows_of(space, given, items)
    lengths = np.sqrt(np.vecdot(rows, rows))
    units = rows / np.where(lengths, lengths, np.inf)[:, None]
    made = Sum(items, units, lengths, counts)
    check_something_is_left(made)
    return made


def checked(weights: Sequence[float] | None, count: int) -> np.ndarray:
    """Return one finite weight for each vector."""
    if weights is None:
        return np.ones(count)
    numbers = np.asarray(weights, np.float64)
    if numbers.shape != (count,):
        detail = f"{numbers.size:,} weights were given for {count:,} vectors"
        raise UserError("Weights do not match", detail, "Give one for each that is added, then each that is taken.")
    if not np.isfinite(numbers).all():
        bad = numbers[~np.isfinite(numbers)][0]
        raise UserError("A weight is no number", f"A weight is {bad}", "Give a number such as 1 or -0.5.")
    return numbers


def rows_of(space: Space, given: Sequence[Operand], items: Sequence[int | None]) -> np.ndarray:
    """Return the vectors of what was given, ``(m, d)`` float64."""
    vectors = np.asarray(space.vectors)
    known = [item for item in items if item is not None]
    rows = vectors[known].astype(np.float64)
    if len(known) == len(items):
        return rows
    made = np.empty((len(items), vectors.shape[1]))
    made[[item is not None for item in items]] = rows
    for place, item in enumerate(items):
        if item is None:
            made[place] = plain_vector(space, given[place])
    return made


def plain_vector(space: Space, one: Operand) -> np.ndarray:
    """Return a plain vector that fits into the space, ``(d,)`` float64."""
    vector = np.asarray(one, np.float64)
    if vector.shape != space.vectors.shape[1:]:
        detail = f"A vector has the shape {vector.shape}; those of “{space.name}” have {space.vectors.shape[1]} numbers"
        raise UserError("A vector does not fit", detail, "Encode it as the space was encoded.")
    if not np.isfinite(vector).all():
        raise UserError("A vector is not finite", "A vector has NaN or infinity in it", "Leave it out.")
    return vector


def check_something_is_left(made: Sum) -> None:
    """Refuse a sum without a direction."""
    length = math.sqrt(made.total @ made.total)
    if length >= NOTHING * max(1.0, *map(abs, made.weights.tolist())):
        return
    if not made.units[made.weights != 0].any():
        detail = "Every vector that is added or taken is zero, and zero has no direction"
        raise UserError("Nothing to compare", detail, "Choose other items.")
    raise UserError("Nothing is left", "What is added and what is taken cancel out", "Choose items that differ.")
