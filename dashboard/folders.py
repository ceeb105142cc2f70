"""From a folder of the command line to a recipe: its pictures are listed and named by content before anything starts."""

from __future__ import annotations

from pathlib import Path

from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from embeddings import UserError
from embeddings.encoders import encoders_of, require
from embeddings.galleries import FOUND, IMAGE, gather
from embeddings.galleries.folder import readable
from embeddings.progress import Progress, silent


def recipe_of_folder(
    path: Path, store: Store, *, label: str | None = None, encoder: str | None = None, progress: Progress = silent
) -> EncodeRecipe:
    """List the pictures of a folder, and return the recipe of a space of them.

    Raises
    ------
    UserError
        If there are none, or the label or the encoder will not do.
    """
    encoder = encoder or next(iter(encoders_of("image")))
    if missing := require(encoder, "image", f"“{path}”, a folder of pictures,").missing():
        raise UserError("This encoder is not installed", missing)
    gallery = gather(path, progress)
    columns = (*gallery.columns, *FOUND)
    if label is not None and label not in columns:
        raise UserError("No such column", f"There is no column “{label}”", f"The columns are: {', '.join(columns)}.")
    return EncodeRecipe(
        upload=store.save_gallery(gallery),
        name=readable(path.resolve().name) or "Pictures",
        text=gallery.text,
        image=IMAGE,
        label=label or gallery.label,
        encoder=encoder,
        parameters={},
    )
