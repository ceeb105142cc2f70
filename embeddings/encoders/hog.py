"""Histograms of oriented gradients: which way the edges run in each part of a picture (after Dalal and Triggs, 2005)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from PIL import Image
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.pictures import Picture
from embeddings.progress import Progress

SIDE = 64
BLOCK = 2  # cells along each side of the block within which the strength of the light is evened out


@ENCODERS.register("hog")
@dataclass(frozen=True)
class Hog:
    """Pictures with the same outlines in the same places lie close together, whatever their colours; needs no torch."""

    label: ClassVar[str] = "HOG"
    order: ClassVar[int] = 23
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("pillow", "scikit-image")
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"

    orientations: int = Field(
        9,
        ge=4,
        le=18,
        title="Orientations",
        description="Few join edges that run nearly alike, many tell small turns apart.",
    )
    cell: int = Field(
        8,
        ge=4,
        le=16,
        title="Cell",
        description="Small cells see fine outlines and are upset by every shift, large ones forgive it.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """scikit-image comes with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Import what it uses."""
        import skimage.feature  # noqa: F401  (so that the first encode need not wait for it)

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return the histograms of all blocks, each evened out and one after another; a plain picture has only zeros."""
        rows = []
        for place, picture in enumerate(pictures):
            progress(place, len(pictures), "looking at outlines")
            rows.append(self.histograms(picture.image(SIDE * 2)))
        progress(len(pictures), len(pictures), "looking at outlines")
        about: dict[str, str | int | bool] = {
            "model": f"HOG of {SIDE} × {SIDE} greys in cells of {self.cell}, {self.orientations} orientations",
            "dimensions": len(rows[0]),
            "normalised": False,
        }
        return np.vstack(rows).astype(np.float32), about, []

    def histograms(self, image: Image.Image) -> np.ndarray:
        """Return the histograms of one picture, which is squeezed into a square."""
        from skimage.feature import hog

        grey = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), np.float64) / 255
        found = hog(
            grey,
            orientations=self.orientations,
            pixels_per_cell=(self.cell, self.cell),
            cells_per_block=(BLOCK, BLOCK),
            block_norm="L2-Hys",
        )
        return np.asarray(found)
