"""What tables of pictures share: which column names or holds them, and which rows are texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from embeddings.errors import UserError
from embeddings.galleries import Gallery, Member, Refusal
from embeddings.reading import Table


class Chosen(NamedTuple):
    """The columns of a table: the one of the pictures, the one of the texts, the one to colour by."""

    image: str
    text: str | None = None
    label: str | None = None

    def checked(self, table: Table) -> tuple[str, ...]:
        """Return the columns of a table.

        Raises
        ------
        UserError
            If one of these is not among them.
        """
        columns = tuple(map(str, table.frame.columns))
        for column in self:
            if column is not None and column not in columns:
                listed = ", ".join(columns)
                raise UserError("No such column", f"There is no column “{column}”", f"The columns are: {listed}.")
        return columns

    @property
    def captions(self) -> str | None:
        """The column whose texts are items too: none where the pictures are called by their files."""
        return self.text if self.text != self.image else None

    def gallery(
        self,
        source: str,
        place: Path,
        columns: tuple[str, ...],
        members: Sequence[Member],
        refused: Sequence[Refusal],
        texts: Sequence[tuple[str, ...]],
    ) -> Gallery:
        """Return the gallery of what was found."""
        return Gallery(
            source=source,
            place=str(place.resolve()),
            columns=columns,
            members=tuple(members),
            refused=tuple(refused),
            text=self.text or self.image,
            label=self.label,
            captions=self.captions,
            texts=tuple(texts),
        )


def is_written(cells: tuple[str, ...], columns: tuple[str, ...], text: str | None) -> bool:
    """Return whether a row has a text."""
    return text is not None and bool(cells[columns.index(text)].strip())


def none_named(image: str, refused: Sequence[Refusal]) -> UserError:
    """Return the refusal of a table without pictures."""
    first = f"“{refused[0].name}”: {refused[0].reason}" if refused else "it has no rows"
    detail = f"No cell of the column “{image}” names a picture here; {first}"
    return UserError("No pictures", detail, "Check the names.")
