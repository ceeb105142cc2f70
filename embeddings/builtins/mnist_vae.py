"""MNIST's 10,000 test digits by a VAE: where our own model puts each, and which digit it is. None of its pictures is here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from embeddings.builtins import BUILTINS
from embeddings.builtins.files import sha256
from embeddings.keys import content_key
from embeddings.mnist import kept_test_digits
from embeddings.space import Space
from embeddings.vae.images import to_pictures
from embeddings.vae.shipped import FOLDER, errors_file, places_file, shipped

ENLARGED = 2


@BUILTINS.register("mnist-vae")
@dataclass(frozen=True)
class MnistVae:
    """Handwritten digits squeezed into two numbers, by a variational autoencoder."""

    label: ClassVar[str] = "MNIST digits (VAE)"
    order: ClassVar[int] = 5
    hint: ClassVar[str] = "Open the Latent tab and move the pointer: the digit of any place appears"
    name: ClassVar[str] = "mnist-vae"
    model: ClassVar[str] = "mnist"
    pictures_key: ClassVar[str] = content_key("pictures", "built-in", "mnist-vae", 1)

    def load(self) -> Space:
        """Read where the digits lie."""
        means, digits = placed(self.model)
        items = pd.DataFrame(
            {
                "name": [f"{digit} (no. {place + 1})" for place, digit in enumerate(digits)],
                "digit": [str(digit) for digit in digits],
                "picture": self.references(),
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
            provenance={
                "model": self.model,
                "weights": shipped(self.model).key,
                "pictures": self.pictures_key,
                "normalised": False,
            },
            notes=(
                "The pictures are what the decoder makes of each digit's place; MNIST's own pictures are not part of this program.",
            ),
        )
        # The files name the content: the same wherever the table of items is made.
        files = (places_file(self.model), FOLDER / f"{self.model}.safetensors")
        vars(space)["key"] = content_key("built-in", self.name, *map(sha256, files))
        return space

    def references(self) -> list[str]:
        """Return what refers to each picture."""
        return [content_key("picture", self.name, place) for place in range(len(placed(self.model)[0]))]

    def drawn(self, places: Sequence[int]) -> np.ndarray:
        """Return what the decoder makes of the places of some digits, white on black."""
        vae = shipped(self.model)
        shown = to_pictures(vae.decode(placed(self.model)[0][np.asarray(places)]), vae.shape)
        return shown.repeat(ENLARGED, 1).repeat(ENLARGED, 2)

    def originals(self, folders: Iterable[Path]) -> np.ndarray | None:
        """Return MNIST's own pictures of the digits, where one of the folders has them: none of them is shipped."""
        return kept_test_digits(folders)


@cache
def placed(model: str) -> tuple[np.ndarray, list[int]]:
    """Return the latent means of the test digits, ``(10_000, latent)`` float32, and the digit of each, in the order of MNIST."""
    with np.load(places_file(model), allow_pickle=False) as file:
        return file["means"].astype(np.float32), file["labels"].tolist()


@cache
def excess_errors(model: str = "mnist") -> np.ndarray:
    """Return how badly each test digit is reconstructed, ``(10_000,)`` float32: nats beyond a perfect reconstruction."""
    return np.asarray(np.load(errors_file(model), allow_pickle=False), np.float32)
