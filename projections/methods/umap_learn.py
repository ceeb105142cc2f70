"""UMAP (McInnes, Healy and Melville, 2018), by umap-learn, over the neighbour graph that all projections share."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from projections.errors import UserError
from projections.graph import Graph
from projections.methods import PROJECTIONS, Arranged, Fitted
from projections.nearby import nearest_to_new
from projections.progress import Progress

USUAL_NEIGHBOURS = 15
PLACING_EPOCHS = 100
PLACING_STATE = np.random.RandomState(42).randint(-(2**31) + 1, 2**31 - 2, 3).astype(np.int64)  # umap-learn's own
AT_RANDOM = (
    "UMAP: some items began at random places, as their neighbours alone gave no first layout; "
    "this is met where many items are equal."
)
EXPECTED = (
    "precomputed_knn[2]",  # placing new items needs umap-learn's own index; our placement does not
    "raph is not fully connected",  # islands in the graph are what the data has; the map shows them apart
    "Falling back to random init",  # told in AT_RANDOM
)
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


def arranged(reducer: Any, vectors: np.ndarray) -> tuple[np.ndarray, bool]:
    """Return the layout, and whether umap-learn had to begin a part of it at random."""
    with warnings.catch_warnings(record=True) as met:
        warnings.simplefilter("always")
        coordinates = reducer.fit_transform(np.ascontiguousarray(vectors))
    at_random = False
    for warning in met:
        at_random |= "Falling back to random init" in str(warning.message)
        if not any(known in str(warning.message) for known in EXPECTED):
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
    return coordinates, at_random


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
    ) -> Arranged:
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
        coordinates, at_random = arranged(reducer, vectors)
        notes = []
        if near.indices.shape[1] < USUAL_NEIGHBOURS and self.n_neighbors is None:
            notes.append(f"UMAP: only {near.indices.shape[1]} neighbours of each item, as there are so few items.")
        if at_random:
            notes.append(AT_RANDOM)
        return Arranged(coordinates, notes)

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Place new vectors as umap-learn's own `transform` places each alone, among its exact neighbours.

        It begins at the mean of its neighbours, weighted by how much it belongs to each, and is then drawn to them
        and pushed from others for a third of the usual epochs, while the items stay where they are.
        """
        keep_compiled()
        size = min(self.graph_size, len(fitted.vectors) - SPARE) + 1
        near = nearest_to_new(fitted.vectors, new, size, fitted.metric, progress)
        weights = memberships(near[1].astype(np.float32))
        begin = np.einsum("mk,mkd->md", weights / weights.sum(axis=1, keepdims=True), fitted.coordinates[near[0]])
        progress(0, 1, "placing the points")
        placed = settle(begin.astype(np.float32), fitted.coordinates, near[0], weights, self.min_dist)
        progress(1, 1, "placing the points")
        return placed


def memberships(distances: np.ndarray) -> np.ndarray:
    """Return how much each new vector belongs to each of its neighbours, ``(m, k)``, 0 to 1.

    Row by row: umap-learn compares a vector's distances with the mean of all that are placed with it.
    """
    umap_ = umap_learn().umap_
    weights = np.empty_like(distances)
    order = np.arange(distances.shape[1], dtype=np.int64)[None]
    for row, one in enumerate(np.ascontiguousarray(distances)[:, None]):
        sigma, rho = umap_.smooth_knn_dist(one, float(distances.shape[1]), local_connectivity=0.0)
        weights[row] = umap_.compute_membership_strengths(order, one, sigma, rho, bipartite=True)[2]
    return weights


def settle(
    begin: np.ndarray, coordinates: np.ndarray, near: np.ndarray, weights: np.ndarray, min_dist: float
) -> np.ndarray:
    """Let new points find their places among items that stay where they are."""
    umap = umap_learn()
    weights = weights / weights.max(axis=1, keepdims=True)
    strong = weights >= 1 / PLACING_EPOCHS
    heads = np.broadcast_to(np.arange(len(near))[:, None], near.shape)[strong]
    a, b = umap.umap_.find_ab_params(1.0, min_dist)
    return np.asarray(
        umap.layouts.optimize_layout_euclidean(
            begin,
            np.array(coordinates, np.float32),
            heads.astype(np.int32),
            near[strong].astype(np.int32),
            PLACING_EPOCHS,
            len(coordinates),
            umap.umap_.make_epochs_per_sample(weights[strong], PLACING_EPOCHS),
            a,
            b,
            PLACING_STATE,
            initial_alpha=0.25,
        )
    )
