"""Thumbnails a second on one core: ours beside plain Pillow, on real photographs where they are beside the project."""

import tempfile
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.data import SHARED
from benchmarks.timing import median_seconds, table
from dashboard.store.pictures import LARGEST, Maker
from embeddings.galleries import gather
from embeddings.pictures.opening import open_picture
from embeddings.pictures.survey import survey
from embeddings.progress import silent

SIDE, REPEATS = 64, 3
PHOTOGRAPHS = SHARED / "images" / "clothing"
MADE = 100


def main() -> None:
    """Time plain Pillow, our reader of one picture, and the whole look at a gallery with every size written."""
    with tempfile.TemporaryDirectory() as folder:
        place = PHOTOGRAPHS if PHOTOGRAPHS.exists() else made(Path(folder, "made"))
        paths = sorted(path for path in place.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
        whole = [path.read_bytes() for path in paths]
        gallery = gather(place, silent)
        plain = median_seconds(lambda: [thumbnail(content) for content in whole], REPEATS)
        ours = median_seconds(lambda: [open_picture(content, SIDE) for content in whole], REPEATS)

        def everything() -> None:
            with tempfile.TemporaryDirectory() as kept:
                maker = Maker(Path(kept))
                seen = survey(gallery, LARGEST, keep=lambda member, image: maker.add(member.sha256, image))
                maker.close(seen)

        full = median_seconds(everything, REPEATS)
    rows = [
        ["Pillow: open, thumbnail, RGB", f"{len(paths) / plain:,.0f}", "1.00"],
        ["ours: upright, sRGB, one size", f"{len(paths) / ours:,.0f}", f"{plain / ours:.2f}"],
        [
            "ours: sprites of 64, tiles of 256, views of 1,024, all written",
            f"{len(paths) / full:,.0f}",
            f"{plain / full:.2f}",
        ],
    ]
    size = sum(map(len, whole)) / 2**20
    table([f"{len(paths):,} pictures, {size:.0f} MB, one core", "a second", "ratio"], rows)


def thumbnail(content: bytes) -> Image.Image:
    """Return a picture made small, as Pillow's own documentation does it."""
    with Image.open(BytesIO(content)) as file:
        file.thumbnail((SIDE, SIDE))
        return file.convert("RGB")


def made(folder: Path) -> Path:
    """Write pictures of the size of photographs, where there are none."""
    print("(the real photographs are not beside this clone: pictures of their size are made)\n")
    rng = np.random.default_rng(0)
    folder.mkdir()
    for number in range(MADE):
        coarse = Image.fromarray(rng.integers(0, 256, (30, 40, 3), np.uint8))
        coarse.resize((1_200, 900), Image.Resampling.BICUBIC).save(folder / f"{number}.jpg", quality=90)
    return folder
