"""Annotations: columns that people write over a space. Its vectors, its own columns and its key stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.space import Space

Kind = Literal["label", "number"]
LONGEST_NAME, LONGEST_LABEL = 80, 200
COMPUTED = "~"  # so begins what colours a map without being a column


@dataclass(frozen=True, eq=False)
class Annotation:
    """One column that was written over a space.

    Parameters
    ----------
    name
        What it is called; where the space has a column of that name, this one stands in its place.
    kind
        ``"label"`` for texts, ``"number"`` for float64; a missing value has neither.
    values
        One for each item, as `typed` makes them.
    """

    name: str
    kind: Kind
    values: pd.Series


def annotation(name: str, values: Sequence[Any] | np.ndarray | pd.Series, kind: Kind = "label") -> Annotation:
    """Make an annotation from any values; empty texts and NaN are missing.

    Raises
    ------
    UserError
        If a value is longer than a label may be, or no number where numbers are meant; its row is named.

    Examples
    --------
    >>> annotation("mood", ["good", None, ""]).values.isna().tolist()
    [False, True, True]
    """
    given = pd.Series(values).reset_index(drop=True)
    if kind == "number":
        numbers = typed(pd.to_numeric(given, errors="coerce"), kind)
        wrong = np.flatnonzero((numbers.isna() & given.notna()).to_numpy())
        if wrong.size:
            checked_number(str(given.iloc[wrong[0]]), f"Row {wrong[0]:,} of “{name}”")
        return Annotation(name, kind, numbers)
    read = given if isinstance(given.dtype, pd.StringDtype) else given.map(str, na_action="ignore")
    texts = typed(read, kind)
    long = np.flatnonzero((texts.str.len() > LONGEST_LABEL).to_numpy(bool, na_value=False))
    if long.size:
        checked_label(texts.iloc[long[0]], f"Row {long[0]:,} of “{name}”")
    return Annotation(name, kind, texts.mask(texts == ""))


def typed(values: pd.Series, kind: Kind) -> pd.Series:
    """Return values as texts or as float64; what is missing stays so."""
    return values.astype("float64") if kind == "number" else values.astype("str")


def annotated(space: Space, annotations: Sequence[Annotation]) -> Space:
    """Return a space with these columns over its own; it shares vectors, names and key with the space itself."""
    if not annotations:
        return space
    places = {str(name): place for place, name in enumerate(space.items.columns)}
    items = space.items.copy(deep=False)
    for one in annotations:
        if (place := places.get(one.name)) is None:
            items[one.name] = one.values
        else:
            items.isetitem(place, one.values.array)
    made = copy(space)
    object.__setattr__(made, "items", items)
    vars(made)["key"] = space.key
    return made


def with_cells(one: Annotation, indices: Sequence[int] | np.ndarray, value: str | float | None) -> Annotation:
    """Return an annotation in which some items have another value."""
    values = one.values.copy()
    values.iloc[np.asarray(indices, np.int64)] = value
    return Annotation(one.name, one.kind, values)


def reverted(before: Annotation | None, after: Annotation, now: Annotation) -> Annotation:
    """Take a change back, and leave what others have written since.

    Parameters
    ----------
    before, after
        The column before the change and after it; before it there may have been none.
    now
        The column as it is now.

    Returns
    -------
    Annotation
        `now`, where each cell that still is as the change left it has the value from before.
    """
    if {one.kind for one in (before, after, now) if one} != {now.kind}:
        return now
    untouched = (now.values == after.values) | (now.values.isna() & after.values.isna())
    old = before.values if before else pd.Series(index=now.values.index, dtype=now.values.dtype)
    return Annotation(now.name, now.kind, now.values.mask(untouched.astype(bool), old))


def checked_name(name: str) -> str:
    """Return a column's name without white space around it.

    Raises
    ------
    UserError
        If it is empty, too long, or would be taken for something else.
    """
    name = " ".join(name.split())
    if not name:
        raise UserError("No name", "A column needs a name.", "Type one, such as “topic”.")
    if len(name) > LONGEST_NAME:
        detail = f"This name has {len(name):,} letters; a column's name has at most {LONGEST_NAME}."
        raise UserError("The name is too long", detail, "Choose a shorter one.")
    if name.startswith(COMPUTED) or not name.isprintable():
        what = f"“{COMPUTED}” at its start" if name.startswith(COMPUTED) else "a letter that cannot be seen"
        raise UserError("No good name", f"The name has {what}.", "Leave that away.")
    return name


def checked_label(text: str, place: str = "It") -> str | None:
    """Return a label without white space around it, None for an empty one.

    Raises
    ------
    UserError
        If it is too long for a legend.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST_LABEL:
        detail = f"{place} has {len(text):,} letters; a label has at most {LONGEST_LABEL}."
        raise UserError("The label is too long", detail, "Say it in fewer words.")
    return text or None


def checked_number(text: str, place: str = "The column") -> float | None:
    """Return the number that a text says, None for an empty one.

    Raises
    ------
    UserError
        If it says none, or none that is finite.
    """
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError:
        number = np.inf
    if not np.isfinite(number):
        detail = f"{place} holds numbers, and “{text.strip()[:LONGEST_NAME]}” is none."
        raise UserError("Not a number", detail, "Type a number such as 0.5, or leave it empty.")
    return number
