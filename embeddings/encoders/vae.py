"""A variational autoencoder as an encoder: pictures become their latent means, by weights that come along or your own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from PIL import Image
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.errors import UserError
from embeddings.pictures import Picture
from embeddings.progress import Progress
from embeddings.tally import tallied
from embeddings.vae.drawing import drawn_digit
from embeddings.vae.model import Vae
from embeddings.vae.shipped import NAMES, shipped
from embeddings.vae.sources import row_of

LARGEST = 1_024  # pixels of the longer side: more than any model takes


@ENCODERS.register("vae")
@dataclass(frozen=True)
class VaeEncoder:
    """Pictures as a few numbers that a decoder turns back into pictures: MNIST's digits, or your own VAE."""

    label: ClassVar[str] = "VAE"
    order: ClassVar[int] = 24
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("pillow",)
    heavy: ClassVar[bool] = False
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"
    named: ClassVar[tuple[str, ...]] = ("model",)
    near_by: ClassVar[Literal["euclidean"]] = "euclidean"

    model: str = Field(
        default="mnist",
        title="Model",
        description="“mnist” or “mnist-16” for handwritten digits, or the file of a VAE that you trained.",
    )

    @classmethod
    def missing(cls) -> str | None:
        """NumPy and Pillow come with the app."""
        return None

    @classmethod
    def warm_up(cls) -> None:
        """Read the weights."""
        shipped()

    def check(self) -> None:
        """Refuse a model that is not there, or none of ours."""
        self.vae()

    def vae(self) -> Vae:
        """Return the model.

        Raises
        ------
        UserError
            If it cannot be read.
        """
        return shipped(self.model) if self.model in NAMES else Vae.load(Path(self.model))

    def numbers(self) -> int:
        """Return how many latent numbers the model has."""
        return self.vae().shape.latent

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return the latent means. For MNIST's models each is first prepared as a digit of that set."""
        vae = self.vae()
        rows, blank = np.zeros((len(pictures), vae.shape.pixels), np.uint8), 0
        for place, picture in enumerate(pictures):
            progress(place, len(pictures), "encoding pictures")
            image = picture.image(LARGEST)
            try:
                rows[place] = drawn_digit(image) if self.model in NAMES else fitted(image, vae)
            except UserError:  # nothing is drawn: the place of an empty sheet
                blank += 1
        made = vae.means(rows)
        progress(len(pictures), len(pictures), "encoding pictures")
        about: dict[str, str | int | bool] = {
            "model": f"VAE “{Path(self.model).name}”, {vae.shape.architecture}",
            "weights": vae.key,
            "dimensions": vae.shape.latent,
            "normalised": False,
        }
        one = "pictures is of one colour and lies where an empty sheet does; its place means nothing"
        many = "pictures are of one colour and lie where an empty sheet does; their places mean nothing"
        return made, about, list(tallied(blank, len(pictures), one, many))


def fitted(image: Image.Image, vae: Vae) -> np.ndarray:
    """Return a picture as a row of the size that a VAE was trained on: the middle of it, in grey or in colour."""
    return row_of(image, (vae.shape.width, vae.shape.height), vae.shape.channels == 3)
