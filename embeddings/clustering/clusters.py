"""Clusters: groups of items that lie together, by density (HDBSCAN) or around centres (k-means), at three levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings.clustering import Method
from embeddings.clustering.levels import centres, levels_of
from embeddings.clustering.silhouettes import Silhouettes, silhouettes
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import SHORT, Space

CENTRAL = 24  # items kept of each cluster, the nearest to its centre
MOST = 100_000  # items that a method looks at; of more, a sample
BLOCK = 8_192
METRICS = ("cosine", "euclidean")


@dataclass(frozen=True, eq=False)
class Clusters:
    """What was found.

    Parameters
    ----------
    labels
        Each item's cluster, ``(n,)`` int32: 0 is the largest; -1 is in none.
    levels
        For each level, the coarsest first, the group that each cluster belongs to, ``(c,)`` int32 each; the last are
        the clusters themselves.
    central
        The items nearest to the centre of each cluster, nearest first; the first is its medoid.
    silhouettes
        How well the clusters are apart.
    notes
        Sentences for the person: what was reduced, sampled or left out.
    """

    labels: np.ndarray
    levels: list[np.ndarray]
    central: list[np.ndarray]
    silhouettes: Silhouettes
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.central)

    @property
    def sizes(self) -> np.ndarray:
        """How many items each cluster has, ``(c,)`` int64."""
        sizes: np.ndarray = np.bincount(self.labels[self.labels >= 0], minlength=len(self))
        return sizes

    def at(self, level: int) -> np.ndarray:
        """Return each item's group at one level, ``(n,)`` int32; -1 is in none."""
        groups: np.ndarray = np.append(self.levels[level], np.int32(-1))
        return np.asarray(groups[self.labels])


def clusters(
    space: Space,
    method: Method,
    *,
    on: np.ndarray | None = None,
    metric: str = "cosine",
    progress: Progress = silent,
) -> Clusters:
    """Find groups of items that lie together.

    Parameters
    ----------
    space
        The items.
    method
        `Hdbscan` or `KMeans`, with its parameters.
    on
        Coordinates of a map, ``(n, 2 or 3)``, to cluster instead of the vectors; distances on it are Euclidean.
    metric
        ``"cosine"``, which compares vectors of length one, or ``"euclidean"``, for vectors.
    progress
        Is told how far it is.

    Raises
    ------
    UserError
        If fewer than two items can be clustered, there are fewer than clusters wanted, or the metric is unknown.

    Examples
    --------
    >>> from embeddings import KMeans, builtin
    >>> found = clusters(builtin("digits"), KMeans(10), metric="euclidean")
    >>> len(found), bool(found.silhouettes.overall > 0.15)
    (10, True)
    """
    points, usable, notes = prepared(space, on, metric)
    some = np.flatnonzero(usable)
    if len(some) < 2:
        detail = f"{len(some)} of the items of “{space.name}” can be compared; clusters need at least two"
        raise UserError("Too few items to group", detail, "Choose a space with more items.")
    fitted = some
    if len(some) > MOST:
        fitted = np.sort(np.random.default_rng(method.seed).choice(some, MOST, replace=False))
        notes.append(
            f"The clusters were found among {MOST:,} items drawn at random; "
            "the other items joined the cluster of the drawn item nearest to them."
        )
    made, said = method.fit(np.ascontiguousarray(points[fitted]), progress)
    labels = np.full(len(space), -1, np.int32)
    labels[fitted] = made
    if len(fitted) < len(some):
        others = np.setdiff1d(some, fitted, assume_unique=True)
        labels[others] = made[nearest_of(points[others], points[fitted], progress)]
    labels = largest_first(labels)
    progress(0, 0, "measuring how well they are apart")
    middles = centres(points, labels)
    return Clusters(
        labels, levels_of(middles), central_items(space, labels), silhouettes(points, labels), (*notes, *said)
    )


def prepared(space: Space, on: np.ndarray | None, metric: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the points to cluster, which of them can be, and what to say of the others."""
    if on is not None:
        if len(on) != len(space):
            raise UserError("Counts differ", f"The map has {len(on):,} points, the space {len(space):,} items", "")
        usable = np.isfinite(on).all(axis=1)
        missing = int((~usable).sum())
        said = [f"Left out of every cluster: {missing:,} without a place on this map."] if missing else []
        return np.where(usable[:, None], on, 0).astype(np.float64), usable, said
    if metric not in METRICS:
        known = " or ".join(METRICS)
        raise UserError("Unknown metric", f"Clusters cannot be found by “{metric}”", f"Choose {known}.")
    if metric == "euclidean":
        return np.asarray(space.vectors), np.ones(len(space), bool), []
    usable = space.norms >= SHORT
    lengths = np.where(usable, space.norms, 1)[:, None]
    missing = int((~usable).sum())
    said = [f"Left out of every cluster: {missing:,} with a vector of zeros, which has no direction."]
    return np.asarray(space.vectors / lengths, np.float32), usable, said if missing else []


def largest_first(labels: np.ndarray) -> np.ndarray:
    """Number clusters by their size, the largest 0; of equal ones the one whose first item comes first."""
    numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    clustered = numbers >= 0
    order = np.lexsort((first[clustered], -sizes[clustered]))
    renamed = np.full(len(numbers), -1, np.int32)
    renamed[np.flatnonzero(clustered)[order]] = np.arange(len(order), dtype=np.int32)
    return renamed[np.searchsorted(numbers, labels)]


def central_items(space: Space, labels: np.ndarray) -> list[np.ndarray]:
    """Return the items of each cluster nearest to its centre in the original vectors, nearest first, int64."""
    middles = centres(space.vectors, labels)
    found = []
    for cluster, middle in enumerate(middles):
        members = np.flatnonzero(labels == cluster)
        far = np.empty(len(members))
        for start in range(0, len(members), BLOCK):
            difference = space.vectors[members[start : start + BLOCK]] - middle
            far[start : start + BLOCK] = np.einsum("ij,ij->i", difference, difference)
        few = np.argpartition(far, CENTRAL)[:CENTRAL] if len(far) > CENTRAL else np.arange(len(far))
        found.append(members[few[np.lexsort((members[few], far[few]))]])
    return found


def nearest_of(points: np.ndarray, among: np.ndarray, progress: Progress) -> np.ndarray:
    """Return for each point the place of the nearest of others, ``(n,)`` int64."""
    from sklearn.neighbors import NearestNeighbors

    flat = points.shape[1] <= 3
    near = NearestNeighbors(n_neighbors=1, algorithm="kd_tree" if flat else "brute").fit(among)
    found = np.empty(len(points), np.int64)
    for start in range(0, len(points), BLOCK):
        progress(start, len(points), "letting the other items join")
        found[start : start + BLOCK] = near.kneighbors(points[start : start + BLOCK], return_distance=False)[:, 0]
    return found
