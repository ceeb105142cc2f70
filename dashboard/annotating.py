"""Writing over a space: columns that are added, labels, new names, and every change taken back.

Nothing here touches the space itself: its key, vectors, maps and neighbours stay, and so do its own columns beneath.
Each function that changes something returns the number of the change, to `revert` it by, or None where it changes
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.spaces import bare_space, open_space
from dashboard.store import Store
from dashboard.writable import cell_of, editable, free, no_column, taken, writable
from embeddings import Space, UserError
from embeddings.annotations import Annotation, Kind, annotation, checked_name, with_cells

SHOWN_LETTERS = 40  # of a label, in what a change did


def write_column(
    store: Store, space_id: str, name: str, values: Sequence[Any] | np.ndarray | pd.Series, kind: Kind = "label"
) -> int | None:
    """Write a whole column: a new one, or over the one of this name.

    Parameters
    ----------
    store, space_id
        The space.
    name
        The column's name.
    values
        One for each item; None, NaN and empty texts are missing.
    kind
        ``"label"`` or ``"number"``.

    Raises
    ------
    UserError
        If the name or a value will not do, the counts differ, or the column is the text that was encoded.
    """
    space, name = bare_space(space_id, store), checked_name(name)
    editable(space, name)
    if len(values) != len(space):
        detail = f"“{name}” would have {len(values):,} values, and “{space.name}” has {len(space):,} items."
        raise UserError("Counts differ", detail, "Give one value for each item.")
    made = annotation(name, values, kind)
    return store.annotations.change(space_id, space, lambda here: _with(here, made), f"Wrote “{name}”")


def add_column(store: Store, space_id: str, name: str, copy_of: str | None = None) -> int | None:
    """Add a column, empty or a copy of another.

    Raises
    ------
    UserError
        If the name will not do, or is taken.
    """
    space, shown, name = bare_space(space_id, store), open_space(space_id, store), checked_name(name)
    free(shown, name)
    made = annotation(name, [None] * len(space)) if copy_of is None else writable(shown, copy_of, name)

    def edit(here: dict[str, Annotation]) -> dict[str, Annotation]:
        if name in here:
            raise taken(name)
        return _with(here, made)

    return store.annotations.change(space_id, space, edit, f"Added “{name}”")


def label_items(
    store: Store, space_id: str, name: str, indices: Sequence[int], value: str, *, create: bool = False
) -> int | None:
    """Give some items a value in one column; over a column of the space's own, this writes a version of it.

    Parameters
    ----------
    store, space_id
        The space.
    name
        The column.
    indices
        The items.
    value
        Their label, or their number where the column has numbers; empty takes it away.
    create
        Whether to add the column where there is none of this name.

    Raises
    ------
    UserError
        If no item is meant, one is not there, there is no such column, or the value will not do.
    """
    space, shown, name = bare_space(space_id, store), open_space(space_id, store), checked_name(name)
    if not len(indices):
        raise UserError("Nothing is selected", "A label needs items to stand on.", "Click points, or draw a lasso.")
    for index in (min(indices), max(indices)):
        space.find(int(index))
    editable(space, name)
    known = name in map(str, shown.items.columns)
    if not known and not create:
        raise no_column(shown, name)
    fresh = store.annotations.columns(space_id, space).get(name)
    fresh = fresh or (writable(shown, name) if known else annotation(name, [None] * len(space)))
    cell_of(fresh, value)
    what = f"“{value.strip()[:SHOWN_LETTERS]}” for" if value.strip() else "Cleared"
    count = f"{len(indices):,} item{'s' if len(indices) > 1 else ''}"

    def edit(here: dict[str, Annotation]) -> dict[str, Annotation]:
        one = here.get(name, fresh)
        return _with(here, with_cells(one, indices, cell_of(one, value)))

    return store.annotations.change(space_id, space, edit, f"{what} {count} in “{name}”")


def rename_column(store: Store, space_id: str, name: str, to: str) -> int | None:
    """Give an added column another name.

    Raises
    ------
    UserError
        If it is a column of the space's own, or the name will not do or is taken.
    """
    space, shown, to = bare_space(space_id, store), open_space(space_id, store), checked_name(to)
    if name in map(str, space.items.columns):
        detail = f"“{name}” came with the data, and links to it go by its name."
        raise UserError("This column keeps its name", detail, "Add a column that is a copy of it.")
    if to == name:
        return None
    free(shown, to)

    def edit(here: dict[str, Annotation]) -> dict[str, Annotation]:
        if name not in here:
            raise no_column(shown, name)
        if to in here:
            raise taken(to)
        moved = Annotation(to, here[name].kind, here[name].values)
        return {(to if key == name else key): (moved if key == name else one) for key, one in here.items()}

    return store.annotations.change(space_id, space, edit, f"Renamed “{name}” to “{to}”")


def delete_column(store: Store, space_id: str, name: str) -> int | None:
    """Take an added column away; where it stood over one of the space's own, that one is seen again.

    Raises
    ------
    UserError
        If nobody wrote it.
    """
    space, shown = bare_space(space_id, store), open_space(space_id, store)
    own = name in map(str, space.items.columns)

    def edit(here: dict[str, Annotation]) -> dict[str, Annotation]:
        if name not in here:
            if own:
                raise UserError("It is as it came", f"Nobody has changed “{name}”.", "There is nothing to restore.")
            raise no_column(shown, name)
        return {key: one for key, one in here.items() if key != name}

    return store.annotations.change(space_id, space, edit, f"{'Restored' if own else 'Deleted'} “{name}”")


def revert(store: Store, space_id: str, number: int) -> int | None:
    """Take back the change of this number, or make it again; what others wrote since stays."""
    return store.annotations.revert(space_id, bare_space(space_id, store), number)


def undo(store: Store, space_id: str) -> int | None:
    """Take back the latest change that was not taken back."""
    steps = store.annotations.latest(space_id, bare_space(space_id, store)).undo
    return revert(store, space_id, steps[-1]) if steps else None


def redo(store: Store, space_id: str) -> int | None:
    """Make the change again that was taken back last."""
    steps = store.annotations.latest(space_id, bare_space(space_id, store)).redo
    return revert(store, space_id, steps[-1]) if steps else None


def inherit(store: Store, parent_id: str, child_id: str, child: Space, chosen: Sequence[int]) -> None:
    """Give a space of some items what was written over the space that they come from."""
    parent = store.annotations.columns(parent_id, bare_space(parent_id, store))
    if parent:
        taken_over = {
            name: Annotation(name, one.kind, one.values.iloc[list(chosen)].reset_index(drop=True))
            for name, one in parent.items()
        }
        store.annotations.change(child_id, child, lambda _: taken_over, "Taken over", remember=False)


def about_annotations(space_id: str, store: Store) -> dict[str, Any]:
    """Return what the page knows of a space's annotations: the columns, and what undo and redo would do."""
    space, shown = bare_space(space_id, store), open_space(space_id, store)
    now = store.annotations.latest(space_id, space)
    own = set(map(str, space.items.columns))
    said = {
        step: store.annotations.what(space_id, space, steps[-1]) if steps else None
        for step, steps in (("undo", now.undo), ("redo", now.redo))
    }
    return {
        "version": now.number,
        "written": [{"name": one.name, "own": one.name in own} for one in now.columns],
        "all": [str(name) for name in shown.items.columns],
        "editable": [str(name) for name in shown.items.columns if name not in (space.text, space.image)],
        **said,
    }


def _with(here: dict[str, Annotation], one: Annotation) -> dict[str, Annotation]:
    return here | {one.name: one}
