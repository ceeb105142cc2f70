"""Directions: the mean difference of some pairs, an axis to sort and colour by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.analogies import unit
from embeddings.errors import UserError
from embeddings.space import Space


@dataclass(frozen=True, eq=False)
class Direction:
    """An axis of a space.

    Parameters
    ----------
    vector
        The unit vector of the axis, (d,) float32.
    consistency
        The mean cosine between the differences of two pairs: 1 when all pairs differ alike, about 0 when they have
        nothing in common, None for a single pair.
    scores
        Where every item lies along the axis, (n,) float32 cosines.
    """

    vector: np.ndarray
    consistency: float | None
    scores: np.ndarray


def direction(space: Space, pairs: Sequence[tuple[int | str, int | str]]) -> Direction:
    """Return the direction that leads from the first to the second of each pair.

    Parameters
    ----------
    space
        Where the items are.
    pairs
        Indices or names, such as ``[("man", "woman"), ("king", "queen")]``.

    Raises
    ------
    UserError
        If there is no pair, an item is not in the space, or the differences cancel out.

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
    starts = unit(space, [space.find(start) for start, _ in pairs])
    ends = unit(space, [space.find(end) for _, end in pairs])
    differences = ends - starts
    mean = differences.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < 1e-6:
        raise UserError("No direction", "The differences of these pairs cancel out", "Choose pairs that differ alike.")
    vector = (mean / length).astype(np.float32)
    lengths = np.where(space.norms > 0, space.norms, 1)
    return Direction(vector, consistency(differences), (space.vectors @ vector / lengths).astype(np.float32))


def consistency(differences: np.ndarray) -> float | None:
    """Return the mean cosine of every two of ``(pairs, d)`` differences."""
    if len(differences) < 2:
        return None
    lengths = np.linalg.norm(differences, axis=1, keepdims=True)
    units = np.divide(differences, lengths, out=np.zeros_like(differences), where=lengths > 0)
    cosines = units @ units.T
    return float(cosines[np.triu_indices(len(units), 1)].mean())
