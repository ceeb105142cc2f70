"""What an analogy adds and takes away: items or plain vectors, each of length 1, with its weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    @property
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
    signs = np.repeat([1.0, -1.0], [len(plus), len(minus)])
    counts = signs * checked(weights, len(given))
    if not (counts > 0).any():
        raise UserError("Nothing to add", "An analogy needs at least one item that is added", "Try king − man + woman.")
    items = tuple(None if isinstance(one, np.ndarray) else space.find(one) for one in given)
    rows = np.stack([vector_of(space, one, item) for one, item in zip(given, items, strict=True)])
    lengths = np.linalg.norm(rows, axis=1)
    units = np.divide(rows, lengths[:, None], out=np.zeros_like(rows), where=lengths[:, None] > 0)
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


def vector_of(space: Space, one: Operand, item: int | None) -> np.ndarray:
    """Return the vector of an item, or a plain vector that fits into the space, ``(d,)`` float64."""
    if item is not None:
        return np.asarray(space.vectors[item], np.float64)
    vector = np.asarray(one, np.float64)
    if vector.shape != space.vectors.shape[1:]:
        detail = f"A vector has the shape {vector.shape}; those of “{space.name}” have {space.vectors.shape[1]} numbers"
        raise UserError("A vector does not fit", detail, "Encode it as the space was encoded.")
    if not np.isfinite(vector).all():
        raise UserError("A vector is not finite", "A vector has NaN or infinity in it", "Leave it out.")
    return vector


def check_something_is_left(made: Sum) -> None:
    """Refuse a sum without a direction."""
    if not made.units[made.weights != 0].any():
        detail = "Every vector that is added or taken is zero, and zero has no direction"
        raise UserError("Nothing to compare", detail, "Choose other items.")
    if float(np.linalg.norm(made.total)) < NOTHING * max(1.0, float(np.abs(made.weights).max())):
        raise UserError("Nothing is left", "What is added and what is taken cancel out", "Choose items that differ.")
