"""The work on pictures: every file is looked at once for all encoders, then an encoder makes a space of them."""

from __future__ import annotations

from dataclasses import replace

from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from dashboard.store.pictures import LARGEST, PictureSet
from embeddings.galleries import Gallery
from embeddings.image_spaces import image_space
from embeddings.keys import content_key
from embeddings.progress import Progress
from embeddings.survey import survey

VERSION = 1


def encode_pictures(recipe: EncodeRecipe, store: Store, progress: Progress) -> None:
    """Look at the pictures of a gallery, encode them, keep the space; it says where its pictures are kept."""
    gallery = store.gallery(recipe.upload)
    key = content_key("pictures", VERSION, gallery.key)
    pictures = kept_pictures(key, gallery, store, progress)
    space = image_space(
        gallery,
        pictures.survey,
        name=recipe.name,
        label=recipe.label,
        encoder=recipe.encoder,
        parameters=recipe.parameters,
        progress=progress,
    )
    store.save_space(recipe.key, replace(space, provenance={**space.provenance, "pictures": key}))


def kept_pictures(key: str, gallery: Gallery, store: Store, progress: Progress) -> PictureSet:
    """Return the pictures of a gallery at every size, made once."""
    if known := store.pictures(key):
        return known
    with store.make_pictures(key) as maker:
        seen = survey(gallery, LARGEST, keep=lambda member, image: maker.add(member.sha256, image), progress=progress)
        maker.close(seen)
    made = store.pictures(key)
    assert made is not None, "what was just written is there"
    return made
