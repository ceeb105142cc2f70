"""A table of texts: one column is encoded, another may colour the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from dashboard.adding import ROWS, WAYS, Choices, Given, Look, name_of, shown
from dashboard.adding.picture_tables import named_in
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store, Upload
from embeddings import UserError
from embeddings.archives import is_archive
from embeddings.encoding import usable
from embeddings.reading import preview


@WAYS.register("texts")
@dataclass(frozen=True)
class Texts:
    """A table, a row an item.

    Parameters
    ----------
    reading
        What is not to be guessed of the file.
    """

    label: ClassVar[str] = "Texts"
    order: ClassVar[int] = 5
    fields: ClassVar[tuple[str, ...]] = ("text", "label", "encoder", "passages", "skip", "reading")

    reading: dict[str, str | int] = field(default_factory=dict)

    def fits(self, upload: Upload) -> bool:
        """Say whether its beginning can be read as a table; an archive of pictures holds none."""
        if is_archive(upload.name):
            return False
        try:
            preview(upload.path, upload.name, rows=ROWS)
        except UserError:
            return False
        return True

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """Read the first rows, and guess which column is the text."""
        seen = preview(upload.path, upload.name, rows=ROWS, reading=self.reading)
        rows = tuple(shown(row) for row in seen.rows.head(ROWS).itertuples(index=False))
        notes, guessed = seen.notes, dict(seen.reading)
        if column := named_in(seen.rows):
            notes = (*notes, f"“{column}” names pictures: to place them too, upload a zip of both.")
        return Look(seen.columns, rows, seen.text, seen.label, seen.format, notes, "text", reading=guessed)

    def recipe(self, given: Given, chosen: Choices) -> EncodeRecipe:
        """Return the recipe of a space of the texts."""
        if not chosen.text:
            raise UserError("No text column", "None of the columns was chosen as the text", "Choose the one to read.")
        usable(str(chosen.encoder), chosen.parameters)
        return EncodeRecipe(
            upload=given.id,
            name=name_of(given),
            text=chosen.text,
            label=chosen.label,
            encoder=str(chosen.encoder),
            parameters=chosen.parameters,
            skip_bad_rows=chosen.skip,
            passage_words=chosen.passages,
            reading=self.reading,
        )
