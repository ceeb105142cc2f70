"""What an analogy draws on the map: A → B and C → answer, the computed vector and the nearest real item apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.analogy_parts.given import Given
from dashboard.jobs import JobState
from dashboard.placing import how_true, placement
from dashboard.tools import Asked
from dashboard.tools.terms import Term
from embeddings import UserError

Place = int | list[float]


def drawing(
    asked: Asked, given: Given, vectors: np.ndarray, computed: np.ndarray, answer: int | None
) -> tuple[dict[str, Any], bool, str]:
    """Return what the map draws, whether a place of it is still being found, and how far to trust that place.

    Parameters
    ----------
    asked, given
        What the tool was asked.
    vectors
        Those of `given.sum`, ``(m, d)``.
    computed
        The computed vector, ``(d,)``.
    answer
        The index of the nearest item, if there is one.
    """
    typed = [row for row, term in enumerate(given.sum) if term.item is None]
    spots, waits, said = places(asked, np.concatenate([computed[None], vectors[typed]]))
    where = {row: spots[1 + place] for place, row in enumerate(typed)} if spots else {}
    marks: list[dict[str, Any]] = []
    if answer is not None:
        marks.append({"at": answer, "shape": "star", "label": asked.space.names[answer], "below": True})
    if spots:
        marks.append({"at": spots[0], "shape": "diamond", "label": "computed"})
    marks += [
        {"at": where[row], "shape": "ring", "label": given.sum[row].name(asked.space)} for row in typed if row in where
    ]
    arrows = [] if given.free else arrows_of(given.sum, where, answer)
    rings = [
        {"at": term.item, "shape": "ring", "label": term.name(asked.space)}
        for term in given.sum
        if term.item is not None
    ]
    return {"path": [], "arrows": arrows, "marks": [*marks, *rings]}, waits, said


def places(asked: Asked, vectors: np.ndarray) -> tuple[list[list[float]], bool, str]:
    """Return where vectors that are no items lie on the map, whether to wait, and a sentence about the first of them.

    The answers stand without it: where the map cannot place a vector, nothing is drawn and the sentence says why.
    """
    try:
        found = placement(asked.map, vectors, asked.services, patience=0)
    except UserError as error:
        return [], False, f"The computed vector is not drawn: {error.detail}. {error.hint}"
    if isinstance(found, JobState):
        return [], True, "The place of the computed vector on the map is being found …"
    return found.coordinates.tolist(), False, f"◇ computed vector, ★ nearest item. {how_true(found)}."


def arrows_of(given: tuple[Term, ...], where: dict[int, list[float]], answer: int | None) -> list[dict[str, Any]]:
    """Return the arrow of the given pair and the one that should lie beside it; B comes first in the sum, then A, C."""
    b, a, c = (term.item if term.item is not None else where.get(row) for row, term in enumerate(given))
    pairs: list[tuple[Place | None, Place | None]] = [(a, b), (c, answer)]
    return [{"from": start, "to": end} for start, end in pairs if start is not None and end is not None]
