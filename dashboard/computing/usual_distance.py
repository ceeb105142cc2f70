"""How far the items of a space are from their nearest other one: what one sentence's distance is measured by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import neighbours
from embeddings.progress import Progress

SAMPLE = 200
MOST_WORK = 40_000_000  # item by item comparisons


@COMPUTATIONS.register("usual_distance")
@dataclass(frozen=True)
class UsualDistance:
    """The distances of sampled items from their nearest other item, ascending."""

    title: ClassVar[str] = "Measuring how far items usually are from each other"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    metric: str = "cosine"

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Measure a sample, the same one each time."""
        space = given.space
        size = min(len(space), SAMPLE, max(20, MOST_WORK // len(space)))
        some = np.random.default_rng(0).choice(len(space), size, replace=False)
        found: list[float] = []
        for done, item in enumerate(some):
            progress(done, size, self.title)
            found.extend(neighbours(space, int(item), 1, self.metric)["distance"])
        return Computed({"distances": np.sort(np.asarray(found, np.float64))})
