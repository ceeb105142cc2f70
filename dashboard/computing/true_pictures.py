"""The pictures that a space was made of, where the space itself has only what a decoder makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings.progress import Progress


@COMPUTATIONS.register("true-pictures")
@dataclass(frozen=True)
class TruePictures:
    """Every item's picture, as a row of bytes."""

    title: ClassVar[str] = "Getting MNIST's own pictures"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Read them, or fetch them."""
        return Computed({"rows": given.pictures(progress)})
