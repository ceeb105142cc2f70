"""The vectors of what a tool was given: items as they are; typed texts encoded as the space's own items were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.tools import Asked
from dashboard.tools.terms import Term
from embeddings import Space, UserError


def gathered(terms: Sequence[Term], asked: Asked) -> tuple[Space, list[int]]:
    """Return a space that holds all terms, and where they are in it: the space itself where all are its items."""
    if any(term.text is not None for term in terms):
        raise UserError("Typed texts cannot be measured yet", "This needs the space's encoder", "Choose items instead.")
    return asked.space, [term.item for term in terms if term.item is not None]


def vectors_of(terms: Sequence[Term], asked: Asked) -> np.ndarray:
    """Return the vectors of terms, ``(len(terms), d)`` float32."""
    space, indices = gathered(terms, asked)
    return np.asarray(space.vectors[indices])
