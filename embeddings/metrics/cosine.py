"""The cosine of the angle between two vectors."""

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS, ROUNDING


@METRICS.register("cosine")
@dataclass(frozen=True)
class Cosine:
    """The angle between vectors; a zero vector is at distance 1 from every other."""

    label: ClassVar[str] = "cosine"
    order: ClassVar[int] = 1
    description: ClassVar[str] = "The angle between two vectors; their lengths do not count."

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return 1 − cosine, 0 to 2."""
        length = np.linalg.norm(query.astype(np.float64))
        products = vectors @ (query / length if length else query).astype(np.float32)
        cosines = np.divide(products, norms, out=np.zeros_like(products), where=norms > 0)
        return np.asarray(np.clip(np.float32(1) - cosines, np.float32(0), np.float32(2)))

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much a cosine may be off."""
        return ROUNDING

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return half the squared distance of the unit vectors, which is 1 − cosine without its cancellation."""
        lengths, length = np.sqrt((vectors**2).sum(axis=1)), np.sqrt((query**2).sum())
        if length == 0:
            return np.ones(len(vectors))
        units = vectors / np.where(lengths > 0, lengths, 1)[:, None]
        return np.where(lengths > 0, ((units - query / length) ** 2).sum(axis=1) / 2, 1)

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return the cosine, −1 to 1."""
        return 1 - distances
