"""The projections: one module each, registered under the name that code, links and the command line use."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

import numpy as np

from projections.graph import Graph
from projections.progress import Progress
from projections.registry import Registry


class Method(Protocol):
    """A projection: a frozen dataclass whose fields are its parameters.

    `label`, `order` and the first line of the docstring are what the page shows; `version` changes when the same
    parameters would make another map; `libraries` are the packages whose versions matter to it; `instant` says that
    it needs no worker.
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
    ) -> tuple[np.ndarray, list[str]]:
        """Return (n, dimensions) coordinates, and sentences for the person about how they came to be."""


PROJECTIONS: Registry[Method] = Registry("projection", "projections.methods")
