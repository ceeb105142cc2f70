"""More pairs with the same difference, looked for in a worker."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import more_pairs
from embeddings.progress import Progress


def in_letters(vector: np.ndarray) -> str:
    """Return a vector as a recipe can carry it: its float32 numbers in base64."""
    return b64encode(np.asarray(vector, "<f4").tobytes()).decode("ascii")


def operand(given: int | str) -> int | np.ndarray:
    """Return an item's index, or the vector that `in_letters` wrote."""
    return given if isinstance(given, int) else np.frombuffer(b64decode(given), "<f4")


@COMPUTATIONS.register("more-pairs")
@dataclass(frozen=True)
class MorePairsOf:
    """Pairs of which the second differs from the first as `b` does from `a`: items, or vectors in letters."""

    a: int | str
    b: int | str
    k: int = 20

    title: ClassVar[str] = "Looking for pairs with the same difference"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Look for them."""
        found = more_pairs(given.space, operand(self.a), operand(self.b), self.k, progress=progress)
        pairs = found.pairs[["a", "b"]].to_numpy(np.int64)
        alike = found.pairs["similarity"].to_numpy(np.float64)
        return Computed({"pairs": pairs, "similarity": alike}, {"ends": found.ends})
