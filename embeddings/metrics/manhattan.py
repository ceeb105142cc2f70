"""The Manhattan distance, L1."""

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS, ROUNDING

BLOCK = 256


@METRICS.register("manhattan")
@dataclass(frozen=True)
class Manhattan:
    """The sum of the differences along every axis."""

    label: ClassVar[str] = "Manhattan"
    order: ClassVar[int] = 4
    description: ClassVar[str] = "The sum of the differences along every axis (L1); one large difference weighs less."

    def scores(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the distances."""
        return self.distances(vectors, query, norms)

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return L1 distances; of a block that the processor's cache holds, the differences, their sizes and their sums."""
        found, ones = np.empty(len(vectors), np.float32), np.ones(vectors.shape[1], np.float32)
        differences = np.empty((BLOCK, vectors.shape[1]), np.float32)
        for start in range(0, len(vectors), BLOCK):
            block = vectors[start : start + BLOCK]
            some = differences[: len(block)]
            np.subtract(block, query, out=some)
            np.abs(some, out=some)
            np.matmul(some, ones, out=found[start : start + BLOCK])
        return found

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much the distance of the longest vector may be off."""
        return ROUNDING * float(np.sqrt(len(query))) * (float(norms.max()) + float(np.linalg.norm(query)))

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return the sum of the absolute differences."""
        return np.asarray(np.abs(vectors - query).sum(axis=1))

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return 1 / (1 + distance), 0 to 1."""
        return 1 / (1 + distances)
