"""The metrics: one module each. A metric turns a query and many vectors into distances, smaller being nearer."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Protocol

import numpy as np

from embeddings.registry import Registry


class Metric(Protocol):
    """What “near” means. `description` is the sentence that the page shows.

    A metric is written twice: `scores` is quick, and says who may be near; `exact` is asked about those few.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    description: ClassVar[str]

    def scores(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return (n,) float32 numbers that differ from the distances by one number alone; what is quickest to have."""

    def distances(self, vectors: np.ndarray, query: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return (n,) float32 distances of ``(n, d)`` vectors, whose lengths are `norms`, from a query of d numbers."""

    def blur(self, norms: np.ndarray, query: np.ndarray) -> float:
        """Return by how much `scores` and `distances` may be off, because single precision rounds."""

    def exact(self, vectors: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Return (n,) float64 distances of ``(n, d)`` float64 vectors; equal vectors have equal distances.

        Each row is summed alike, as BLAS does not: there, the last rows of a matrix differ in the last digit.
        """

    def similarity(self, distances: np.ndarray) -> np.ndarray:
        """Return similarities, larger being nearer."""


ROUNDING = 1e-5  # of the lengths involved: well above what single precision is off by

METRICS: Registry[Metric] = Registry("metric", "embeddings.metrics")


@cache
def metric_called(name: str) -> Metric:
    """Return a metric by its name, made once: to check its parameters takes as long as to find ten neighbours.

    Raises
    ------
    UserError
        If there is none.
    """
    return METRICS.make(name)
