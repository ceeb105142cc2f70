"""The cosine of the angle between two vectors."""

import math
from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS, ROUNDING

BLOCK = 32_768  # whose distances the processor's cache holds while they are scaled
SMALLEST = np.finfo(np.float32).smallest_subnormal  # the product with a zero vector is zero, and stays so


@METRICS.register("cosine")
@dataclass(frozen=True)
class Cosine:
    """The angle between vectors; a zero vector is at distance 1 from every other."""

    label: ClassVar[str] = "cosine"
    order: ClassVar[int] = 1
    description: ClassVar[str] = "The angle between two vectors; their lengths do not count."

    def scores(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the cosine's negative."""
        wide = query.astype(np.float64)
        length = math.sqrt(wide @ wide)
        found: np.ndarray = np.asarray(vectors) @ (wide / -length if length else wide).astype(np.float32)
        for start in range(0, len(found), BLOCK):
            some = found[start : start + BLOCK]
            some /= np.maximum(norms[start : start + BLOCK], SMALLEST)
        return found

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return 1 − cosine, 0 to 2."""
        found = self.scores(vectors, query, norms)
        found += 1
        return np.asarray(found.clip(0, 2, out=found))

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much a cosine may be off."""
        return ROUNDING

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return half the squared distance of the unit vectors, which is 1 − cosine without its cancellation."""
        lengths, length = np.sqrt(np.vecdot(vectors, vectors)), math.sqrt(np.vecdot(query, query))
        if length == 0:
            return np.ones(len(vectors))
        some_are_zero = not lengths.all()
        differences = vectors / (np.where(lengths, lengths, 1) if some_are_zero else lengths)[:, None]
        differences -= query / length
        found: np.ndarray = np.vecdot(differences, differences)
        found /= 2
        if some_are_zero:
            found[lengths == 0] = 1
        return found

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return the cosine, −1 to 1."""
        return 1 - distances
