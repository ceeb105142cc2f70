"""The work on pictures: every file is looked at once for all encoders, then an encoder makes a space of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from dashboard.store.pictures import LARGEST, PictureSet
from embeddings import Space
from embeddings.galleries import Gallery, gather, is_gallery
from embeddings.galleries.captions import called_by
from embeddings.galleries.cells import gallery_of_cells
from embeddings.galleries.rows import Chosen
from embeddings.keys import content_key
from embeddings.mixed import centre_each, with_sentences
from embeddings.pictures.spaces import PLACES, image_space
from embeddings.pictures.survey import survey
from embeddings.progress import Progress, silent
from embeddings.reading import read

VERSION = 1


def encode_pictures(recipe: EncodeRecipe, store: Store, progress: Progress) -> None:
    """Look at the pictures of a gallery, encode them, keep the space; it says where its pictures are kept."""
    gallery = gallery_of(recipe, store, progress)
    key, pictures = kept_pictures(gallery, store, progress)
    keep = store.shards(recipe.key)
    space = image_space(
        gallery,
        pictures.survey,
        label=recipe.label,
        encoder=recipe.encoder,
        parameters=recipe.parameters,
        progress=progress,
        keep=keep,
    )
    space = replace(space, name=recipe.name, provenance={**space.provenance, "pictures": key})
    store.save_space(recipe.key, centre_each(space) if recipe.centre_each else space)
    keep.remove()


def gallery_of(recipe: EncodeRecipe, store: Store, progress: Progress) -> Gallery:
    """Return the pictures of a recipe: a list in the store, or those that an uploaded table holds; and its texts."""
    if recipe.pictures is None:
        gallery = called_by(store.gallery(recipe.upload), recipe.text)
    else:
        upload = store.upload(recipe.upload)
        table = read(upload.path, upload.name, skip_bad_rows=recipe.skip_bad_rows, progress=progress)
        chosen = Chosen(recipe.pictures, recipe.text, recipe.label)
        gallery = gallery_of_cells(upload.path, upload.name, table, chosen, progress)
    return with_sentences(gallery, recipe.sentences)


def with_pictures(space: Space, store: Store) -> Space:
    """Return a space that was loaded from a folder or an archive with its pictures in the store; others as they are."""
    places = [Path(str(space.provenance[kind])) for kind in PLACES if kind in space.provenance]
    if space.image is None or not places or not is_gallery(places[0]):
        return space
    key, _ = kept_pictures(gather(places[0], silent), store, silent)
    return replace(space, provenance={**space.provenance, "pictures": key})


def kept_pictures(gallery: Gallery, store: Store, progress: Progress) -> tuple[str, PictureSet]:
    """Return the pictures of a gallery at every size, made once, and their key in the store."""
    key = content_key("pictures", VERSION, replace(gallery, captions=None, texts=()).key)
    if known := store.pictures(key):
        return key, known
    with store.make_pictures(key) as maker:
        seen = survey(gallery, LARGEST, keep=lambda member, image: maker.add(member.sha256, image), progress=progress)
        maker.close(seen)
    made = store.pictures(key)
    assert made is not None, "what was just written is there"
    return key, made
