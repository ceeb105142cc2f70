"""UMAP (McInnes, Healy and Melville, 2018), by umap-learn, over the neighbour graph that all projections share."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from projections.errors import UserError
from projections.graph import Graph
from projections.methods import PROJECTIONS
from projections.progress import Progress

USUAL_NEIGHBOURS = 15
SPARE = 2  # the item itself, and one more: umap-learn takes fewer neighbours than there are items, counting the item


def umap_learn() -> Any:
    """Import umap-learn, which warns that Tensorflow is missing; nothing here uses it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImportWarning)
        import umap
    return umap


def keep_compiled() -> None:
    """Let numba keep what it compiles for UMAP beside the library: 10 s once a machine instead of once a process."""
    layouts, umap_ = umap_learn().layouts, umap_learn().umap_
    kept = layouts._nb_optimize_layout_euclidean_single_epoch, umap_.smooth_knn_dist, umap_.compute_membership_strengths
    for function in kept:
        function.enable_caching()


class EpochReader:
    """A file for tqdm to write its bar into: tells the epochs, and lets the caller's exception end them."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._ended = progress, False

    def write(self, text: str) -> None:
        """Read “12/500” from what tqdm writes; once the caller has ended the work, what tqdm still has to say is lost."""
        done, _, total = text.strip().partition("/")
        if done.isdigit() and total.isdigit() and not self._ended:
            self._ended = True
            self._progress(int(done), int(total), "arranging the points")
            self._ended = False

    def flush(self) -> None:
        """Tqdm expects a file to have this."""


@PROJECTIONS.register("umap")
@dataclass(frozen=True)
class Umap:
    """Keeps neighbours together and clusters apart; distances between clusters mean little."""

    label: ClassVar[str] = "UMAP"
    order: ClassVar[int] = 3
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("umap-learn", "numba")
    instant: ClassVar[bool] = False

    n_neighbors: int | None = Field(
        None, ge=2, le=200, title="Neighbours", description="Few show fine detail, many the overall shape (usually 15)."
    )
    min_dist: float = Field(
        0.1, ge=0, le=1, title="Spacing", description="Small packs clusters tightly, large spreads them evenly."
    )

    @property
    def graph_size(self) -> int:
        """As many neighbours as it is told to look at."""
        return self.n_neighbors or USUAL_NEIGHBOURS

    def check(self, count: int, dimensions: int) -> None:
        """Refuse more neighbours than there are other items to tell them from."""
        if self.n_neighbors is not None and self.n_neighbors > count - SPARE:
            needed = self.n_neighbors + SPARE
            raise UserError(
                "Too many neighbours",
                f"UMAP with {self.n_neighbors} neighbours needs at least {needed} items; there are {count:,}",
                f"Lower it to {count - SPARE} or less, or choose PCA." if count >= 2 + SPARE else "Choose PCA.",
            )

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> tuple[np.ndarray, list[str]]:
        """Return the UMAP layout; single-threaded, because only so does a seed give the same map again."""
        if graph is None:
            raise ValueError("UMAP needs the neighbour graph")
        keep_compiled()
        progress(0, 0, "weighing the neighbours")
        near = graph.head(min(self.graph_size, len(vectors) - SPARE))
        own = np.arange(len(vectors))[:, None]
        indices = np.hstack([own, near.indices]).astype(np.int64)
        distances = np.hstack([np.zeros_like(own), near.distances]).astype(np.float32)
        spectral = len(vectors) > 4 * (dimensions + 1)
        reducer = umap_learn().UMAP(
            n_neighbors=indices.shape[1],
            n_components=dimensions,
            min_dist=self.min_dist,
            metric=near.metric,
            init="spectral" if spectral else "random",
            random_state=seed,
            n_jobs=1,
            precomputed_knn=(indices, distances),
            force_approximation_algorithm=True,
            tqdm_kwds={
                "disable": False,
                "file": EpochReader(progress),
                "bar_format": "{n}/{total}",
                "mininterval": 0.1,
            },
        )
        with warnings.catch_warnings():
            # Placing new items needs umap-learn's own index; our placement does not.
            warnings.filterwarnings("ignore", message=r"precomputed_knn\[2\]")
            # Islands in the graph are what the data has; the map shows them apart.
            warnings.filterwarnings("ignore", message=r"(?s).*[Gg]raph is not fully connected")
            coordinates = reducer.fit_transform(np.ascontiguousarray(vectors))
        few = near.indices.shape[1] < USUAL_NEIGHBOURS and self.n_neighbors is None
        notes = (
            [f"UMAP: only {near.indices.shape[1]} neighbours of each item, as there are so few items."] if few else []
        )
        return coordinates, notes
