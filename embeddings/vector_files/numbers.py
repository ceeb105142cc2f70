"""CSV and TSV of numbers: the columns of numbers are the vector, the others say what the item is."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from embeddings.counting import counted, listed
from embeddings.errors import UserError
from embeddings.gathering import misfit
from embeddings.loaders import Opened, Row
from embeddings.progress import Progress
from embeddings.reading import no_rows, opened_file
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors
from embeddings.vector_files.choosing import matching
from embeddings.vector_files.counting import has_quotation, lines_of
from embeddings.vector_files.neighbours import metadata_beside

LOOKED_AT = 200
FEWEST = 8
FEWEST_WHOLE = 32  # columns of whole numbers are answers and counts more often than vectors
NEARLY_ALL = 0.8
TELL_EVERY = 2_000
NO_DIMENSION = {"id", "index", "label", "class", "target", "digit", "category", "cluster", "topic", "y"}


@VECTOR_FILES.register("numbers")
@dataclass(frozen=True)
class Numbers:
    """A table whose columns of numbers are the vector; TensorFlow's `tensors.tsv` is one."""

    label: ClassVar[str] = "CSV or TSV of numbers"
    order: ClassVar[int] = 30
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab", ".txt")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether nearly all columns are numbers, eight at least, or columns were asked for."""
        if not name.lower().endswith(self.suffixes):
            return False
        if ask.vectors is not None:
            return True
        try:
            columns, numeric = looked_at(path, name)
        except UserError:
            return False
        alone = len(columns) == len(numeric) >= 2 and (metadata_beside(path) is not None or "tensors" in name.lower())
        fewest = FEWEST if 2 * sum(numeric.values()) > len(numeric) else FEWEST_WHOLE
        return alone or (len(numeric) >= fewest and len(numeric) >= NEARLY_ALL * len(columns))

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the table, the vector of each row as numbers and its other cells as they are."""
        with opened_file(path, name) as (opened, size):
            return self._vectors(path, name, ask, opened, size, progress)

    def _vectors(self, path: Path, name: str, ask: Ask, opened: Opened, size: int, progress: Progress) -> Vectors:
        columns, numeric = looked_at(path, name)
        notes = list(opened.notes)
        chosen = matching(columns, ask.vectors, name) if ask.vectors else dimensions_of(numeric, ask, notes)
        if not chosen:
            raise UserError("No vectors", f"No column of “{name}” holds numbers", "Choose another file.")
        table = Cells(opened, [columns.index(one) for one in chosen], ask)
        table.run(size, progress)
        if not table.kept:
            raise no_rows(name)
        items = pd.DataFrame(table.cells, columns=[columns[at] for at in table.others], dtype="object")
        if table.bad:
            notes.append(f"{counted(len(table.bad), 'row')} that did not fit left out: {listed(table.bad)}.")
        described = f"{opened.format}, {len(chosen):,} dimensions"
        kept = np.array(table.kept) if table.bad else None
        total = rows_of(path, opened) if table.full else table.count
        return Vectors(table.vectors, items, described, None, None, tuple(notes), "text", total, kept, tuple(numeric))

    def beside(self, path: Path) -> Beside:
        """Find the metadata of a projector's tensors."""
        return Beside(metadata_beside(path))


class Cells:
    """The rows of a table as they are read: numbers of the chosen columns, cells of the others."""

    def __init__(self, opened: Opened, chosen: list[int], ask: Ask) -> None:
        self._rows, self._columns, self._chosen, self._ask = opened.rows, opened.columns, chosen, ask
        self._mend = opened.mend
        self.others = [at for at in range(len(opened.columns)) if at not in set(chosen)]
        self.cells: list[list[str]] = []
        self.kept: list[int] = []
        self.bad: list[int] = []
        self.count = 0
        self._numbers = array("f")

    @property
    def full(self) -> bool:
        """Whether as many are read as were asked for."""
        return self._ask.most is not None and len(self.kept) >= self._ask.most

    @property
    def vectors(self) -> np.ndarray:
        """The vectors that were read."""
        return np.frombuffer(self._numbers, np.float32).reshape(len(self.kept), len(self._chosen))

    def run(self, size: int, progress: Progress) -> None:
        """Read rows until they end, or as many have come as were asked for."""
        width = len(self._columns)
        while not self.full and (row := next(self._rows, None)) is not None:
            if len(row.cells) < width or any(row.cells[width:]):
                if not self._ask.drop_bad:
                    raise misfit(row, self._columns, self._mend)
                self.bad.append(row.number)
            elif (vector := self._vector(row)) is None:
                self.bad.append(row.number)
            else:
                self._numbers.extend(vector)
                self.cells.append([row.cells[at] for at in self.others])
                self.kept.append(self.count)
            self.count += 1
            if self.count % TELL_EVERY == 0:
                progress(row.position, size, "reading vectors")

    def _vector(self, row: Row) -> list[float] | None:
        cells = [row.cells[at] for at in self._chosen]
        try:
            return [float(cell) for cell in cells]
        except ValueError:
            if self._ask.drop_bad:
                return None
        wrong = next(at for at, cell in enumerate(cells) if not is_number(cell))
        found = f"“{cells[wrong][:40]}”" if cells[wrong].strip() else "nothing"
        column = self._columns[self._chosen[wrong]]
        raise UserError(
            "Not a number",
            f"Row {row.number:,} has {found} in the column “{column}”",
            "Mend it, choose other columns, or leave such rows out (drop_bad, --skip-bad-rows).",
        )


def rows_of(path: Path, opened: Opened) -> int | None:
    """Return how many rows a table has, where its lines tell."""
    lines = None if has_quotation(path) else lines_of(path)
    return None if lines is None else lines - (not opened.format.endswith("no header"))


def looked_at(path: Path, name: str) -> tuple[list[str], dict[str, bool]]:
    """Return the columns, and which are numbers in the first rows: of those, which have fractions."""
    with opened_file(path, name) as (opened, _):
        rows = [row.cells for row in islice(opened.rows, LOOKED_AT) if len(row.cells) >= len(opened.columns)]
    numeric = {}
    for at, column in enumerate(opened.columns):
        cells = [row[at] for row in rows if row[at].strip()]
        if cells and sum(map(is_number, cells)) > NEARLY_ALL * len(cells):
            numeric[column] = any("." in cell or "e" in cell.lower() for cell in cells)
    return opened.columns, numeric


def dimensions_of(numeric: dict[str, bool], ask: Ask, notes: list[str]) -> list[str]:
    """Return the columns of numbers that are dimensions: one of whole numbers called “id” or “label” is not."""
    named = [one for one, fractions in numeric.items() if one.lower() in NO_DIMENSION and not fractions]
    left = {one for one in (*named, ask.text, ask.label) if one in numeric}
    if left:
        notes.append(f"No part of the vectors: {', '.join(f'“{one}”' for one in numeric if one in left)}.")
    return [one for one in numeric if one not in left]


def is_number(cell: str) -> bool:
    """Return whether a cell is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True
