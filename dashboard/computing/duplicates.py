"""Which items are nearly the same, at every threshold that the slider has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings.oddities.duplicates import likeness
from embeddings.progress import Progress


@COMPUTATIONS.register("duplicates")
@dataclass(frozen=True)
class Duplicates:
    """The pairs that all groups above `least` follow from."""

    title: ClassVar[str] = "Looking for near-duplicates"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    least: float = 0.8

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Find them."""
        found = likeness(given.space, self.least, progress=progress)
        arrays = {"first": found.first, "a": found.a, "b": found.b, "similarity": found.similarity}
        return Computed(arrays, {"least": found.least})
