"""The vectors' own numbers as axes: for latent planes, and coordinates that were given."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from projections.errors import UserError
from projections.graph import Graph
from projections.methods import PROJECTIONS, Arranged, Fitted
from projections.progress import Progress

MOST = 100_000


@PROJECTIONS.register("plain")
@dataclass(frozen=True)
class Plain:
    """Two or three of the vectors' own numbers, not moved at all; the others are not shown."""

    first: int = Field(1, ge=1, le=MOST, title="Across", description="Which number goes from left to right.")
    second: int = Field(2, ge=1, le=MOST, title="Up", description="Which number goes upwards.")
    third: int = Field(3, ge=1, le=MOST, title="Deep", description="Which number goes into the depth, in 3D.")

    label: ClassVar[str] = "As they are"
    order: ClassVar[int] = 8
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    instant: ClassVar[bool] = True

    @property
    def graph_size(self) -> int:
        """Nothing is asked of the neighbours."""
        return 0

    def check(self, count: int, dimensions: int) -> None:
        """Refuse a number that the vectors do not have."""
        beyond = [which for which in (self.first, self.second) if which > max(2, dimensions)]
        if beyond:
            detail = f"Number {beyond[0]} was asked for, and each vector has {dimensions}"
            raise UserError("The vectors have fewer numbers", detail, f"Choose from 1 to {dimensions}.")

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> Arranged:
        """Return the chosen numbers; an axis that the vectors have not stays empty."""
        hidden = vectors.shape[1] - dimensions
        notes = [f"The map shows {dimensions} of each vector's {vectors.shape[1]:,} numbers."] if hidden > 0 else []
        coordinates = self._chosen(vectors, dimensions)
        progress(len(vectors), len(vectors), "placing the points")
        return Arranged(coordinates, notes)

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Return the same numbers of the new vectors: exact."""
        return self._chosen(new, fitted.dimensions)

    def _chosen(self, vectors: np.ndarray, dimensions: int) -> np.ndarray:
        coordinates = np.zeros((len(vectors), dimensions), np.float32)
        for axis, which in enumerate((self.first, self.second, self.third)[:dimensions]):
            if which <= vectors.shape[1]:
                coordinates[:, axis] = vectors[:, which - 1]
        return coordinates
