"""Shapes: six drawn shapes in every colour, size and rotation, so that each direction of the map has a known cause."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd
from PIL import Image, ImageDraw

from embeddings.builtins import BUILTINS
from embeddings.builtins.files import FOLDER, sha256
from embeddings.keys import content_key
from embeddings.space import Space

VECTORS = "shapes.vectors.npy"
SIDE, FINER = 64, 4  # pixels; it is drawn so many times finer, then made smaller, for smooth edges
PAPER = (250, 250, 247)
HEART = tuple(
    (
        math.sin(turn) ** 3,
        -(13 * math.cos(turn) - 5 * math.cos(2 * turn) - 2 * math.cos(3 * turn) - math.cos(4 * turn)) / 16,
    )
    for turn in (step * math.tau / 48 for step in range(48))
)
HALF_MOON = tuple((math.cos(step * math.pi / 24), math.sin(step * math.pi / 24) - 0.4) for step in range(25))
# Corners within a circle of radius one or so; none looks the same after a part of a turn.
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "triangle": ((0, -1), (0.55, 0.8), (-0.55, 0.8)),
    "arrow": ((0, -1), (0.7, -0.1), (0.28, -0.1), (0.28, 0.95), (-0.28, 0.95), (-0.28, -0.1), (-0.7, -0.1)),
    "half-moon": HALF_MOON,
    "corner": ((-0.65, -0.85), (-0.1, -0.85), (-0.1, 0.35), (0.65, 0.35), (0.65, 0.85), (-0.65, 0.85)),
    "heart": HEART,
    "kite": ((0, -1), (0.6, -0.35), (0, 1), (-0.6, -0.35)),
}
COLOURS = {
    "red": (214, 48, 49),
    "orange": (240, 147, 25),
    "green": (39, 147, 86),
    "blue": (38, 104, 196),
    "purple": (125, 60, 152),
}
SIZES = {"small": 10, "medium": 15, "large": 21, "huge": 27}  # pixels from the middle
ROTATIONS = range(0, 360, 36)


class Drawn(NamedTuple):
    """What is varied of a picture."""

    shape: str
    colour: str
    size: str
    rotation: int

    @property
    def name(self) -> str:
        """What to call it."""
        return f"{self.size} {self.colour} {self.shape}, {self.rotation}°"


EVERY = [Drawn(*one) for one in product(SHAPES, COLOURS, SIZES, ROTATIONS)]


@BUILTINS.register("shapes")
@dataclass(frozen=True)
class Shapes:
    """Drawn shapes, by the pixels encoder."""

    label: ClassVar[str] = "Shapes"
    order: ClassVar[int] = 4
    hint: ClassVar[str] = "Colour by “size”, “colour” or “shape”, and see which of them rules the map"
    pictures_key: ClassVar[str] = content_key("pictures", "built-in", "shapes", 1)

    def load(self) -> Space:
        """Read the vectors of the shapes; none is drawn yet."""
        return load_shapes(self.label)

    def references(self) -> list[str]:
        """Return what refers to each picture."""
        return [reference(one) for one in EVERY]

    def drawn(self, places: Sequence[int]) -> np.ndarray:
        """Draw some of the pictures."""
        return np.stack([np.asarray(drawn(EVERY[place])) for place in places])


def load_shapes(name: str, folder: Path = FOLDER) -> Space:
    """Return the space of all shapes, with the vectors that `embeddings.builtins.build` made."""
    items = pd.DataFrame(EVERY)
    items.insert(0, "name", [one.name for one in EVERY])
    items["picture"] = [reference(one) for one in EVERY]
    vectors = np.load(folder / VECTORS, allow_pickle=False).astype(np.float32)
    space = Space(
        vectors,
        items,
        name=name,
        text="name",
        label="shape",
        image="picture",
        encoder="pixels",
        provenance={"model": "PCA of 16 × 16 pixels in RGB", "pictures": Shapes.pictures_key, "stored": "float16"},
    )
    # The file and the attributes name the content: the same wherever the table of items is made.
    vars(space)["key"] = content_key("built-in", "shapes", sha256(folder / VECTORS), [one.name for one in EVERY])
    return space


def reference(one: Drawn) -> str:
    """Return what refers to a picture, without drawing it."""
    return content_key("picture", "shapes", one.name)


def drawn(one: Drawn) -> Image.Image:
    """Draw a picture."""
    fine = SIDE * FINER
    image = Image.new("RGB", (fine, fine), PAPER)
    turn, radius = math.radians(one.rotation), SIZES[one.size] * FINER
    cosine, sine = math.cos(turn) * radius, math.sin(turn) * radius
    corners = [
        (round(fine / 2 + x * cosine - y * sine), round(fine / 2 + x * sine + y * cosine)) for x, y in SHAPES[one.shape]
    ]
    ImageDraw.Draw(image).polygon(corners, fill=COLOURS[one.colour])
    return image.reduce(FINER)
