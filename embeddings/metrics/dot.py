"""The dot product."""

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from embeddings.metrics import METRICS, ROUNDING


@METRICS.register("dot")
@dataclass(frozen=True)
class Dot:
    """The dot product: its distance is the product's negative, so that nearer is smaller as elsewhere."""

    label: ClassVar[str] = "dot product"
    order: ClassVar[int] = 2
    description: ClassVar[str] = (
        "Angle and length together; long vectors are near to many. Shown negative: less is nearer."
    )

    def scores(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the distances."""
        return self.distances(vectors, query, norms)

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the negative dot product."""
        return np.asarray(np.asarray(vectors) @ -query)

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much a product with the longest vector may be off."""
        return ROUNDING * float(norms.max()) * float(np.linalg.norm(query))

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return the negative dot product."""
        return np.asarray(0 - (vectors * query).sum(axis=1))

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return the dot product."""
        return 0 - distances
