"""A table that holds its pictures itself, as data URLs in one of its columns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.galleries import BETWEEN, GALLERIES, Gallery, Member, Refusal
from embeddings.galleries.rows import Chosen, is_written, none_named
from embeddings.pictures.data_urls import decoded, is_data_url
from embeddings.pictures.opening import RefusedError
from embeddings.progress import Progress
from embeddings.reading import Table, read


@GALLERIES.register("cells")
@dataclass(frozen=True)
class PicturesInCells:
    """A table with a column of data URLs."""

    label: ClassVar[str] = "Table that holds pictures"
    order: ClassVar[int] = 4

    def fits(self, path: Path) -> bool:
        """A table is one of texts unless someone says which column holds pictures; see `gallery_of_cells`."""
        return False

    def gather(self, path: Path, progress: Progress) -> Gallery:
        """Refuse: which column it is must be said."""
        raise UserError("No column of pictures", f"“{path}” is a table", "Name the column with --image.")

    def read(self, place: Path, member: str) -> bytes:
        """Return the bytes that a cell holds; the table is read once for all of them."""
        name, _, rest = member.partition(BETWEEN)
        column, _, row = rest.rpartition(BETWEEN)
        found = place.stat()
        return decoded(cells_of(place, found.st_mtime_ns, found.st_size, name, column)[int(row) - 1])


@lru_cache(1)
def cells_of(place: Path, changed: int, size: int, name: str, column: str) -> list[str]:
    """Return the cells of a column; the table was read before, so that what does not fit is known and left out."""
    return list(read(place, name, skip_bad_rows=True).frame[column])


def gallery_of_cells(path: Path, name: str, table: Table, chosen: Chosen, progress: Progress) -> Gallery:
    """List the pictures that a column of a table holds; a row that has a text and no picture is a text.

    Raises
    ------
    UserError
        If a column is missing, or no cell holds a picture.
    """
    columns = chosen.checked(table)
    at = columns.index(chosen.image)
    name = name.replace(BETWEEN, " ")
    members, texts, refused = [], [], []
    for place, row in enumerate(table.frame.itertuples(index=False, name=None)):
        progress(place, len(table.frame), "listing pictures")
        member = BETWEEN.join((name, chosen.image, str(place + 1)))
        cells = (*row[:at], f"row {place + 1:,}" if row[at].strip() else "", *row[at + 1 :])
        written = is_written(cells, columns, chosen.captions)
        try:
            if row[at].strip():
                members.append(Member(member, hashlib.sha256(decoded(row[at])).hexdigest(), cells))
                continue
            if not written:
                refused.append(Refusal(member, "the cell is empty"))
        except RefusedError as error:
            refused.append(Refusal(member, str(error)))
        if written:
            texts.append(cells)
    if not members:
        raise none_named(chosen.image, refused)
    return chosen.gallery("cells", path, columns, members, refused, texts)


def has_data_urls(cells: list[str]) -> bool:
    """Return whether most of the cells that are not empty are data URLs of pictures."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(map(is_data_url, filled)) > len(filled) / 2
