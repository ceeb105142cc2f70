"""What a second file says of vectors: joined by the order of its rows, or by a column that both have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.reading import read
from embeddings.vector_files import Vectors, head_of
from embeddings.vector_files.choosing import listed
from embeddings.vector_files.idx import labels_of, sides_of

ONE_COLUMN = "name"
HEAD = 1 << 16


def table_of(path: Path, name: str, total: int | None) -> tuple[pd.DataFrame, list[str]]:
    """Read metadata; where the number of vectors is known, it settles whether the first row is a header.

    Parameters
    ----------
    path, name
        The file, and what the person calls it.
    total
        How many vectors there are.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    if sides_of(path) == 1:
        return labels_of(path, name), []
    if name.lower().endswith(".tsv") and b"\t" not in head_of(path, HEAD):
        frame, notes, header = lines_of(path), [], False
    else:
        table = read(path, name)
        frame, notes = table.frame, list(table.notes)
        header = not table.format.endswith("no header")
    if total is None:
        return frame, [*notes, told(name, header)]
    if header and len(frame) == total - 1 and frame.shape[1] == 1:  # TensorFlow: one column has no header
        first = pd.DataFrame([list(frame.columns)], columns=frame.columns, dtype="object")
        frame, header = pd.concat([first, frame], ignore_index=True), False
    elif not header and len(frame) == total + 1:
        frame = frame.iloc[1:].set_axis([str(cell) for cell in frame.iloc[0]], axis=1).reset_index(drop=True)
        header = True
    if not header and frame.shape[1] == 1:
        frame = frame.set_axis([ONE_COLUMN], axis=1)
    return frame, [*notes, told(name, header)]


def lines_of(path: Path) -> pd.DataFrame:
    """Return one column of texts, one a line, with no marks of quotation: as TensorFlow's projector writes them."""
    lines = path.read_bytes().decode("utf-8-sig", "replace").split("\n")
    lines = lines[:-1] if not lines[-1] else lines
    return pd.DataFrame({ONE_COLUMN: [line.rstrip("\r") for line in lines]}, dtype="object")


def told(name: str, header: bool) -> str:
    """Say what was taken for the first row of metadata."""
    return f"The first row of “{name}” is taken as {'the names of its columns' if header else 'an item'}."


def joined(given: Vectors, path: Path, name: str, key: str | None) -> tuple[pd.DataFrame, list[str]]:
    """Return the items with the columns of metadata, and what there is to tell.

    Raises
    ------
    UserError
        If there are more or fewer rows than vectors, or the key is not in both.
    """
    frame, notes = table_of(path, name, given.total if key is None else None)
    if key is not None:
        items, more = by_key(given.items, frame, key, name)
        return items, [*notes, *more]
    total = len(given.items) if given.total is None and given.kept is None else given.total
    if given.total is None and len(frame) > len(given.items):
        total = len(frame)  # only the first vectors were read, and how many follow is not known
    if len(frame) != total:
        detail = f"There are {counted(total or 0, 'vector')}, and “{name}” has {counted(len(frame), 'row')}"
        raise UserError("Counts differ", detail, "Give one row for each vector, or name a column that both have (key).")
    places = np.arange(len(given.items)) if given.kept is None else given.kept
    chosen = frame.iloc[places].reset_index(drop=True)
    return side_by_side(given.items, chosen), notes


def by_key(items: pd.DataFrame, frame: pd.DataFrame, key: str, name: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the items with the row of metadata that has the same key; what has none stays empty, with a note."""
    for columns, where in ((items.columns, "the file of vectors"), (frame.columns, f"“{name}”")):
        if key not in columns:
            hint = f"Its columns are: {listed(list(map(str, columns)))}." if len(columns) else "It has no columns."
            raise UserError("No such key", f"There is no column “{key}” in {where}", hint)
    twice = frame[key].duplicated()
    if twice.any():
        detail = f"“{frame[key][twice].iloc[0]}” is twice in the column “{key}” of “{name}”"
        raise UserError("A key that is not unique", detail, "Leave one row for each key.")
    rows = pd.Index(frame[key].astype(str)).get_indexer(pd.Index(items[key].astype(str)))
    missing = int((rows < 0).sum())
    if missing == len(items):
        detail = f"Nothing in the column “{key}” of “{name}” is in the file of vectors"
        raise UserError("No key fits", detail, "Choose another key, or another file.")
    notes = [f"{counted(missing, 'item')} without a row in “{name}”."] if missing else []
    found = frame.drop(columns=[key]).iloc[rows].reset_index(drop=True)
    found = found.mask(pd.Series(rows < 0), other="")
    return side_by_side(items, found), notes


def side_by_side(items: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Return both tables' columns; one of a name that is taken is numbered."""
    made = {str(column): items[column].to_numpy() for column in items.columns}
    for column in more.columns:
        fresh, number = str(column), 2
        while fresh in made:
            fresh, number = f"{column} ({number})", number + 1
        made[fresh] = more[column].to_numpy()
    return pd.DataFrame(made, index=range(len(more)))
