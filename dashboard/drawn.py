"""The pictures of the built-in spaces: each page of sprites and each picture is drawn when it is first looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from io import BytesIO
from typing import Protocol, runtime_checkable

import numpy as np
from PIL import Image

from dashboard.store import Store
from dashboard.store.pictures import QUALITY, SIDES, PictureSet, Size
from dashboard.store.sprites import CELLS, SIDE, sheet_of
from embeddings.builtins import BUILTINS
from embeddings.pictures import fitted

KEPT_PAGES = 32  # sheets of sprites, a quarter of a megabyte each


@runtime_checkable
class Pictured(Protocol):
    """A built-in space whose items are pictures, all of one size: under which key, what refers to each, and each itself."""

    pictures_key: str

    def references(self) -> list[str]:
        """Return what refers to each picture, in the order of the items."""

    def drawn(self, places: Sequence[int]) -> np.ndarray:
        """Return some of the pictures, ``(m, height, width)`` or ``(m, height, width, 3)`` uint8."""


@dataclass(frozen=True, eq=False)
class DrawnPictures:
    """The pictures of a built-in space, which are kept nowhere: what `PictureSet` gives, drawn when it is asked for."""

    name: str
    made: Pictured

    @cached_property
    def cells(self) -> dict[str, int]:
        """The place of each picture, by what refers to it."""
        return {reference: place for place, reference in enumerate(self.made.references())}

    @cached_property
    def sizes(self) -> np.ndarray:
        """Width and height of each sprite in pixels, ``(n, 2)`` uint8."""
        return np.tile(np.array(fitted(self._images([0])[0], SIDE).size, np.uint8), (len(self.cells), 1))

    @property
    def pages(self) -> int:
        """How many pages of sprites there are."""
        return -(-len(self.cells) // CELLS)

    def page(self, number: int) -> bytes | None:
        """Return a page of sprites, as WebP."""
        return _page(self.name, number) if 0 <= number < self.pages else None

    def picture(self, cell: int, size: Size) -> bytes | None:
        """Return one picture, as JPEG."""
        if not 0 <= cell < len(self.cells):
            return None
        held = BytesIO()
        fitted(self._images([cell])[0], SIDES[size]).save(held, "JPEG", quality=QUALITY)
        return held.getvalue()

    def sheet(self, number: int) -> bytes:
        """Draw a page of sprites."""
        places = range(number * CELLS, min((number + 1) * CELLS, len(self.cells)))
        return sheet_of([fitted(image, SIDE) for image in self._images(places)])

    def _images(self, places: Sequence[int]) -> list[Image.Image]:
        return [Image.fromarray(one) for one in self.made.drawn(places)]


AnyPictures = PictureSet | DrawnPictures


def pictures_under(key: str | None, store: Store) -> AnyPictures | None:
    """Return the pictures that the store has under a key, or those of the built-in space that has this key."""
    if not key:
        return None
    return store.pictures(key) or next((one for one in _pictured() if one.made.pictures_key == key), None)


@cache
def _pictured() -> tuple[DrawnPictures, ...]:
    every = ((name, BUILTINS.make(name)) for name in BUILTINS.all())
    return tuple(DrawnPictures(name, made) for name, made in every if isinstance(made, Pictured))


@lru_cache(KEPT_PAGES)
def _page(name: str, number: int) -> bytes:
    return next(one for one in _pictured() if one.name == name).sheet(number)
