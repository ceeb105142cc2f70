"""The projections: one module each, registered under the name that code, links and the command line use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol

import numpy as np

from projections.graph import Graph, Metric
from projections.progress import Progress
from projections.registry import Registry


class Arranged(NamedTuple):
    """What a method makes of vectors.

    Parameters
    ----------
    coordinates
        ``(n, dimensions)``.
    notes
        Sentences for the person about how they came to be.
    kept
        Arrays that placing new vectors goes by, so that they need not be computed again.
    """

    coordinates: np.ndarray
    notes: list[str]
    kept: dict[str, np.ndarray] = {}  # noqa: RUF012  (never written to)


@dataclass(frozen=True, eq=False)
class Fitted:
    """A map that is there, and what it was made from: what new vectors are placed by.

    Parameters
    ----------
    vectors
        ``(n, d)`` float32: those of the items.
    coordinates
        ``(n, dimensions)`` float32: where they are.
    metric
        What “near” meant.
    kept
        What the method kept; empty where the map was made by an older version.
    """

    vectors: np.ndarray
    coordinates: np.ndarray
    metric: Metric = "cosine"
    kept: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def dimensions(self) -> int:
        """2 or 3."""
        return int(self.coordinates.shape[1])


class Method(Protocol):
    """A projection: a frozen dataclass whose fields are its parameters.

    `label`, `order` and the first line of the docstring are what the page shows; `version` changes when the same
    parameters would make another map; `libraries` are the packages whose versions matter to it; `instant` says that
    neither a map nor a place on it needs a worker.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]
    instant: ClassVar[bool]

    @property
    def graph_size(self) -> int:
        """How many neighbours of every item it asks for; 0 when it needs none."""

    def check(self, count: int, dimensions: int) -> None:
        """Raise a `UserError` if `count` vectors of so many dimensions cannot be projected with these parameters."""

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> Arranged:
        """Arrange the vectors."""

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Return where ``(m, d)`` new vectors belong on a map, ``(m, dimensions)``, each whatever the others are."""


PROJECTIONS: Registry[Method] = Registry("projection", "projections.methods")
