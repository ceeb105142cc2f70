"""Digits: the 1,797 handwritten digits that come with scikit-learn (Alpaydin and Kaynak, 1998), as 64 grey pixels each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np
import pandas as pd

from embeddings.builtins import BUILTINS
from embeddings.keys import content_key
from embeddings.space import Space

DARKEST = 16  # the data count ink from 0 to 16
ENLARGED = 16  # pixels that each of the eight by eight becomes


@BUILTINS.register("digits")
@dataclass(frozen=True)
class Digits:
    """Handwritten digits, by their pixels."""

    label: ClassVar[str] = "Digits"
    order: ClassVar[int] = 3
    hint: ClassVar[str] = "Zoom in to see the digits; find a 9 that lies among the 3s"
    pictures_key: ClassVar[str] = content_key("pictures", "built-in", "digits", 1)

    def load(self) -> Space:
        """Read the digits."""
        vectors, digits = handwritten()
        items = pd.DataFrame(
            {
                "name": [f"{digit} (no. {place + 1})" for place, digit in enumerate(digits)],
                "digit": [str(digit) for digit in digits],
                "picture": self.references(),
            },
            dtype="object",
        )
        return Space(
            vectors.copy(),
            items,
            name=self.label,
            text="name",
            label="digit",
            image="picture",
            provenance={"model": "8 × 8 grey pixels", "pictures": self.pictures_key, "normalised": False},
        )

    def references(self) -> list[str]:
        """Return what refers to each picture."""
        return [content_key("picture", "digits", place) for place in range(len(handwritten()[0]))]

    def drawn(self, places: Sequence[int]) -> np.ndarray:
        """Return some digits, white on black and large enough to look at."""
        rows = handwritten()[0][np.asarray(places)].reshape(-1, 8, 8)
        grey: np.ndarray = np.rint(rows * (255 / DARKEST)).astype(np.uint8)
        return grey.repeat(ENLARGED, 1).repeat(ENLARGED, 2)


@cache
def handwritten() -> tuple[np.ndarray, list[int]]:
    """Return the pixels and the digit of each, from scikit-learn's own file."""
    from sklearn.datasets import load_digits

    read = load_digits()
    return read.data.astype(np.float32), read.target.tolist()
