"""Excel workbooks: the first sheet with anything on it, with the values that its formulas had when it was saved."""

from __future__ import annotations

import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from pydantic import Field

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.cells import as_text
from embeddings.loaders.delimited import SHOWN_ROWS
from embeddings.loaders.dialects import column_names, has_header, is_named, without_empty_end

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BATCH = 500
MOST_TITLES, SHOWN_TITLE = 20, 80
LARGEST = 1 << 30
SAVE = "Save it as .xlsx or CSV, and add that."
MEND = "Give the column above it a name, or leave such rows out."
Numbered = tuple[int, list[str]]


@LOADERS.register("excel")
@dataclass(frozen=True)
class Excel:
    """A sheet of a workbook.

    Parameters
    ----------
    header_row
        The row of the names of its columns, as the spreadsheet numbers it; guessed when left out, and 0 for none.
    """

    label: ClassVar[str] = "Excel"
    order: ClassVar[int] = 6
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm", ".xls")

    header_row: int | None = Field(None, ge=0)

    def claims(self, path: Path, head: bytes) -> bool:
        """Return whether it is a ZIP archive with a workbook in it."""
        return (
            head.startswith(ZIP) and zipfile.is_zipfile(path) and "xl/workbook.xml" in zipfile.ZipFile(path).namelist()
        )

    def open(self, path: Path, name: str) -> Opened:
        """Understand a sheet from its first rows; the rest is read as it is asked for."""
        refuse_others(path, name)
        with ExitStack() as held:
            book = workbook(held.enter_context(path.open("rb")), name)
            sheet, sample, rows = first_filled(book, name)
            above = rows_above(sample, self.header_row)
            titles, sample = sample[:above], sample[above:]
            if not sample:
                raise UserError("No rows", f"“{name}” has nothing from row {self.header_row} on", "Choose a row above.")
            number, first = sample[0]
            width = max(len(cells) for _, cells in sample)
            header = has_header([cells for _, cells in sample]) if self.header_row is None else self.header_row > 0
            columns, notes = column_names([*first, *[""] * (width - len(first))] if header else None, width)
            others = ", ".join(f"“{other.title}”" for other in book.worksheets if other is not sheet)
            if titles:
                told = " ".join(cell for _, cells in titles for cell in cells if cell)[:SHOWN_TITLE]
                notes.append(f"{counted(len(titles), 'row')} above the header left out: “{told}”.")
            if others:
                notes.append(f"Only the sheet “{sheet.title}” was read; the others are {others}.")
            numbered = islice(chain(sample, rows), int(header), None)
            told_row = {"header_row": number if header else 0}
            whole = whole_rows(numbered, width, path.stat().st_size, held.pop_all())
        return Opened(columns, whole, f"Excel, {'header' if header else 'no header'}", notes, MEND, reading=told_row)


def rows_above(sample: list[Numbered], header_row: int | None) -> int:
    """Return how many of the first rows stand above the header: titles, where names of columns follow.

    A title fills at most half of the columns. Without such names below them, they are rows as any other.
    """
    if header_row is not None:
        return sum(number < header_row for number, _ in sample)
    lengths = Counter(len(cells) for _, cells in sample)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    above = next((place for place, (_, cells) in enumerate(sample) if len(cells) >= usual and all(cells)), 0)
    short = all(2 * sum(map(bool, cells)) <= usual for _, cells in sample[:above])
    sure = usual > 1 and short and above <= MOST_TITLES and is_named([cells for _, cells in sample[above:]])
    return above if sure else 0


def first_filled(book: Any, name: str) -> tuple[Any, list[Numbered], Iterator[Numbered]]:
    """Return the first sheet with anything on it, its first rows, and those that follow."""
    for sheet in book.worksheets:
        rows = filled_rows(sheet, name)
        if sample := list(islice(rows, SHOWN_ROWS)):
            return sheet, sample, rows
    raise UserError("An empty workbook", f"“{name}” has no cell with anything in it", "Choose one with rows.")


def refuse_others(path: Path, name: str) -> None:
    """Refuse what is no workbook of today, and what would be too large unpacked."""
    with path.open("rb") as file:
        begins = file.read(512)
    if begins.startswith(OLD):
        detail = f"“{name}” is a workbook of Excel 97, or one with a password"
        raise UserError("An old or locked Excel file", detail, SAVE)
    if not begins.startswith(ZIP) or not zipfile.is_zipfile(path):
        kind = "a web page" if begins.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table")) else "none"
        detail = f"“{name}” is called a workbook, but is {kind}"
        raise UserError("Not an Excel file", detail, "Open it in a spreadsheet, save it as .xlsx or CSV, and add that.")
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > LARGEST:
        raise UserError(
            "The workbook is too large", f"“{name}” unpacks to {size / 2**30:,.1f} GB, over 1", "Save it as CSV."
        )


def workbook(file: BinaryIO, name: str) -> Any:
    """Open a workbook; the library warns of what it leaves out, which is nothing that we read."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # whatever its XML lacks, the library stumbles over in its own way
        raise damaged(name, error) from error


def damaged(name: str, error: Exception) -> UserError:
    """Return the refusal of a workbook that the library cannot read."""
    reason = (str(error).strip().splitlines() or [""])[0][:120] or type(error).__name__
    return UserError("The workbook is damaged", f"“{name}” cannot be read: {reason}", SAVE)


def filled_rows(sheet: Any, name: str) -> Iterator[Numbered]:
    """Yield the rows with anything in them, with their numbers, without the empty cells at their ends."""
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    values, number = sheet.iter_rows(values_only=True), 0
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                batch = list(islice(values, BATCH))
        except Exception as error:  # as above
            raise damaged(name, error) from error
        for row in batch:
            number += 1
            if cells := without_empty_end([as_text(value) for value in row]):
                yield number, cells
        if len(batch) < BATCH:
            return


def whole_rows(rows: Iterator[Numbered], width: int, size: int, held: ExitStack) -> Iterator[Row]:
    """Yield rows whose empty last cells are there, and let go of the file; how far it was read is not known."""
    with held:
        for number, cells in rows:
            yield Row(number, size, cells + [""] * (width - len(cells)))
