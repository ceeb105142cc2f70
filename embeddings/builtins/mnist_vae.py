"""MNIST's 10,000 test digits by a VAE: where our own model puts each, and which digit it is. None of its pictures is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
import pandas as pd
from PIL import Image

from embeddings.builtins import BUILTINS
from embeddings.builtins.files import sha256
from embeddings.keys import content_key
from embeddings.space import Space
from embeddings.vae.images import to_pictures
from embeddings.vae.shipped import FOLDER, shipped

PLACES = FOLDER / "mnist-test.npz"
BLOCK = 1_000
ENLARGED = 2


@BUILTINS.register("mnist-vae")
@dataclass(frozen=True)
class MnistVae:
    """Handwritten digits squeezed into two numbers, by a variational autoencoder."""

    label: ClassVar[str] = "MNIST digits (VAE)"
    order: ClassVar[int] = 5
    hint: ClassVar[str] = "Zoom in to see the digits; between two of them lies what is between their shapes"
    pictures_key: ClassVar[str] = content_key("pictures", "built-in", "mnist-vae", 1)

    def load(self) -> Space:
        """Read where the digits lie."""
        means, digits = placed()
        items = pd.DataFrame(
            {
                "name": [f"{digit} (no. {place + 1})" for place, digit in enumerate(digits)],
                "digit": [str(digit) for digit in digits],
                "picture": references(len(digits)),
            },
            dtype="object",
        )
        space = Space(
            means.copy(),
            items,
            name=self.label,
            text="name",
            label="digit",
            image="picture",
            encoder="vae",
            provenance={"model": "mnist", "weights": shipped().key, "pictures": self.pictures_key, "normalised": False},
            notes=(
                "The pictures are what the decoder makes of each digit's place; MNIST's own pictures are not part of this program.",
            ),
        )
        # The files name the content: the same wherever the table of items is made.
        vars(space)["key"] = content_key("built-in", "mnist-vae", sha256(PLACES), sha256(FOLDER / "mnist.safetensors"))
        return space

    def pictures(self) -> Iterator[tuple[str, Image.Image]]:
        """Yield what the decoder makes of the place of each digit, white on black."""
        means, _ = placed()
        vae, names = shipped(), references(len(means))
        for start in range(0, len(means), BLOCK):
            shown = to_pictures(vae.decode(means[start : start + BLOCK]), vae.shape)
            for place, grey in enumerate(shown, start):
                yield names[place], Image.fromarray(grey.repeat(ENLARGED, 0).repeat(ENLARGED, 1)).convert("RGB")


def references(count: int) -> list[str]:
    """Return what refers to each picture."""
    return [content_key("picture", "mnist-vae", place) for place in range(count)]


@cache
def placed() -> tuple[np.ndarray, list[int]]:
    """Return the latent means of the test digits, ``(10_000, 2)`` float32, and the digit of each, in the order of MNIST."""
    with np.load(PLACES, allow_pickle=False) as file:
        return file["means"], file["labels"].tolist()
