"""What may be written over a space, and what a column becomes when it is: refusals, each in a person's words."""

from __future__ import annotations

import numpy as np

from dashboard.columns import column_kind, display_value
from embeddings import Space, UserError
from embeddings.annotations import Annotation, annotation, checked_label, checked_number

MOST_COLUMNS = 100


def cell_of(one: Annotation, value: str) -> str | float | None:
    """Read what a person typed for a cell of a column.

    Raises
    ------
    UserError
        If it will not do there.
    """
    return checked_label(value) if one.kind == "label" else checked_number(value, f"“{one.name}”")


def editable(space: Space, name: str) -> None:
    """Refuse a column that says what the items are."""
    if name in (space.text, space.image):
        detail = f"“{name}” is what the vectors were made from; another text would have other vectors."
        raise UserError("This column stays as it is", detail, "Add a column that is a copy of it, and change that.")


def writable(shown: Space, name: str, called: str | None = None) -> Annotation:
    """Return a column as an annotation: numbers that are a scale stay numbers, all else becomes labels."""
    places = {str(column): place for place, column in enumerate(shown.items.columns)}
    if name not in places:
        raise no_column(shown, name)
    column = shown.items.iloc[:, places[name]]
    if column_kind(column) == "number":
        return annotation(called or name, column.to_numpy(np.float64, na_value=np.nan), "number")
    return annotation(called or name, column.map(display_value))


def free(shown: Space, name: str) -> None:
    """Refuse a name that is taken, and one column too many."""
    if name.casefold() in (str(column).casefold() for column in shown.items.columns):
        raise taken(name)
    if len(shown.items.columns) >= MOST_COLUMNS:
        detail = f"“{shown.name}” has {len(shown.items.columns)} columns."
        raise UserError("Too many columns", detail, f"Delete one first; {MOST_COLUMNS} is the most.")


def taken(name: str) -> UserError:
    """Return the refusal of a name that another column has."""
    return UserError("The name is taken", f"There is a column “{name}” already.", "Choose another name.")


def no_column(shown: Space, name: str) -> UserError:
    """Return the refusal of a column that is not there."""
    known = ", ".join(map(str, shown.items.columns[:12]))
    return UserError("No such column", f"There is no column “{name}”.", f"The columns are: {known}.")
