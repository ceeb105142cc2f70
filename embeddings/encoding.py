"""From texts or pictures to vectors, and from a table to a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoders import ENCODERS, Encoder, require
from embeddings.errors import UserError
from embeddings.pictures import as_pictures
from embeddings.progress import Progress, silent
from embeddings.space import Space

if TYPE_CHECKING:
    from embeddings.reading import Table


def encode(
    items: Sequence[Any], encoder: str = "minilm", *, progress: Progress = silent, **parameters: Any
) -> np.ndarray:
    """Turn texts or pictures into vectors.

    Parameters
    ----------
    items
        At least one: texts, or, for an encoder of pictures, paths or Pillow images.
    encoder
        ``"minilm"`` or ``"lsa"`` for texts, ``"pixels"`` or ``"colour-histogram"`` for pictures.
    progress
        Called with (done, total, message); what it raises ends the work.
    parameters
        The encoder's own parameters, such as ``components=50``.

    Returns
    -------
    numpy.ndarray
        ``(n, d)`` float32, in the order of the items.

    Raises
    ------
    UserError
        If the encoder is unknown or not installed, a parameter is out of its range, or there are no items.

    Examples
    --------
    >>> encode(["a red ball", "a red kite", "the sky is blue"], "lsa", components=2).shape
    (3, 2)
    """
    made = usable(encoder, parameters)
    return (_run if made.takes == "text" else run_on_pictures)(made, items, progress)[0]


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
    require(encoder, "text", f"A column of texts such as “{text}”")
    made = usable(encoder, parameters)
    vectors, about, notes = _run(made, list(table.frame[text]), progress)
    return Space(
        vectors=vectors,
        items=table.frame,
        name=name,
        text=text,
        label=label,
        encoder=encoder,
        provenance=provenance(made, about),
        notes=(*table.notes, *notes),
    )


def provenance(made: Encoder, about: Mapping[str, str | int | bool]) -> dict[str, str | int | float | bool]:
    """Return what anyone needs to make vectors again: what the encoder says, its parameters, and its libraries."""
    return {**about, **asdict(made), **{library: version(library) for library in made.libraries}}


def usable(encoder: str, parameters: Mapping[str, Any]) -> Encoder:
    """Make an encoder that can be used here, or say what is missing before anything starts."""
    made = ENCODERS.make(encoder, parameters)
    if missing := made.missing():
        raise UserError("This encoder is not installed", missing, "Or choose another encoder, such as lsa.")
    return made


def run_on_pictures(
    encoder: Encoder, pictures: Sequence[Any], progress: Progress
) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
    """Encode pictures; anything that is none is refused before the work begins."""
    if isinstance(pictures, str | Path):
        raise UserError(
            "One picture, not a list", f"{str(pictures)[:40]!r} was given", "Put it into a list, as in encode([path])."
        )
    given = as_pictures(list(pictures))
    if not given:
        raise UserError("No pictures", "There is nothing to encode", "Give at least one picture.")
    return encoder.encode(given, progress)


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
