"""Where the classes of a latent space overlap, by every item's nearest others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import UserError
from embeddings.progress import Progress
from embeddings.vae import accuracy, overlap


@COMPUTATIONS.register("class-overlap")
@dataclass(frozen=True)
class ClassOverlap:
    """The shares of each class among the neighbours of each; `columns` says how often the columns were written over."""

    title: ClassVar[str] = "Looking where classes overlap"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("scikit-learn",)
    column: str
    k: int = 15
    columns: int = 0

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Find every labelled item's nearest labelled others."""
        labels = given.space.items[self.column]
        labelled = np.flatnonzero(labels.notna().to_numpy())
        if len(labelled) < 2:
            detail = f"“{self.column}” has {len(labelled)} labels"
            raise UserError("Nothing to compare", detail, "Label two items at least.")
        latents = np.asarray(given.space.vectors[labelled], np.float32)
        named = labels.iloc[labelled].astype(str).tolist()
        progress(0, 2, self.title)
        shares = overlap(latents, named, self.k)
        progress(1, 2, self.title)
        right = accuracy(latents, named, self.k)
        counts = [named.count(name) for name in shares.columns]
        about = {
            "classes": list(shares.columns),
            "counts": counts,
            "accuracy": right,
            "k": min(self.k, len(labelled) - 1),
        }
        return Computed({"shares": shares.to_numpy()}, about)
