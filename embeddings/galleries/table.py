"""A table with a column of picture files: each row is an item, its other cells stay its columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.galleries import GALLERIES, Gallery, Member, Refusal
from embeddings.galleries.folder import sha256_of
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
    """List the pictures that a column of a table names; a row whose picture is not there is refused.

    Raises
    ------
    UserError
        If a column is missing, or no row names a picture that is there.
    """
    columns = tuple(map(str, table.frame.columns))
    for column in (image, text, label):
        if column is not None and column not in columns:
            raise UserError(
                "No such column", f"There is no column “{column}”", f"The columns are: {', '.join(columns)}."
            )
    members, refused = [], []
    for place, cells in enumerate(table.frame.itertuples(index=False, name=None)):
        named = cells[columns.index(image)].strip()
        progress(place, len(table.frame), "listing pictures")
        try:
            members.append(Member(named, sha256_of(file_of(path.parent, named)), cells))
        except RefusedError as error:
            refused.append(Refusal(named, str(error)))
        except (OSError, ValueError) as error:
            refused.append(Refusal(named, f"the file cannot be read ({getattr(error, 'strerror', None) or error})"))
    if not members:
        first = f"“{refused[0].name}”: {refused[0].reason}" if refused else "it has no rows"
        raise UserError(
            "No pictures", f"No cell of the column “{image}” names a picture here; {first}", "Check the names."
        )
    return Gallery("table", str(path.parent.resolve()), columns, tuple(members), tuple(refused), text or image, label)


def file_of(folder: Path, named: str) -> Path:
    """Return the file that a cell names."""
    if not named:
        raise RefusedError("the cell is empty")
    return folder / named
