"""The pictures of the built-in spaces: drawn into the store when they are first looked at, in a second or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from PIL import Image

from dashboard.store import Store
from dashboard.store.pictures import PictureSet
from embeddings.builtins import BUILTINS
from embeddings.survey import Survey


@runtime_checkable
class Pictured(Protocol):
    """A built-in space whose items are pictures: under which key, and each with what refers to it."""

    pictures_key: str

    def pictures(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield every picture, in the order of the items."""


def pictures_under(key: str | None, store: Store) -> PictureSet | None:
    """Return the pictures that the store has under a key, or those of the built-in space that has this key."""
    if not key:
        return None
    if known := store.pictures(key):
        return known
    for name in BUILTINS.all():
        made = BUILTINS.make(name)
        if isinstance(made, Pictured) and made.pictures_key == key:
            with store.make_pictures(key) as maker:
                for reference, image in made.pictures():
                    maker.add(reference, image)
                maker.close(Survey((), ()))
            return store.pictures(key)
    return None
