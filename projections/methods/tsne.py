"""t-SNE (van der Maaten and Hinton, 2008), by openTSNE, over the neighbour graph that all projections share."""

from __future__ import annotations

import os
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from projections.errors import UserError
from projections.graph import Graph
from projections.methods import PROJECTIONS, Arranged, Fitted
from projections.methods.pca import Pca
from projections.nearby import nearest_to_new
from projections.progress import Progress, silent

USUAL_PERPLEXITY = 30
EARLY, LATE = 250, 500
TELL_EVERY = 5
BEGINNING_SPREAD = 1e-4
PLACING_PERPLEXITY = 5  # few neighbours settle one point; openTSNE's own choice
THREADS_FROM = 2_000  # with fewer items the threads wait for one another longer than they work
FFT_FROM = 15_000  # interpolation overtakes Barnes–Hut about here; in 3D there is only Barnes–Hut


@PROJECTIONS.register("tsne")
@dataclass(frozen=True)
class Tsne:
    """Keeps each item's nearest neighbours nearest; cluster sizes and gaps mean little."""

    label: ClassVar[str] = "t-SNE"
    order: ClassVar[int] = 2
    version: ClassVar[int] = 2
    libraries: ClassVar[tuple[str, ...]] = ("openTSNE",)
    instant: ClassVar[bool] = False

    perplexity: float | None = Field(
        None,
        ge=2,
        le=100,
        title="Perplexity",
        description="How many neighbours count: few make small islands, many a smoother whole (usually 30).",
    )
    exaggeration: float = Field(
        1, ge=1, le=8, title="Exaggeration", description="More than 1 pulls clusters tighter and farther apart."
    )

    @property
    def graph_size(self) -> int:
        """Three neighbours for each unit of perplexity, as the method's authors advise."""
        return int(3 * (self.perplexity or USUAL_PERPLEXITY))

    def check(self, count: int, dimensions: int) -> None:
        """Refuse a perplexity that there are too few items for."""
        most = max((count - 1) / 3, 1)
        if self.perplexity is not None and self.perplexity > most:
            raise UserError(
                "Perplexity too large",
                f"t-SNE with perplexity {self.perplexity:g} needs more than {3 * self.perplexity:g} items; "
                f"there are {count:,}",
                f"Lower the perplexity to {int(most)} or less (a third of the items), or choose PCA.",
            )

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> Arranged:
        """Return the t-SNE layout, begun from PCA so that it keeps the overall shape (Kobak and Berens, 2019)."""
        from openTSNE import TSNEEmbedding
        from openTSNE.affinity import PerplexityBasedNN
        from openTSNE.nearest_neighbors import PrecomputedNeighbors

        if graph is None:
            raise ValueError("t-SNE needs the neighbour graph")
        perplexity = self.perplexity or min(USUAL_PERPLEXITY, max((len(vectors) - 1) / 3, 1))
        near = graph.head(max(1, min(len(vectors) - 1, int(3 * perplexity))))
        progress(0, EARLY + LATE, "weighing the neighbours")
        index = PrecomputedNeighbors(near.indices.astype(np.int64), near.distances.astype(np.float64))
        cores = (os.cpu_count() or 1) if len(vectors) >= THREADS_FROM else 1
        affinities = PerplexityBasedNN(knn_index=index, perplexity=perplexity, n_jobs=cores)
        embedding = TSNEEmbedding(
            beginning(vectors, dimensions, seed),
            affinities,
            negative_gradient_method="fft" if dimensions == 2 and len(vectors) >= FFT_FROM else "bh",
            n_jobs=cores,
            random_state=seed,
            callbacks=Iterations(progress),
            callbacks_every_iters=TELL_EVERY,
        )
        embedding.optimize(EARLY, exaggeration=12, momentum=0.5, inplace=True)
        embedding.optimize(LATE, exaggeration=self.exaggeration, momentum=0.8, inplace=True)
        clipped = self.perplexity is None and perplexity < USUAL_PERPLEXITY
        notes = [f"t-SNE: perplexity {perplexity:.3g}, as there are only {len(vectors):,} items."] if clipped else []
        return Arranged(np.asarray(embedding), notes)

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Place new vectors as openTSNE's `transform` does (Poličar, Stražar and Zupan, 2023), by exact neighbours.

        Each begins at the median of its neighbours and is then drawn to them and pushed from the others, while the
        items stay where they are and the new ones do not see each other.
        """
        from openTSNE import TSNEEmbedding

        known = known_affinities(fitted, progress)
        progress(0, 1, "placing the points")
        middle = (fitted.coordinates.max(axis=0) + fitted.coordinates.min(axis=0)) / 2
        flat = fitted.dimensions == 2 and len(fitted.vectors) >= FFT_FROM
        embedding = TSNEEmbedding(fitted.coordinates, known, negative_gradient_method="fft" if flat else "bh", n_jobs=1)
        placed: np.ndarray = np.asarray(embedding.transform(new, perplexity=PLACING_PERPLEXITY)) + middle
        progress(1, 1, "placing the points")
        return placed


def known_affinities(fitted: Fitted, progress: Progress) -> Any:
    """Return what openTSNE asks of the affinities of a finished map: those of new vectors to its items."""
    from openTSNE.affinity import Affinities, joint_probabilities_nn
    from scipy.sparse import csr_matrix

    count = len(fitted.vectors)

    class Known(Affinities):  # type: ignore[misc]  # openTSNE has no types
        def to_new(self, data: np.ndarray, perplexity: float, return_distances: bool = True) -> tuple[Any, ...]:
            near, far = nearest_to_new(
                fitted.vectors, data, min(count, 3 * PLACING_PERPLEXITY), fitted.metric, progress
            )
            share = min(perplexity, near.shape[1] / 3)
            weights = joint_probabilities_nn(
                near, far, [share], symmetrize=False, normalization="point-wise", n_reference_samples=count
            )
            return weights, near, far

    known = Known()
    known.P = csr_matrix((count, count))  # only its shape is looked at: the items have settled
    return known


def beginning(vectors: np.ndarray, dimensions: int, seed: int) -> np.ndarray:
    """Return a PCA as small as t-SNE likes it, shaken by a hundredth so that equal items and empty axes can part."""
    axes = Pca().fit_transform(vectors, dimensions, seed, None, silent)[0].astype(np.float64)
    spread = axes[:, 0].std()
    scaled = axes * (BEGINNING_SPREAD / spread) if spread > 0 else axes
    return scaled + np.random.default_rng(seed).normal(0, BEGINNING_SPREAD / 100, axes.shape)


class Iterations:
    """Counts the iterations of both phases for the person; an exception of the caller ends them."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done = progress, 0

    def __call__(self, iteration: int, error: float, embedding: np.ndarray) -> bool:
        """Openness to openTSNE's callback: it asks whether to stop."""
        self._done += TELL_EVERY
        self._progress(self._done, EARLY + LATE, "arranging the points")
        return False
