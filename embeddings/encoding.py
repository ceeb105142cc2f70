"""From texts to vectors, and from a table to a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoders import ENCODERS, Encoder
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import Space

if TYPE_CHECKING:
    from embeddings.reading import Table


def encode(
    texts: Sequence[str], encoder: str = "minilm", *, progress: Progress = silent, **parameters: Any
) -> np.ndarray:
    """Turn texts into vectors.

    Parameters
    ----------
    texts
        At least one.
    encoder
        ``"minilm"`` or ``"lsa"``.
    progress
        Called with (done, total, message); what it raises ends the work.
    parameters
        The encoder's own parameters, such as ``components=50``.

    Returns
    -------
    numpy.ndarray
        ``(n, d)`` float32, in the order of the texts.

    Raises
    ------
    UserError
        If the encoder is unknown or not installed, a parameter is out of its range, or there are no texts.

    Examples
    --------
    >>> encode(["a red ball", "a red kite", "the sky is blue"], "lsa", components=2).shape
    (3, 2)
    """
    return _run(usable(encoder, parameters), texts, progress)[0]


def encode_space(
    table: Table,
    *,
    text: str,
    label: str | None,
    name: str,
    encoder: str,
    parameters: Mapping[str, Any],
    progress: Progress = silent,
) -> Space:
    """Turn the rows of a table into a space, with what made it written down."""
    made = usable(encoder, parameters)
    vectors, about, notes = _run(made, list(table.frame[text]), progress)
    libraries = {library: version(library) for library in made.libraries}
    return Space(
        vectors=vectors,
        items=table.frame,
        name=name,
        text=text,
        label=label,
        encoder=encoder,
        provenance={**about, **asdict(made), **libraries},
        notes=(*table.notes, *notes),
    )


def usable(encoder: str, parameters: Mapping[str, Any]) -> Encoder:
    """Make an encoder that can be used here, or say what is missing before anything starts."""
    made = ENCODERS.make(encoder, parameters)
    if missing := made.missing():
        raise UserError("This encoder is not installed", missing, "Or choose another encoder, such as lsa.")
    return made


def _run(
    encoder: Encoder, texts: Sequence[str], progress: Progress
) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
    if isinstance(texts, str):
        raise UserError(
            "One text, not a list", f"{texts[:40]!r} was given", "Put it into a list, as in encode([text])."
        )
    given = list(texts)
    if not given:
        raise UserError("No texts", "There is nothing to encode", "Give at least one text.")
    for place, text in enumerate(given):
        if not isinstance(text, str):
            raise UserError("Not a text", f"Item {place:,} is {text!r}", "Leave it out, or write it as text.")
    return encoder.encode(given, progress)
