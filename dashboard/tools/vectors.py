"""The vectors of what a tool was given: items as they are; typed texts encoded as the space's own items were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.asking import vector_of
from dashboard.jobs import JobState
from dashboard.tools import Asked, StillWorking
from dashboard.tools.terms import Term
from embeddings import Space


def gathered(terms: Sequence[Term], asked: Asked) -> Space:
    """Return a small space of the terms alone, in their order.

    Raises
    ------
    UserError
        If the encoder of the space cannot take a typed text, or knows nothing of it.
    StillWorking
        If a worker still encodes one.
    """
    names = [term.name(asked.space) for term in terms]
    return Space(vectors_of(terms, asked), pd.DataFrame({"name": names}), text="name", encoder=asked.space.encoder)


def vectors_of(terms: Sequence[Term], asked: Asked) -> np.ndarray:
    """Return the vectors of terms, ``(len(terms), d)`` float32; raises as `gathered` does."""
    rows = [asked.space.vectors[term.item] if term.text is None else typed(term.text, asked) for term in terms]
    return np.stack(rows).astype(np.float32)


def typed(text: str, asked: Asked) -> np.ndarray:
    """Return the vector of a typed text, ``(d,)`` float32, by the encoder of the space; raises as `gathered` does."""
    found = vector_of(asked.space_id, asked.space, asked.services, text=text)
    if isinstance(found, JobState):
        raise StillWorking(found)
    return found
