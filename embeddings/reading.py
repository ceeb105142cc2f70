"""Reading: a file becomes a table of text, with our guesses, and every problem names its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.gathering import frame_of, gather
from embeddings.loaders import LOADERS, Loader, Opened
from embeddings.loaders.delimited import HEAD
from embeddings.loaders.guessing import guess_label, guess_text
from embeddings.progress import Progress, silent
from embeddings.unpacking import ENDING, is_packed, unpacked

GUESSED: Mapping[str, Any] = MappingProxyType({})
GUESSED_ROWS = 500
PART = 20_000
NO_NUMBER = r"\s*[+-]?(0\d|\d{16})"  # a code such as 007, or so many digits that a float would lose some


@dataclass(frozen=True, eq=False)
class Preview:
    """The beginning of a file and what we think of it."""

    rows: pd.DataFrame
    columns: tuple[str, ...]
    text: str | None
    label: str | None
    format: str
    notes: tuple[str, ...]
    reading: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Table:
    """All rows of a file, every cell as it stands there."""

    frame: pd.DataFrame
    format: str
    notes: tuple[str, ...]


def preview(path: Path, name: str | None = None, *, rows: int = 20, reading: Mapping[str, Any] = GUESSED) -> Preview:
    """Return the first rows of a file and our guess of its text and label columns; only its beginning is read.

    Its own `reading` says what was guessed of the file, and may be given to `read` with another value.

    Raises
    ------
    UserError
        If it is not there, empty, or not a table of text.
    """
    with opened_file(path, name or path.name, reading) as (opened, _):
        width = len(opened.columns)
        cells = [fitted(row.cells, width) for row in islice(opened.rows, GUESSED_ROWS) if not row.problem]
    if not cells:
        raise no_rows(name or path.name)
    frame = frame_of(cells, opened.columns)
    text = guess_text(frame)
    label = guess_label(frame, text)
    return Preview(
        frame.head(rows), tuple(opened.columns), text, label, opened.format, tuple(opened.notes), opened.reading
    )


def read(
    path: Path,
    name: str | None = None,
    *,
    skip_bad_rows: bool = False,
    reading: Mapping[str, Any] = GUESSED,
    progress: Progress = silent,
) -> Table:
    """Read a whole file.

    Parameters
    ----------
    path, name
        The file, and what the person calls it.
    skip_bad_rows
        Leave out rows with more or fewer cells than there are columns, rather than refuse the file.
    reading
        What is not to be guessed: the `encoding` of a CSV, the `header_row` of a sheet.
    progress
        Called with the bytes read; what it raises ends the reading.

    Raises
    ------
    UserError
        If it is not there, empty, not a table of text, or a row has another number of cells.
    """
    with opened_file(path, name or path.name, reading) as (opened, size):
        gathered = gather(opened, size, skip_bad_rows, progress)
    if gathered.frame.empty:
        raise no_rows(name or path.name)
    return Table(gathered.frame, opened.format, (*opened.notes, *gathered.notes))


def items_of(table: Table, text: str | None, label: str | None) -> Table:
    """Return the rows that have a text; columns that hold only numbers become numbers, text and label stay as they are.

    Raises
    ------
    UserError
        If a column is missing, or no row has a text.
    """
    names = list(table.frame.columns)
    if text is None:
        listed = ", ".join(f"“{name}”" for name in names[:8])
        raise UserError("No text column", f"None of the columns {listed} looks like text", "Choose one with --text.")
    for column in (text, label):
        if column is not None and column not in names:
            raise UserError("No such column", f"There is no column “{column}”", f"The columns are: {', '.join(names)}.")
    present = has_text(table.frame[text])
    if not present.any():
        raise UserError("No texts", f"No row has anything in the column “{text}”", "Choose another column.")
    frame = (table.frame if present.all() else table.frame[present]).reset_index(drop=True)
    left_out = int((~present).sum())
    notes = (f"{counted(left_out, 'row')} without text left out.",) if left_out else ()
    for name in names:
        if name not in (text, label):
            frame[name] = as_numbers(frame[name])
    return Table(frame, table.format, (*table.notes, *notes))


def has_text(column: pd.Series) -> np.ndarray:
    """Return for each cell whether anything but white space is in it; only some cells are Python's objects at a time."""
    parts = (column.iloc[start : start + PART] for start in range(0, len(column), PART))
    return np.array([bool(cell.strip()) for part in parts for cell in part.tolist()], np.bool_)


def as_numbers(column: pd.Series) -> pd.Series:
    """Return a column as numbers where every cell is one that stays the same: “007”, “1,5” and “1e999” stay text."""
    cells = column[column != ""]
    if cells.empty or cells.str.match(NO_NUMBER).any():
        return column
    numbers = pd.to_numeric(cells, errors="coerce")
    if numbers.isna().any() or np.isinf(numbers).any():
        return column
    return numbers.reindex(column.index)


@contextmanager
def opened_file(path: Path, name: str, reading: Mapping[str, Any] = GUESSED) -> Iterator[tuple[Opened, int]]:
    """Open a file with the loader for its ending, or else for its first bytes, and tell its size; CSV is tried last."""
    loaders: list[Loader] = [LOADERS.make(kind, fitting(cls, reading)) for kind, cls in LOADERS.all().items()]
    with ExitStack() as held:
        try:
            packed = is_packed(path, name, by_ending(loaders, name) is not None)
            place = held.enter_context(unpacked(path, name)) if packed else path
            chosen = by_ending(loaders, name[: -len(ENDING)] if name.lower().endswith(ENDING) else name)
            if chosen is None:
                with place.open("rb") as file:
                    head = file.read(HEAD)
                chosen = next((one for one in loaders if one.claims(place, head)), loaders[0])
            opened, size = chosen.open(place, name), place.stat().st_size
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UserError("The file cannot be read", f"“{name}”: {reason}", "Check its name and folder.") from error
        yield opened._replace(format=f"{opened.format}, gzip") if packed else opened, size


def fitting(loader: type, reading: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a loader can be told of what is not to be guessed."""
    names = {field.name for field in fields(loader)}
    return {name: value for name, value in reading.items() if name in names}


def by_ending(loaders: list[Loader], name: str) -> Loader | None:
    """Return the loader for the ending of a name, or None where none knows it."""
    return next((one for one in loaders if name.lower().endswith(one.suffixes)), None)


def fitted(cells: list[str], width: int) -> tuple[str, ...]:
    """Return cells cut or filled to a width."""
    return tuple((cells + [""] * width)[:width])


def no_rows(name: str) -> UserError:
    """Return the refusal of a file that has a header and nothing below."""
    return UserError("No rows", f"“{name}” has a header and no rows below it", "Choose a file with rows.")
