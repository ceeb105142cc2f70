"""CSV, TSV and their kin: cells separated by commas, tabs, semicolons or bars, or one text a line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.dialects import Dialect, column_names, dialect_of, has_header
from embeddings.loaders.sniffing import encoding_of, refuse_binary, spoken

HEAD = 1 << 18
SHOWN_ROWS = 200

csv.field_size_limit(sys.maxsize)


@LOADERS.register("delimited")
@dataclass(frozen=True)
class Delimited:
    """A table of text, one row an item."""

    label: ClassVar[str] = "CSV or TSV"
    order: ClassVar[int] = 1
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab", ".txt")

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its first 256 kB; the rest is read as it is asked for."""
        with path.open("rb") as file:
            head = file.read(HEAD)
            whole = not file.read(1)
        refuse_binary(head, name)
        encoding = encoding_of(head)
        if encoding == "utf-8" and not whole:
            encoding = checked_encoding(path)
        text = head.decode(encoding, "ignore")
        lines = io.StringIO(text, newline="").readlines()
        dialect = dialect_of(lines, whole)
        sample = [row for _, row in zip(range(SHOWN_ROWS), dialect.rows(lines), strict=False) if any(row)]
        if not sample:
            raise UserError("An empty file", f"“{name}” has no rows", "Choose a file with rows.")
        header = has_header(sample)
        columns, notes = column_names(sample[0] if header else None, len(sample[0]))
        words = ["TSV" if dialect.delimiter == "\t" else "CSV", dialect.spoken, spoken(encoding)]
        described = ", ".join([*words, "header" if header else "no header"])
        return Opened(columns, read_rows(path, encoding, dialect, header), described, notes)


def checked_encoding(path: Path) -> str:
    """Return UTF-8 if the whole file is, else Windows-1252: one stray byte far down is no reason to give up."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            while file.read(1 << 20):
                continue
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def read_rows(path: Path, encoding: str, dialect: Dialect, header: bool) -> Iterator[Row]:
    """Yield the rows below the header; empty lines are no rows but count, as they do in a spreadsheet."""
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as file:
        skipped_header = not header
        for number, cells in enumerate(dialect.rows(file), start=1):
            if (not cells or not any(cells)) and len(cells) < 2:
                continue
            if not skipped_header:
                skipped_header = True
                continue
            yield Row(number, raw.tell(), cells)
