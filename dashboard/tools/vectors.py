"""The vectors of what a tool was given: items as they are; typed texts and pictures encoded as the space's own items."""

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
    rows = [vector_of_term(term, asked) for term in terms]
    return np.stack(rows).astype(np.float32)


def vector_of_term(term: Term, asked: Asked) -> np.ndarray:
    """Return the vector of one term, ``(d,)`` float32; raises as `gathered` does."""
    if term.item is not None:
        return np.asarray(asked.space.vectors[term.item])
    if term.picture is None:
        return typed(term.text or "", asked)
    found = vector_of(asked.space_id, asked.space, asked.services, picture=term.picture)
    if isinstance(found, JobState):
        raise StillWorking(found)
    return found


def line_of(term: Term, asked: Asked) -> str:
    """Return the Python that makes the vector of a term; a picture's file is named where its place may be told."""
    if term.item is not None:
        return f"space.vectors[{term.item}]"
    if term.picture is None:
        return f"query_vector(space, {term.text!r})"
    here = asked.services.settings.may_name_folders
    file = asked.services.store.upload(term.picture).path.as_posix() if here else term.called
    return f"query_vector(space, picture={file!r})"


def typed(text: str, asked: Asked) -> np.ndarray:
    """Return the vector of a typed text, ``(d,)`` float32, by the encoder of the space; raises as `gathered` does."""
    found = vector_of(asked.space_id, asked.space, asked.services, text=text)
    if isinstance(found, JobState):
        raise StillWorking(found)
    return found
