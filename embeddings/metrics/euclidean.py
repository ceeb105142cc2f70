"""The Euclidean distance, L2."""

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS, ROUNDING

BLOCK = 4_096
CLOSE = np.float32(1e-3)  # of the squared lengths: a squared distance below that has lost half of its digits


@METRICS.register("euclidean")
@dataclass(frozen=True)
class Euclidean:
    """The straight line between the tips of two vectors."""

    label: ClassVar[str] = "Euclidean"
    order: ClassVar[int] = 3
    description: ClassVar[str] = "The straight line between two points (L2); length counts as much as angle."

    def scores(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the distances."""
        return self.distances(vectors, query, norms)

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return L2 distances; the nearest are computed from the differences, which the shortcut would blur."""
        vectors = np.asarray(vectors)
        lengths = norms**2
        lengths += np.float32(query @ query)
        squares: np.ndarray = vectors @ (-2 * query)
        squares += lengths
        lengths *= CLOSE
        close = np.flatnonzero(squares < lengths)
        for start in range(0, len(close), BLOCK):
            some = close[start : start + BLOCK]
            squares[some] = ((vectors[some] - query) ** 2).sum(axis=1)
        np.maximum(squares, 0, out=squares)
        return np.asarray(np.sqrt(squares, out=squares))

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much the distance of the longest vector may be off."""
        return ROUNDING * (float(norms.max()) + float(np.linalg.norm(query)))

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return the length of the difference."""
        return np.asarray(np.sqrt(((vectors - query) ** 2).sum(axis=1)))

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return 1 / (1 + distance), 0 to 1."""
        return 1 / (1 + distances)
