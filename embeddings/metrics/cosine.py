"""The cosine of the angle between two vectors."""

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS


@METRICS.register("cosine")
@dataclass(frozen=True)
class Cosine:
    """The angle between vectors; a zero vector is at distance 1 from every other."""

    label: ClassVar[str] = "cosine"
    order: ClassVar[int] = 1
    description: ClassVar[str] = "The angle between two vectors; their lengths do not count."

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return 1 − cosine, 0 to 2."""
        lengths = norms * np.float32(np.linalg.norm(query))
        products = vectors @ query
        cosines = np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
        return np.asarray(np.maximum(np.float32(1) - cosines, np.float32(0)))

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return the cosine, −1 to 1."""
        return np.float32(1) - distances
