"""Rows gathered into columns of Arrow as they are read: a cell costs its letters, and no object of Python's."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from embeddings.counting import counted, listed
from embeddings.errors import UserError
from embeddings.loaders import Opened, Row, Rows
from embeddings.progress import Progress

TELL_EVERY = 2_000


class Gathered(NamedTuple):
    """The rows that fit, and what there is to say of them and of the others."""

    frame: pd.DataFrame
    notes: list[str]


class Gathering:
    """Columns that grow.

    Parameters
    ----------
    columns
        Their names, all different.
    """

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        self.parts: list[list[Any]] = [[] for _ in columns]
        self.unreadable, self.first_unreadable = 0, (0, "")

    def add(self, columns: list[Any]) -> None:
        """Add columns of Arrow, which hold no “�”."""
        for parts, column in zip(self.parts, columns, strict=True):
            parts.extend(column.chunks)

    def add_rows(self, rows: list[tuple[str, ...]], numbers: list[int]) -> None:
        """Add rows, and remember how many of their cells hold what could not be read as text."""
        if not rows:
            return
        for parts, cells in zip(self.parts, zip(*rows, strict=True), strict=True):
            parts.append(as_arrow(cells))
        found = [place for place, row in enumerate(rows) if "\ufffd" in "".join(row)]
        cells_found = [(place, column) for place in found for column in self.marked(rows[place])]
        if cells_found and not self.unreadable:
            place, column = cells_found[0]
            self.first_unreadable = numbers[place], column
        self.unreadable += len(cells_found)

    def marked(self, row: tuple[str, ...]) -> list[str]:
        """Return the columns in which a row has what could not be read as text."""
        return [column for column, cell in zip(self.columns, row, strict=True) if "\ufffd" in cell]

    def frame(self) -> pd.DataFrame:
        """Return all of it as one table."""
        import pyarrow as pa

        kind = pa.large_string()
        table = pa.table([pa.chunked_array(parts, kind) for parts in self.parts], names=self.columns)
        frame: pd.DataFrame = table.to_pandas()
        return frame

    def notes(self) -> list[str]:
        """Say how many cells hold what could not be read as text, and where the first of them is."""
        if not self.unreadable:
            return []
        number, column = self.first_unreadable
        cells = counted(self.unreadable, "cell")
        return [f"{cells} with “�” for an unreadable letter, first in row {number:,}, “{column}”."]


def frame_of(rows: list[tuple[str, ...]], columns: list[str]) -> pd.DataFrame:
    """Return a few rows as a table."""
    gathering = Gathering(columns)
    gathering.add_rows(rows, list(range(len(rows))))
    return gathering.frame()


def as_arrow(cells: tuple[str, ...]) -> Any:
    """Return texts as Arrow has them; half a surrogate pair, which JSON can hold, becomes “�”."""
    import pyarrow as pa

    try:
        return pa.array(cells, pa.large_string())
    except UnicodeEncodeError:
        whole = [cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in cells]
        return pa.array(whole, pa.large_string())


def gather(opened: Opened, size: int, skip_bad_rows: bool, progress: Progress) -> Gathered:
    """Read the rows that fit; the first that does not is refused, unless such rows are to be left out.

    Raises
    ------
    UserError
        If a row has another number of cells than there are columns.
    """
    width, gathering = len(opened.columns), Gathering(opened.columns)
    kept: list[tuple[str, ...]] = []
    numbers: list[int] = []
    bad: list[int] = []
    for row in opened.rows if opened.quick is None else opened.quick:
        if isinstance(row, Rows):
            gathering.add_rows(kept, numbers)
            gathering.add(row.columns)
            kept, numbers = [], []
            progress(row.position, size, "reading")
            continue
        number, position, cells, _ = row
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                if not skip_bad_rows:
                    raise misfit(row, opened.columns, opened.mend)
                bad.append(number)
                continue
            cells = cells[:width]
        kept.append(tuple(cells))  # which, unlike lists of texts, the garbage collector does not visit again
        numbers.append(number)
        if len(kept) == TELL_EVERY:
            gathering.add_rows(kept, numbers)
            kept, numbers = [], []
            progress(position, size, "reading")
    gathering.add_rows(kept, numbers)
    return Gathered(gathering.frame(), [*skipped(bad), *gathering.notes()])


def misfit(row: Row, columns: list[str], mend: str) -> UserError:
    """Return the refusal of a row with another number of cells, or with quotation marks that make no sense."""
    width, problem = len(columns), row.problem
    if not problem:
        place = f"none for “{columns[len(row.cells)]}”" if len(row.cells) < width else f"one after “{columns[-1]}”"
        problem = f"has {counted(len(row.cells), 'cell')}, not {width}: {place}"
    return UserError("A row does not fit", f"Row {row.number:,} {problem}", mend)


def skipped(bad: list[int]) -> list[str]:
    """Say which rows were left out."""
    return [f"{counted(len(bad), 'row')} that did not fit left out: {listed(bad)}."] if bad else []
