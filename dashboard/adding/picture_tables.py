"""A table with a column of pictures: as data URLs it holds them itself; where it only names them, they have to come too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dashboard.adding import ROWS, WAYS, Choices, Given, Look, shown
from dashboard.adding.pictures import recipe_of_pictures
from dashboard.recipes import EncodeRecipe
from dashboard.store import Store, Upload
from embeddings import UserError
from embeddings.archives import is_archive
from embeddings.galleries import free_name
from embeddings.galleries.captions import captions_of
from embeddings.galleries.cells import has_data_urls
from embeddings.galleries.folder import called_like_a_picture
from embeddings.loaders.guessing import guess_label
from embeddings.reading import preview

MOSTLY = 0.8


@WAYS.register("picture-table")
@dataclass(frozen=True)
class PicturesOfATable:
    """A table, a row a picture."""

    label: ClassVar[str] = "Pictures in a table"
    order: ClassVar[int] = 3
    fields: ClassVar[tuple[str, ...]] = ("text", "label", "encoder", "sentences", "skip")

    def fits(self, upload: Upload) -> bool:
        """Say whether a column holds pictures, or names them and nothing else could be read as texts."""
        if is_archive(upload.name):
            return False
        try:
            seen = preview(upload.path, upload.name)
        except UserError:
            return False
        return held_in(seen.rows) is not None or (named_in(seen.rows) is not None and seen.text == named_in(seen.rows))

    def look(self, upload: Upload, store: Store, metadata: Upload | None = None) -> Look:
        """Read the first rows, and guess which column is the text."""
        seen = preview(upload.path, upload.name)
        column = held_in(seen.rows)
        if column is None:
            raise not_here(upload.name, named_in(seen.rows))
        rest = seen.rows.drop(columns=column)
        text = captions_of(rest) if len(rest.columns) else None
        return Look(
            seen.columns,
            tuple(shown(row) for row in seen.rows.head(ROWS).itertuples(index=False)),
            text or column,
            guess_label(rest, text),
            f"{seen.format} · pictures in “{column}”",
            seen.notes,
            "image",
            image=free_name("sha256", seen.columns),
            pictures=column,
        )

    def recipe(self, given: Given, chosen: Choices) -> EncodeRecipe:
        """Return the recipe of a space of the pictures."""
        return recipe_of_pictures(given._replace(files=given.pictures), chosen)


def held_in(rows: pd.DataFrame) -> str | None:
    """Return the first column that holds pictures as data URLs."""
    return next((str(name) for name in rows.columns if has_data_urls(list(rows[name]))), None)


def named_in(rows: pd.DataFrame) -> str | None:
    """Return the first column whose cells are called like files of pictures."""
    for name in rows.columns:
        cells = [cell.strip() for cell in rows[name] if cell.strip()]
        if cells and sum(map(called_like_a_picture, cells)) >= MOSTLY * len(cells):
            return str(name)
    return None


def not_here(name: str, column: str | None) -> UserError:
    """Return the refusal of a table whose pictures stayed behind."""
    if column is None:
        return UserError("No pictures", f"No column of “{name}” holds pictures", "Read it as a table of texts.")
    detail = f"The column “{column}” of “{name}” names picture files, and they did not come with it"
    return UserError(
        "The pictures are missing", detail, "Upload a zip, or the folder, of both: the table and its pictures."
    )
