"""Where the pictures of a training come from, and what is known of each."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

from dashboard.drawn import AnyPictures, pictures_under
from dashboard.jobs.picture_tasks import kept_pictures
from dashboard.pictured import pictures_key
from dashboard.spaces import open_space
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from embeddings import UserError
from embeddings.keys import content_key
from embeddings.mnist import FILES, is_sound, usual_folder
from embeddings.pictures.spaces import items_of
from embeddings.pictures.survey import Survey
from embeddings.progress import Progress
from embeddings.vae import Images, idx_images, mnist, sklearn_digits, to_pictures
from embeddings.vae.sources import row_of

SMALLEST_SHOWN = 56  # pixels a side: smaller pictures are enlarged to be looked at
REFERENCE = "picture"


@dataclass(frozen=True, eq=False)
class Given:
    """Pictures to learn from.

    Parameters
    ----------
    images
        What is learnt from.
    items
        A row for each, where more is known than their labels.
    text, label, image
        The columns that name them, that colour the map at first, and that refer to the pictures in the store.
    pictures
        The key of the pictures in the store.
    notes
        What was met.
    """

    images: Images
    items: pd.DataFrame
    text: str
    label: str | None
    image: str
    pictures: str
    notes: tuple[str, ...] = ()

    def taken(self, places: np.ndarray) -> Given:
        """Return some of them, in the order of their row numbers."""
        return replace(self, images=self.images.taken(places), items=self.items.iloc[places].reset_index(drop=True))


def given_pictures(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    """Return the pictures of a recipe, and see to it that the store can show them.

    Raises
    ------
    UserError
        If they cannot be read.
    """
    found = SOURCES[recipe.source](recipe, store, progress)
    if recipe.most is not None and recipe.most < len(found.images):
        found = found.taken(np.arange(recipe.most))
    return found


def _digits(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    return _drawn(sklearn_digits(), recipe, store, progress)


def _mnist(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    usual = usual_folder()
    here = all(is_sound(usual / name, name) for name in FILES)
    return _drawn(mnist("train", usual if here else store.root / "mnist", progress), recipe, store, progress)


def _idx(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    """Read an idx file; a person's names for the files stand in what is said of them."""
    with tempfile.TemporaryDirectory() as made:
        pictures = _named(recipe.of, store, Path(made) / "pictures")
        labels = _named(recipe.labels, store, Path(made) / "labels") if recipe.labels else None
        images = idx_images(pictures, labels)
    return _drawn(images, recipe, store, progress)


def _named(upload: str, store: Store, folder: Path) -> Path:
    kept = store.upload(upload)
    folder.mkdir()
    place = folder / Path(kept.name).name
    shutil.copyfile(kept.path, place)
    return place


def _gallery(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    gallery = store.gallery(recipe.of)
    key, pictures = kept_pictures(gallery, store, progress)
    items = items_of(gallery, pictures.survey)
    shown = Shown(items, gallery.text, gallery.label, gallery.reference, key)
    return _resized(shown, pictures, recipe, progress, pictures.survey.notes)


def _space(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    space = open_space(recipe.of, store)
    key = pictures_key(space)
    pictures = pictures_under(key, store)
    if key is None or pictures is None or space.image is None:
        detail = f"The items of “{space.name}” are no pictures, or their pictures are gone"
        raise UserError("No pictures", detail, "Choose a space of pictures, or add a folder of them.")
    if space.key != recipe.of_key:
        detail = f"“{space.name}” has other items now than when this was asked"
        raise UserError("The space has changed", detail, "Reload the page, and ask again.")
    shown = Shown(space.items, space.text or space.image, space.label, space.image, key)
    return _resized(shown, pictures, recipe, progress)


SOURCES: dict[str, Callable[[TrainVaeRecipe, Store, Progress], Given]] = {
    "digits": _digits,
    "mnist": _mnist,
    "idx": _idx,
    "gallery": _gallery,
    "space": _space,
}


@dataclass(frozen=True, eq=False)
class Shown:
    """Items whose pictures the store has, under a key."""

    items: pd.DataFrame
    text: str
    label: str | None
    image: str
    pictures: str


def _resized(
    shown: Shown, pictures: AnyPictures, recipe: TrainVaeRecipe, progress: Progress, notes: tuple[str, ...] = ()
) -> Given:
    """Bring the pictures of items, those that have one, to one size."""
    places = [place for place, one in enumerate(shown.items[shown.image]) if one in pictures.cells]
    items = shown.items.iloc[places].reset_index(drop=True)
    side, colour = recipe.side, recipe.colour
    rows = np.empty((len(items), side * side * (3 if colour else 1)), np.uint8)
    for place, reference in enumerate(items[shown.image]):
        progress(place, len(items), "resizing pictures")
        content = pictures.picture(pictures.cells[reference], "tile")
        if content is None:
            raise UserError("A picture is gone", f"Picture {place + 1} is not in the store", "Add the pictures again.")
        rows[place] = row_of(Image.open(BytesIO(content)), (side, side), colour)
    labels = None if shown.label is None else [str(one) for one in items[shown.label]]
    images = Images(rows, side, side, 3 if colour else 1, labels, [str(one) for one in items[shown.text]], recipe.name)
    left_out = len(shown.items) - len(items)
    told = (f"{left_out:,} items have no picture and are left out.",) if left_out else ()
    return Given(images, items, shown.text, shown.label, shown.image, shown.pictures, (*notes, *told))


def _drawn(images: Images, recipe: TrainVaeRecipe, store: Store, progress: Progress) -> Given:
    """Put pictures that are only numbers into the store, so that the map can show them."""
    if recipe.most is not None and recipe.most < len(images):
        images = images.taken(np.arange(recipe.most))
    key = content_key("pictures", "rows", 1, images.key)
    references = [hashlib.sha256(row.tobytes()).hexdigest() for row in images.rows]
    if store.pictures(key) is None:
        enlarged = -(-SMALLEST_SHOWN // max(images.height, images.width))
        with store.make_pictures(key) as maker:
            for place, (reference, shown) in enumerate(zip(references, to_pictures(images.rows, images), strict=True)):
                progress(place, len(references), "drawing pictures")
                maker.add(reference, Image.fromarray(shown.repeat(enlarged, 0).repeat(enlarged, 1)).convert("RGB"))
            maker.close(Survey((), ()))
    named = [f"{label} (no. {place + 1})" for place, label in enumerate(images.labels or [])]
    columns = {"name": named or [f"picture {place + 1}" for place in range(len(images))]}
    columns |= {"label": list(images.labels)} if images.labels else {}
    items = pd.DataFrame({**columns, REFERENCE: references}, dtype="object")
    return Given(images, items, "name", "label" if images.labels else None, REFERENCE, key)
