"""The metrics: one module each. A metric turns a query and many vectors into distances, smaller being nearer."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

import numpy as np

from embeddings.registry import Registry


class Metric(Protocol):
    """What “near” means. `description` is the sentence that the page shows."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    description: ClassVar[str]

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return (n,) float32 distances of ``(n, d)`` vectors, whose lengths are `norms`, from a query of d numbers."""

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return similarities, larger being nearer."""


METRICS: Registry[Metric] = Registry("metric", "embeddings.metrics")
