"""A table with a column of picture files: each row is an item, its other cells stay its columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.galleries import GALLERIES, Gallery, Member, Refusal
from embeddings.galleries.cells import gallery_of_cells, has_data_urls
from embeddings.galleries.folder import sha256_of
from embeddings.galleries.rows import Chosen, is_written, none_named
from embeddings.pictures.opening import RefusedError
from embeddings.progress import Progress
from embeddings.reading import Table


@GALLERIES.register("table")
@dataclass(frozen=True)
class PictureTable:
    """A table with a column of picture files, whose names are read from the table's own folder."""

    label: ClassVar[str] = "Table of pictures"
    order: ClassVar[int] = 2

    def fits(self, path: Path) -> bool:
        """A table is one of texts unless someone says which column names pictures; see `gallery_of`."""
        return False

    def gather(self, path: Path, progress: Progress) -> Gallery:
        """Refuse: which column it is must be said."""
        raise UserError("No column of pictures", f"“{path}” is a table", "Name the column with --image.")

    def read(self, place: Path, member: str) -> bytes:
        """Return the bytes of a file, whose name may be relative to the table's folder."""
        return (place / member).read_bytes()


def gallery_of(
    path: Path, table: Table, image: str, text: str | None, label: str | None, progress: Progress
) -> Gallery:
    """List the pictures that a column of a table names or holds; a row whose picture is not there is refused.

    A row that has a text in the column `text` is a text too, whether there is a picture or not.

    Raises
    ------
    UserError
        If a column is missing, or no row names a picture that is there.
    """
    chosen = Chosen(image, text, label)
    columns = chosen.checked(table)
    if has_data_urls(list(table.frame[image])):
        return gallery_of_cells(path, path.name, table, chosen, progress)
    members, texts, refused = [], [], []
    for place, cells in enumerate(table.frame.itertuples(index=False, name=None)):
        named = cells[columns.index(image)].strip()
        progress(place, len(table.frame), "listing pictures")
        written = is_written(cells, columns, chosen.captions)
        try:
            if named or not written:
                members.append(Member(named, sha256_of(file_of(path.parent, named)), cells))
                continue
        except RefusedError as error:
            refused.append(Refusal(named, str(error)))
        except (OSError, ValueError) as error:
            refused.append(Refusal(named, f"the file cannot be read ({getattr(error, 'strerror', None) or error})"))
        if written:
            texts.append(cells)
    if not members:
        raise none_named(image, refused)
    return chosen.gallery("table", path.parent, columns, members, refused, texts)


def file_of(folder: Path, named: str) -> Path:
    """Return the file that a cell names."""
    if not named:
        raise RefusedError("the cell is empty")
    if "://" in named:
        raise RefusedError("it is an address, and nothing is fetched over the network")
    return folder / named
