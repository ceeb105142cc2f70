"""Choosing the vectors among what a file has, and guessing what its other columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.loaders.guessing import guess_label, guess_text, labelness
from embeddings.reading import as_numbers

GUESSED_ROWS = 500
NAMED = 12


def listed(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first dozen."""
    return ", ".join(f"“{name}”" for name in names[:NAMED]) + (" …" if len(names) > NAMED else "")


def choose(candidates: Mapping[str, bool], wanted: str | None, name: str, things: str) -> str:
    """Return the one that holds the vectors.

    Parameters
    ----------
    candidates
        What could be chosen, and whether it is of fractions, which goes before whole numbers.
    wanted
        The one that was asked for.
    name, things
        The file, and what the candidates are: “arrays”.

    Raises
    ------
    UserError
        If there is none, or several and none was asked for.
    """
    names = list(candidates)
    if wanted is not None:
        if wanted in candidates:
            return wanted
        hint = f"Choose one of: {', '.join(names[:NAMED])}." if names else "Choose another file."
        raise UserError("No such vectors", f"“{name}” has no “{wanted}” among its {things} of vectors", hint)
    usual = [one for one in names if candidates[one]] or names
    if not usual:
        raise UserError("No vectors", f"“{name}” has none among its {things}: a table of numbers, one row an item")
    if len(usual) > 1:
        detail = f"“{name}” has {len(usual)} {things} that could be the vectors: {listed(usual)}"
        raise UserError("Which vectors?", detail, f"Choose one, such as vectors={usual[0]} (--vectors {usual[0]}).")
    return usual[0]


def matching(columns: Sequence[str], wanted: str, name: str) -> list[str]:
    """Return the columns that “a,b,c” or “dim_*” mean, in the order of the file for a pattern.

    Raises
    ------
    UserError
        If there is no such column.
    """
    if wanted in columns:
        return [wanted]
    chosen: list[str] = []
    for part in filter(None, map(str.strip, wanted.split(","))):
        found = [one for one in columns if one == part or fnmatchcase(one, part)]
        if not found:
            known = f"The columns are: {', '.join(columns[:NAMED])}{' …' if len(columns) > NAMED else ''}."
            raise UserError("No such column", f"“{name}” has no column “{part}”", known)
        chosen += [one for one in found if one not in chosen]
    return chosen


def guessed(items: pd.DataFrame, text: str | None = None) -> tuple[str | None, str | None]:
    """Return which column says what an item is, unless `text` does, and by which to colour, as far as can be guessed."""
    begin = items.head(GUESSED_ROWS)
    words = [one for one in begin if not pd.api.types.is_float_dtype(begin[one])]
    frame = begin[words].astype("object").fillna("").astype(str).astype("object")
    frame = frame[[one for one in words if not pd.api.types.is_float_dtype(as_numbers(frame[one]))]]
    if text is None:
        text = guess_text(frame)
        if text is not None and labelness(frame[text]) > 0:
            return None, text  # words that repeat are kinds, and say of no item which it is
    return text, guess_label(frame, text)


def as_vectors(array: np.ndarray, name: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return an array as (n, d) float32; what has more axes is laid out in rows, with a note.

    Raises
    ------
    UserError
        If it has one axis, or its entries are no real numbers.
    """
    if array.ndim < 2:
        detail = f"“{name}” has the shape {shape_of(array.shape)}; vectors have two axes, items and dimensions"
        raise UserError("Not a table of vectors", detail, "Save an array of the shape (items, dimensions).")
    if array.dtype.kind not in "fiub":
        detail = f"“{name}” holds {array.dtype}, which are no real numbers"
        raise UserError("Not numbers", detail, "Save it as float32.")
    notes: tuple[str, ...] = ()
    if array.ndim > 2:
        width = int(np.prod(array.shape[1:]))
        notes = (f"Each item of {shape_of(array.shape[1:])} numbers is laid out as {width:,} in a row.",)
        array = array.reshape(len(array), width)
    with np.errstate(over="ignore"):
        return np.array(array, np.float32, order="C"), notes


def shape_of(shape: Sequence[int]) -> str:
    """Return a shape in words: “1,000 × 384”."""
    return " × ".join(f"{side:,}" for side in shape) or "nothing"
