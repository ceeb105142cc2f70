"""CSV, TSV and their kin: cells separated by commas, tabs, semicolons or bars, or one text a line."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row, Rows
from embeddings.loaders.blocks import NO_SEPARATOR, Blocks, Layout
from embeddings.loaders.dialects import (
    KNOWN_NAMES,
    NONE,
    Dialect,
    column_names,
    dialect_of,
    has_header,
    without_empty_end,
)
from embeddings.loaders.sniffing import encoding_of, known, refuse_binary, spoken

HEAD = 1 << 18
SHOWN_ROWS = 200
DECLARED = re.compile(r"\ufeff?\"?sep=([\t!#-/:-@\[-`{-~])\"?(?:\r\n|\r|\n)", re.IGNORECASE)
NO_CONTENT = ',;|"\ufeff\x00'

csv.field_size_limit(sys.maxsize)


@LOADERS.register("delimited")
@dataclass(frozen=True)
class Delimited:
    """A table of text, one row an item.

    Parameters
    ----------
    encoding
        What its letters are written in; guessed when left out.
    """

    label: ClassVar[str] = "CSV or TSV"
    order: ClassVar[int] = 1
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab", ".txt")

    encoding: str | None = None

    def claims(self, path: Path, head: bytes) -> bool:
        """Claim nothing: what no other loader claims is tried as CSV."""
        return False

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its first 256 kB; the rest is read as it is asked for."""
        with path.open("rb") as file:
            head = file.read(HEAD)
            whole = not file.read(1)
        refuse_binary(head, name)
        encoding = known(self.encoding) if self.encoding else encoding_of(head)
        if encoding == "utf-8" and not self.encoding and not whole and head.isascii():
            encoding = checked_encoding(path)
        text = head.decode(encoding, "ignore")
        lines = io.StringIO(text, newline="").readlines()
        prose = name.lower().removesuffix(".gz").endswith(".txt")
        declared = DECLARED.fullmatch(lines[0]) if lines else None
        if declared:  # as Excel writes it for itself, and shows it to nobody
            lines = lines[1:]
        dialect = Dialect(declared[1], True) if declared else dialect_of(lines, whole, prose=prose)
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
        way = Written(path, encoding, dialect, header, declared is not None)
        quick, told = quick_rows(way, len(columns)), {"encoding": encoding}
        return Opened(columns, read_rows(way), described, notes, quick=quick, reading=told)


class Written(NamedTuple):
    """How a file is written down, and whether its first line only names the separator."""

    path: Path
    encoding: str
    dialect: Dialect
    header: bool
    declared: bool


def checked_encoding(path: Path) -> str:
    """Return the encoding of a file that begins in ASCII, by the first part of it that says more."""
    with path.open("rb") as file:
        while part := file.read(HEAD):
            if not part.isascii():
                return encoding_of(part[: part.rfind(b"\n") + 1] or part)
    return "utf-8"


def read_rows(way: Written) -> Iterator[Row]:
    """Yield the rows below the header, one by one."""
    with Blocks(way.path, way.encoding, way.declared) as blocks:
        yield from careful_rows(blocks, way)


def quick_rows(way: Written, width: int) -> Iterator[Row | Rows]:
    """Yield the same rows, whole blocks at once wherever these are well-formed."""
    single = way.dialect.delimiter == NONE
    layout = Layout(width, NO_SEPARATOR if single else way.dialect.delimiter, way.dialect.quoted)
    with Blocks(way.path, way.encoding, way.declared) as blocks:
        yield from careful_rows(blocks, way, layout if single or width > 1 else None)


def careful_rows(blocks: Blocks, way: Written, layout: Layout | None = None) -> Iterator[Any]:
    """Yield rows; empty lines are no rows but count, as they do in a spreadsheet.

    Where a `layout` is given, what follows the end of a block is taken as a whole as long as it is well-formed.

    Raises
    ------
    UserError
        If a quotation mark holds everything from its row to the end of the file together.
    """
    waiting = True  # for the header, or for the first row that is not blank
    single, number = way.dialect.delimiter == NONE, 0
    for cells in way.dialect.rows(chain.from_iterable(blocks)):
        number += 1
        if cells is None:
            if blocks.ended:
                raise never_closed(number)
            yield Row(number, blocks.position, [], "has text beside a quotation mark that should end its cell")
        elif waiting:
            if any(map(str.strip, cells)):
                waiting = False
                if not way.header:
                    yield Row(number, blocks.position, cells)
        elif cells and (single or len(cells) > 1 or cells[0].strip()):
            yield Row(number, blocks.position, cells)
        if layout is not None and not waiting and blocks.between:
            while rows := blocks.whole(layout):
                number += rows.counted
                yield rows


def never_closed(number: int) -> UserError:
    """Return the refusal of a file that ends inside quotation marks."""
    return UserError(
        "A quotation mark is not closed",
        f"Row {number:,} has a quotation mark that holds all the rest of the file together",
        "Close it, or write it twice where it is part of the text.",
    )
