"""From pictures of the command line to a recipe: they are listed and named by content before anything starts."""

from __future__ import annotations

from pathlib import Path

from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from embeddings import UserError
from embeddings.encoders import ENCODERS, encoders_of, require
from embeddings.encoding import usable
from embeddings.galleries import FOUND, Gallery, gather
from embeddings.galleries.archive import title_of
from embeddings.galleries.folder import readable
from embeddings.galleries.table import gallery_of
from embeddings.progress import silent
from embeddings.reading import preview, read


def picture_encoder(encoder: str | None, what: str) -> str:
    """Return the encoder of pictures that is asked for, or the first there is.

    Raises
    ------
    UserError
        If it takes no pictures, or is not installed.
    """
    encoder = encoder or next(iter(encoders_of("image")))
    require(encoder, "image", what)
    usable(encoder, {})
    return encoder


def recipe_of_folder(path: Path, store: Store, *, label: str | None = None, encoder: str | None = None) -> EncodeRecipe:
    """List the pictures of a folder or an archive, and return the recipe of a space of them.

    Raises
    ------
    UserError
        If there are none, or the label or the encoder will not do.
    """
    encoder = picture_encoder(encoder, f"“{path}”, {'a folder' if path.is_dir() else 'an archive'} of pictures,")
    gallery = gather(path, silent)
    columns = (*gallery.columns, *FOUND)
    if label is not None and label not in columns:
        raise UserError("No such column", f"There is no column “{label}”", f"The columns are: {', '.join(columns)}.")
    return recipe_of(gallery, readable(title_of(path)) or "Pictures", label, encoder, store)


def recipe_of_table(
    path: Path,
    store: Store,
    *,
    image: str,
    text: str | None = None,
    label: str | None = None,
    encoder: str | None = None,
    skip_bad_rows: bool = False,
) -> EncodeRecipe:
    """List the pictures that a column of a table names, and return the recipe of a space of them.

    Raises
    ------
    UserError
        If there are none, or a column or the encoder will not do.
    """
    encoder = picture_encoder(encoder, f"“{path}”, a table of pictures,")
    guess = preview(path).label
    label = label or (guess if guess != image else None)
    gallery = gallery_of(path, read(path, skip_bad_rows=skip_bad_rows), image, text, label, silent)
    return recipe_of(gallery, readable(path.stem), label, encoder, store)


def recipe_of(gallery: Gallery, name: str, label: str | None, encoder: str, store: Store) -> EncodeRecipe:
    """Keep a list of pictures, and return the recipe of a space of them, and of its texts where the encoder takes both."""
    both = hasattr(ENCODERS.get(encoder), "encode_texts")
    return EncodeRecipe(
        upload=store.save_gallery(gallery),
        name=name,
        text=gallery.text,
        image=gallery.reference,
        label=label or gallery.label,
        encoder=encoder,
        parameters={},
        mixed=both and gallery.captions is not None,
    )
