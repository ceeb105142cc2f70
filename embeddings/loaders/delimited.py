"""CSV, TSV and their kin: cells separated by commas, tabs, semicolons or bars, or one text a line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.dialects import (
    KNOWN_NAMES,
    NONE,
    Dialect,
    column_names,
    dialect_of,
    has_header,
    without_empty_end,
)
from embeddings.loaders.sniffing import encoding_of, refuse_binary, spoken

HEAD = 1 << 18
SHOWN_ROWS = 200
TOLD_ROWS = 100  # how often it is asked how far the file was read
NO_CONTENT = ',;|"\ufeff\x00'

csv.field_size_limit(sys.maxsize)


@LOADERS.register("delimited")
@dataclass(frozen=True)
class Delimited:
    """A table of text, one row an item."""

    label: ClassVar[str] = "CSV or TSV"
    order: ClassVar[int] = 1
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab", ".txt")

    def claims(self, path: Path, head: bytes) -> bool:
        """Claim nothing: what no other loader claims is tried as CSV."""
        return False

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its first 256 kB; the rest is read as it is asked for."""
        with path.open("rb") as file:
            head = file.read(HEAD)
            whole = not file.read(1)
        refuse_binary(head, name)
        encoding = encoding_of(head)
        if encoding == "utf-8" and not whole and head.isascii():
            encoding = checked_encoding(path)
        text = head.decode(encoding, "ignore")
        lines = io.StringIO(text, newline="").readlines()
        prose = name.lower().removesuffix(".gz").endswith(".txt")
        dialect = dialect_of(lines, whole, prose=prose)
        sample = [row for row in dialect.sample(lines, whole, SHOWN_ROWS) if row is not None]
        if not sample or not "".join(text.split()).strip(NO_CONTENT):
            raise UserError("An empty file", f"“{name}” has no cell with anything in it", "Choose a file with rows.")
        first = without_empty_end(sample[0])
        if any(any(row[len(first) :]) for row in sample[1:] if len(row) == len(sample[0])):
            first = sample[0]
        if prose and dialect.delimiter == NONE:  # a list of words begins with a word
            header = first[0].strip().lower() in KNOWN_NAMES
        else:
            header = has_header([first, *sample[1:]])
        columns, notes = column_names(first if header else None, len(first if header else sample[0]))
        words = ["TSV" if dialect.delimiter == "\t" else "CSV", dialect.spoken, spoken(encoding)]
        described = ", ".join([*words, "header" if header else "no header"])
        return Opened(columns, read_rows(path, encoding, dialect, header), described, notes)


def checked_encoding(path: Path) -> str:
    """Return the encoding of a file that begins in ASCII, by the first part of it that says more."""
    with path.open("rb") as file:
        while part := file.read(HEAD):
            if not part.isascii():
                return encoding_of(part[: part.rfind(b"\n") + 1] or part)
    return "utf-8"


class Lines:
    """The lines of a file, which know when they have ended; a line costs no call of Python's."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines, self.ended = lines, False

    def __iter__(self) -> Iterator[str]:
        return chain(self.lines, self._end())

    def _end(self) -> Iterator[str]:
        self.ended = True
        yield from ()


def read_rows(path: Path, encoding: str, dialect: Dialect, header: bool) -> Iterator[Row]:
    """Yield the rows below the header; empty lines are no rows but count, as they do in a spreadsheet.

    Raises
    ------
    UserError
        If a quotation mark holds everything from its row to the end of the file together.
    """
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        lines, waiting = Lines(file), True  # for the header, or for the first row that is not blank
        single = dialect.delimiter == NONE
        position = 0
        for number, cells in enumerate(dialect.rows(lines), start=1):
            if cells is None:
                if lines.ended:
                    raise never_closed(number)
                yield Row(number, raw.tell(), [], "has text beside a quotation mark that should end its cell")
                continue
            if waiting:
                if not any(map(str.strip, cells)):
                    continue
                waiting, position = False, raw.tell()
                if header:
                    continue
            elif not cells or (len(cells) == 1 and not single and not cells[0].strip()):
                continue
            if not number % TOLD_ROWS:
                position = raw.tell()
            yield Row(number, position, cells)


def never_closed(number: int) -> UserError:
    """Return the refusal of a file that ends inside quotation marks."""
    return UserError(
        "A quotation mark is not closed",
        f"Row {number:,} has a quotation mark that holds all the rest of the file together",
        "Close it, or write it twice where it is part of the text.",
    )
