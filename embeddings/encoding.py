"""From texts or pictures to vectors, and from a table to a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from embeddings.builtins import builtin
from embeddings.encoders import (
    ENCODERS,
    Checks,
    ChecksTexts,
    Encoder,
    Encodes,
    Learns,
    LearnsWords,
    Learnt,
    MapsWords,
    Spaces,
    require,
)
from embeddings.errors import UserError
from embeddings.pictures import as_pictures
from embeddings.progress import Progress, silent
from embeddings.shards import Block, Shards
from embeddings.space import Space
from embeddings.tally import merged
from embeddings.text_side import text_side

if TYPE_CHECKING:
    import pandas as pd

    from embeddings.reading import Table


class Around(NamedTuple):
    """What surrounds an encode: where finished blocks are kept, if anywhere, and how other spaces are opened."""

    keep: Shards | None = None
    spaces: Spaces = builtin


ALONE = Around()


class Encoded(NamedTuple):
    """Vectors, what made them, sentences about what was met, and what placing others takes."""

    vectors: np.ndarray
    about: dict[str, str | int | bool]
    notes: list[str]
    learnt: Mapping[str, np.ndarray] = {}


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
    return (run_on_texts if made.takes == "text" else run_on_pictures)(made, items, progress).vectors


def encode_space(
    table: Table,
    *,
    text: str,
    label: str | None,
    encoder: str,
    parameters: Mapping[str, Any],
    progress: Progress = silent,
    around: Around = ALONE,
) -> Space:
    """Turn the rows of a table into a space, with what made it written down; whoever asks gives it its name.

    What is finished goes into `around.keep`, and what is there already is not encoded again. An encoder of words may
    make those the items, rather than the rows.
    """
    require(encoder, "text", f"A column of texts such as “{text}”")
    made = usable(encoder, parameters)
    texts = list(table.frame[text])
    if isinstance(made, ChecksTexts):
        made.check_texts(texts)
    learnt: Learnt = made.learn_words(texts, progress, around.spaces) if isinstance(made, LearnsWords) else {}
    if isinstance(made, MapsWords) and made.maps_words:
        return _space_of_words(table, encoder, provenance(made, {}), made.vocabulary(learnt), learnt)
    if isinstance(made, LearnsWords):
        found = Encoded(*made.encode_by(learnt, texts, progress), learnt)
    else:
        found = run_on_texts(text_side(made), texts, progress, around.keep)
    return Space(
        vectors=found.vectors,
        items=table.frame,
        text=text,
        label=label,
        encoder=encoder,
        provenance=provenance(made, found.about),
        notes=(*table.notes, *found.notes),
        learnt=found.learnt,
    )


def _space_of_words(
    table: Table,
    encoder: str,
    made_by: Mapping[str, str | int | float | bool],
    found: tuple[pd.DataFrame, np.ndarray, list[str]],
    learnt: Learnt,
) -> Space:
    items, vectors, notes = found
    return Space(
        vectors=vectors,
        items=items,
        text=str(items.columns[0]),
        encoder=encoder,
        provenance={"model": "the words of the texts", "normalised": False, **made_by},
        notes=(*table.notes, *notes),
        learnt=learnt,
    )


def provenance(made: Encoder, about: Mapping[str, str | int | bool]) -> dict[str, str | int | float | bool]:
    """Return what anyone needs to make vectors again: what the encoder says, its parameters, and its libraries."""
    return {**about, **asdict(made), **{library: version(library) for library in made.libraries}}


def usable(encoder: str, parameters: Mapping[str, Any]) -> Encoder:
    """Make an encoder that can be used here, or say what is missing before anything starts."""
    made = ENCODERS.make(encoder, parameters)
    if missing := made.missing():
        raise UserError("This encoder is not installed", missing, "Or choose another encoder, such as lsa.")
    if isinstance(made, Checks):
        made.check()
    return made


def run_on_pictures(
    encoder: Encoder, pictures: Sequence[Any], progress: Progress, keep: Shards | None = None
) -> Encoded:
    """Encode pictures; anything that is none is refused before the work begins."""
    if isinstance(pictures, str | Path):
        raise UserError(
            "One picture, not a list", f"{str(pictures)[:40]!r} was given", "Put it into a list, as in encode([path])."
        )
    given = as_pictures(list(pictures))
    if not given:
        raise UserError("No pictures", "There is nothing to encode", "Give at least one picture.")
    return _in_blocks(encoder, given, progress, keep)


def run_on_texts(encoder: Encodes, texts: Sequence[str], progress: Progress, keep: Shards | None = None) -> Encoded:
    """Encode texts; anything that is none is refused before the work begins."""
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
    return _in_blocks(encoder, given, progress, keep)


def _in_blocks(encoder: Encodes, items: Sequence[Any], progress: Progress, keep: Shards | None) -> Encoded:
    """Encode all at once, or, for an encoder that takes each item alone, a block at a time that is kept."""
    if isinstance(encoder, Learns):
        return Encoded(*encoder.learn(items, progress))
    if keep is None or encoder.together:
        return Encoded(*encoder.encode(items, progress))
    blocks: list[Block] = []
    for start in range(0, len(items), keep.block):
        part = items[start : start + keep.block]

        def told(done: int, _total: int, message: str, before: int = start) -> None:
            progress(before + done, len(items), message)

        block = keep.get(start, start + len(part))
        if block is None:
            block = Block(*encoder.encode(part, told))
            keep.put(start, start + len(part), block)
        else:
            told(len(part), len(part), "found what was encoded before")
        blocks.append(block)
    notes = merged((len(block.vectors), block.notes) for block in blocks)
    return Encoded(np.vstack([block.vectors for block in blocks]), blocks[-1].about, notes)
