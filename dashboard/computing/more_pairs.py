"""More pairs with the same difference, looked for in a worker."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import more_pairs
from embeddings.progress import Progress


@COMPUTATIONS.register("more-pairs")
@dataclass(frozen=True)
class MorePairsOf:
    """Pairs of which the second differs from the first as item `b` does from item `a`."""

    a: int
    b: int
    k: int = 20

    title: ClassVar[str] = "Looking for pairs with the same difference"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Look for them."""
        found = more_pairs(given.space, self.a, self.b, self.k, progress=progress)
        pairs = found.pairs[["a", "b"]].to_numpy(np.int64)
        alike = found.pairs["similarity"].to_numpy(np.float64)
        return Computed({"pairs": pairs, "similarity": alike}, {"ends": found.ends})
