"""Colour histogram: how much of each hue, at each strength and brightness, a picture has (after Swain and Ballard, 1991)."""

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
GREYS, STRENGTHS, BRIGHTNESSES = 8, 2, 3
COLOURLESS = 0.12  # of strength times brightness: below it the hue is noise


@ENCODERS.register("colour-histogram")
@dataclass(frozen=True)
class ColourHistogram:
    """Pictures of the same colours lie close together, wherever the colours are; needs no torch."""

    label: ClassVar[str] = "Colour histogram"
    order: ClassVar[int] = 22
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("pillow",)
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"

    hues: int = Field(
        12, ge=4, le=36, title="Hues", description="Few join neighbouring colours, many tell finer shades apart."
    )

    @classmethod
    def missing(cls) -> str | None:
        """Pillow comes with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Nothing is loaded for it."""

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors: the square roots of the shares, so that cosine is the Bhattacharyya coefficient."""
        rows = []
        for place, picture in enumerate(pictures):
            progress(place, len(pictures), "counting colours")
            rows.append(histogram(picture.image(SIDE), self.hues))
        progress(len(pictures), len(pictures), "counting colours")
        about: dict[str, str | int | bool] = {
            "model": f"HSV histogram of {self.hues} hues and {GREYS} greys",
            "dimensions": len(rows[0]),
            "normalised": True,
        }
        return np.vstack(rows).astype(np.float32), about, []


def histogram(image: Image.Image, hues: int) -> np.ndarray:
    """Return the roots of the shares of greys and of colours; a hue between two counts for both."""
    hue, strength, brightness = np.asarray(image.convert("HSV"), np.float64).reshape(-1, 3).T / 255
    grey = strength * brightness < COLOURLESS
    greys = np.bincount(bins(brightness[grey], GREYS), minlength=GREYS)
    place = hue[~grey] * hues
    first = np.floor(place).astype(int)
    share = place - first
    level = bins(strength[~grey], STRENGTHS) * BRIGHTNESSES + bins(brightness[~grey], BRIGHTNESSES)
    colours = np.zeros(hues * STRENGTHS * BRIGHTNESSES)
    for step, weight in ((first, 1 - share), (first + 1, share)):
        colours += np.bincount((step % hues) * STRENGTHS * BRIGHTNESSES + level, weights=weight, minlength=len(colours))
    counts = np.concatenate([greys, colours])
    return np.asarray(np.sqrt(counts / counts.sum()))


def bins(values: np.ndarray, count: int) -> np.ndarray:
    """Return which of so many equal parts each value from 0 to 1 lies in."""
    return np.asarray(np.minimum((values * count).astype(int), count - 1))
