"""Sprites: small pictures laid out on pages, so that a map of thousands of them needs a few downloads."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SIDE = 64
COLUMNS = 32
PAGE = SIDE * COLUMNS  # 2,048: every WebGL2 has textures as large
CELLS = COLUMNS * COLUMNS
QUALITY = 82


class SpriteSheet:
    """Pages that fill up, each written when it is full; a sprite lies at the top left of its cell.

    Parameters
    ----------
    folder
        Where ``sprites-0.webp`` and those after it are written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._page: Image.Image | None = None
        self.count = 0
        self.pages = 0

    def add(self, picture: Image.Image) -> None:
        """Put the next picture, which is no larger than a cell, into the next cell."""
        place = self.count % CELLS
        if self._page is None:
            self._page = Image.new("RGB", (PAGE, PAGE))
        self._page.paste(picture, (place % COLUMNS * SIDE, place // COLUMNS * SIDE))
        self.count += 1
        if place == CELLS - 1:
            self.close()

    def close(self) -> None:
        """Write the page that is not full yet, without its empty rows."""
        if self._page is None:
            return
        used = (self.count - 1) % CELLS + 1
        rows = -(-used // COLUMNS)
        wide = PAGE if rows > 1 else used * SIDE
        page = self._page.crop((0, 0, wide, rows * SIDE))
        page.save(self._folder / f"sprites-{self.pages}.webp", "WEBP", quality=QUALITY, method=3)
        self._page = None
        self.pages += 1
