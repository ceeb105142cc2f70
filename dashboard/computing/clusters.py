"""Finding clusters in a worker: who belongs together, at three levels, how well apart, and the terms of their texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import Hdbscan, KMeans, Space, clusters
from embeddings.clustering.clusters import Clusters, prepared
from embeddings.clustering.names import JOINED, are_texts, class_terms, nearest_words
from embeddings.clustering.reduction import reduced
from embeddings.clustering.silhouettes import silhouettes
from embeddings.clustering.validity import density_validity
from embeddings.progress import Progress

WORDS = "words"  # the built-in space whose words may name other things


@COMPUTATIONS.register("clusters")
@dataclass(frozen=True)
class FindClusters:
    """Find clusters of a space's vectors, or of the map's points where it is asked to look at a map."""

    title: ClassVar[str] = "Finding clusters"
    version: ClassVar[int] = 2
    libraries: ClassVar[tuple[str, ...]] = ("numpy", "scipy", "scikit-learn")
    method: Literal["density", "centres"] = "centres"
    metric: Literal["cosine", "euclidean"] = "cosine"
    size: int = Field(15, ge=2)
    samples: int = Field(3, ge=1)
    reduce: int = Field(50, ge=0)
    k: int = Field(10, ge=1)
    seed: int = Field(0, ge=0)

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Find them, measure them at every level and collect what may name them."""
        space, on = given.space, given.coordinates
        dense = Hdbscan(self.size, self.samples, self.reduce, self.seed)
        found = clusters(
            space,
            dense if self.method == "density" else KMeans(self.k, self.seed),
            on=on,
            metric=self.metric,
            progress=progress,
        )
        points = prepared(space, on, self.metric)[0]
        measured = [silhouettes(points, found.at(level)) for level in range(len(found.levels) - 1)] + [
            found.silhouettes
        ]
        density = self.density(points, found, on_map=on is not None) if self.method == "density" else None
        progress(0, 0, "naming them")
        width = max(len(found), 1)
        apart = np.full((len(measured), width), np.nan)
        for row, one in zip(apart, measured, strict=True):
            row[: len(one.clusters)] = one.clusters
        arrays = {
            "labels": found.labels,
            "levels": np.stack(found.levels).astype(np.int32),
            "central": np.concatenate([*found.central, np.empty(0, np.int64)]).astype(np.int64),
            "counts": np.array([len(some) for some in found.central], np.int64),
            "apart": apart,
        }
        overall = [None if np.isnan(one.overall) else one.overall for one in measured]
        meta = {"overall": overall, "measured": [one.measured for one in measured], "notes": list(found.notes)}
        return Computed(arrays, meta | {"density": density} | named(given, found))

    def density(self, points: np.ndarray, found: Clusters, *, on_map: bool) -> dict[str, Any] | None:
        """Return how well the clusters are told apart by density, where they were looked for; None where there are not two."""
        fewer = points if on_map else reduced(points, self.reduce)[0]
        valid = density_validity(fewer, found.labels)
        return None if np.isnan(valid.overall) else {"overall": valid.overall, "measured": valid.measured}


def named(given: Given, found: Clusters) -> dict[str, Any]:
    """Return the names that texts, or the words of another space, give the groups of each level; None where none do."""
    space, levels = given.space, range(len(found.levels))
    terms = None
    if space.text is not None and are_texts(space.names):
        terms = [[JOINED.join(some) for some in class_terms(space.names, found.at(level))] for level in levels]
    known = given.open_space(WORDS)
    words = [JOINED.join(some) for some in nearest_words(space, found, known)] if fits(space, known) else None
    return {"terms": terms, "words": words}


def fits(space: Space, words: Space) -> bool:
    """Say whether words lie in the same space of meaning as these items, and are others than these."""
    alike = words.encoder == space.encoder and words.vectors.shape[1] == space.vectors.shape[1]
    return alike and words.key != space.key
