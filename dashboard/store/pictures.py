"""The pictures of a gallery at three sizes: sprites on pages for the map, tiles for looking closer, views for the panel.

Tiles and views lie one after another in one file each: a folder of a hundred thousand small files is slow everywhere.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Literal

import numpy as np
from PIL import Image

from dashboard.store.files import entry, is_id, new_folder, open_array, read_json, set_aside, write_json
from dashboard.store.sprites import CELLS, SIDE, SpriteSheet
from embeddings.galleries import Refusal
from embeddings.pictures import fitted
from embeddings.pictures.survey import Seen, Survey

FORMAT = 1
Size = Literal["tile", "view"]
SIDES: dict[Size, int] = {"tile": 256, "view": 1024}
KEPT_OPEN = 8
LARGEST = max(SIDES.values())
QUALITY = 85


class Strip:
    """JPEG files one after another in one file, and where each begins."""

    def __init__(self, folder: Path, size: Size) -> None:
        self._folder, self._size = folder, size
        self._file: BinaryIO = (folder / f"{size}.bin").open("wb")
        self._starts = [0]

    def add(self, picture: Image.Image) -> None:
        """Write the next picture, made smaller where it is larger than this size."""
        held = BytesIO()
        fitted(picture, SIDES[self._size]).save(held, "JPEG", quality=QUALITY)
        self._file.write(held.getbuffer())
        self._starts.append(self._file.tell())

    def release(self) -> None:
        """Close the file."""
        self._file.close()

    def close(self) -> None:
        """Write the places."""
        self.release()
        np.save(self._folder / f"{self._size}.npy", np.array(self._starts, np.int64), allow_pickle=False)


class Maker:
    """Takes pictures one by one and writes every size of them; the same picture is written once.

    Parameters
    ----------
    folder
        An empty folder of its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sheet = SpriteSheet(folder)
        self._strips = [Strip(folder, size) for size in SIDES]
        self._sizes: list[tuple[int, int]] = []
        self._content: dict[str, int] = {}

    def add(self, sha256: str, picture: Image.Image) -> None:
        """Write a picture that is no larger than a view."""
        if sha256 in self._content:
            return
        self._content[sha256] = len(self._content)
        sprite = fitted(picture, SIDE)
        self._sheet.add(sprite)
        self._sizes.append(sprite.size)
        for strip in self._strips:
            strip.add(picture)

    def release(self) -> None:
        """Close the files, whether all pictures came or not."""
        for strip in self._strips:
            strip.release()

    def close(self, survey: Survey) -> None:
        """Write what is left and what was seen."""
        self._sheet.close()
        for strip in self._strips:
            strip.close()
        np.save(self._folder / "sizes.npy", np.array(self._sizes, np.uint8).reshape(-1, 2), allow_pickle=False)
        about = {"format": FORMAT, "pages": self._sheet.pages, "content": list(self._content)}
        write_json(self._folder / "pictures.json", {**about, "seen": survey.seen, "refused": survey.refused})


@dataclass(frozen=True, eq=False)
class PictureSet:
    """Pictures in the store: a cell for each, found by the hash of its file."""

    folder: Path
    pages: int
    cells: dict[str, int]
    sizes: np.ndarray
    survey: Survey

    def page(self, number: int) -> bytes | None:
        """Return a page of sprites, as WebP."""
        return (self.folder / f"sprites-{number}.webp").read_bytes() if 0 <= number < self.pages else None

    def picture(self, cell: int, size: Size) -> bytes | None:
        """Return one picture, as JPEG."""
        starts = open_array(self.folder / f"{size}.npy")
        if not 0 <= cell < len(starts) - 1:
            return None
        with (self.folder / f"{size}.bin").open("rb") as file:
            file.seek(int(starts[cell]))
            return file.read(int(starts[cell + 1] - starts[cell]))

    def page_of(self, cell: int) -> int:
        """Return the page of a sprite."""
        return cell // CELLS


class Pictures:
    """The folder of pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: OrderedDict[str, PictureSet] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def make(self, key: str) -> Iterator[Maker]:
        """Give what writes pictures; they are there once the block ends well, and not before."""
        with new_folder(entry(self.folder, key), lambda: self.open(key) is not None) as made:
            maker = Maker(made)
            try:
                yield maker
            finally:
                maker.release()

    def open(self, key: str) -> PictureSet | None:
        """Return the pictures under a key; damaged ones are set aside and count as absent."""
        place = self.folder / key
        if not is_id(key) or not place.is_dir():
            return None
        with self._lock:
            found = self._open.get(key) or _read(place)
            if found is None:
                set_aside(place)
                return None
            self._open[key] = found
            self._open.move_to_end(key)
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
        return found


def _read(place: Path) -> PictureSet | None:
    about = read_json(place / "pictures.json") or {}
    try:
        if about["format"] != FORMAT or not all((place / f"{size}.bin").is_file() for size in SIDES):
            return None
        seen = tuple(Seen(*one) for one in about["seen"])
        refused = tuple(Refusal(*one) for one in about["refused"])
        cells = {sha256: cell for cell, sha256 in enumerate(about["content"])}
        sizes = np.asarray(open_array(place / "sizes.npy"))
        return PictureSet(place, int(about["pages"]), cells, sizes, Survey(seen, refused))
    except (OSError, ValueError, TypeError, KeyError):
        return None
