"""Sprites: small pictures laid out on pages, so that a map of thousands of them needs a few downloads."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

SIDE = 64
COLUMNS = 32
PAGE = SIDE * COLUMNS  # 2,048: every WebGL2 has textures as large
CELLS = COLUMNS * COLUMNS
QUALITY = 82
METHOD = 2  # of WebP: from quick to small


def sheet_of(sprites: Sequence[Image.Image]) -> bytes:
    """Return one page of at most `CELLS` sprites, as WebP."""
    wide, rows = min(len(sprites), COLUMNS), -(-len(sprites) // COLUMNS)
    page = Image.new("RGB", (wide * SIDE, rows * SIDE))
    for place, sprite in enumerate(sprites):
        page.paste(sprite, (place % COLUMNS * SIDE, place // COLUMNS * SIDE))
    held = BytesIO()
    page.save(held, "WEBP", quality=QUALITY, method=METHOD)
    return held.getvalue()


class SpriteSheet:
    """Pages that fill up, each written when it is full; a sprite lies at the top left of its cell.

    Parameters
    ----------
    folder
        Where ``sprites-0.webp`` and those after it are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sprites: list[Image.Image] = []
        self.count = 0
        self.pages = 0

    def add(self, picture: Image.Image) -> None:
        """Put the next picture, which is no larger than a cell, into the next cell."""
        self._sprites.append(picture)
        self.count += 1
        if len(self._sprites) == CELLS:
            self.close()

    def close(self) -> None:
        """Write the page that is not full yet, without its empty rows."""
        if not self._sprites:
            return
        (self._folder / f"sprites-{self.pages}.webp").write_bytes(sheet_of(self._sprites))
        self._sprites.clear()
        self.pages += 1
