"""The ways of finding clusters: each takes points and gives each a number, and says what it had to do."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embeddings.clustering.condensed import condensed
from embeddings.clustering.reduction import reduced
from embeddings.clustering.spanning import core_distances, spanning_tree
from embeddings.errors import UserError
from embeddings.progress import Progress


class Method(Protocol):
    """Finds clusters among points; `seed` also says which items are drawn from too many."""

    @property
    def seed(self) -> int:
        """Where chance begins."""

    def fit(self, points: np.ndarray, progress: Progress) -> tuple[np.ndarray, list[str]]:
        """Return each point's cluster, ``(n,)`` int64 with -1 for none, and sentences for the person."""


@dataclass(frozen=True)
class Hdbscan:
    """Clusters as regions where items lie denser than around them; what lies between is in none.

    McInnes, Healy, Astels (2017), “hdbscan: Hierarchical density based clustering”; the labels are those of
    scikit-learn's `HDBSCAN` with the same parameters.

    Parameters
    ----------
    min_cluster_size
        The fewest items that make a cluster, at least 2. Larger values give fewer, larger clusters.
    min_samples
        How many items must be near for a place to count as dense, itself included. Larger values leave more items out.
    reduce_to
        Vectors of more dimensions are first reduced to so many by PCA, since in many dimensions densities hardly
        differ and every pair is looked at; 0 leaves them as they are.
    seed
        Which items are drawn where there are too many.
    """

    min_cluster_size: int = 15
    min_samples: int = 3
    reduce_to: int = 50
    seed: int = 0

    def fit(self, points: np.ndarray, progress: Progress) -> tuple[np.ndarray, list[str]]:
        """Return the clusters, as `Method` says."""
        if self.min_cluster_size < 2:
            raise UserError("Clusters too small", "A cluster needs at least 2 items", "Ask for 2 or more.")
        if self.min_samples < 1:
            raise UserError("Too few samples", "Density needs at least 1 item", "Ask for 1 or more.")
        fewer, notes = reduced(points, self.reduce_to)
        progress(0, 0, "measuring how dense it is around each item")
        core = core_distances(fewer, min(self.min_samples, len(fewer)))
        edges = spanning_tree(fewer, core, progress)
        return condensed(*edges, self.min_cluster_size).chosen(), notes


@dataclass(frozen=True)
class KMeans:
    """Clusters as what is nearest to each of `k` centres; every item is in one. It is scikit-learn's `KMeans`.

    Parameters
    ----------
    k
        How many clusters.
    seed
        Where the centres start.
    starts
        How many starts are tried; the tightest result is kept.
    """

    k: int = 10
    seed: int = 0
    starts: int = 4

    def fit(self, points: np.ndarray, progress: Progress) -> tuple[np.ndarray, list[str]]:
        """Return the clusters, as `Method` says."""
        from sklearn.cluster import KMeans as Lloyd
        from sklearn.exceptions import ConvergenceWarning
        from threadpoolctl import threadpool_limits

        if self.k < 1:
            raise UserError("Too few clusters", f"{self.k} clusters were asked for", "Ask for 1 or more.")
        if self.k > len(points):
            detail = f"{self.k:,} clusters were asked for, and there are {len(points):,} items"
            raise UserError("More clusters than items", detail, f"Ask for {len(points):,} at most.")
        progress(0, 0, f"moving {self.k:,} centres to where items are, from {self.starts} starts")
        # Threads that wait for each other by spinning cost ten times what they gain where cores are shared.
        with warnings.catch_warnings(), threadpool_limits(1, user_api="openmp"):
            warnings.simplefilter("ignore", ConvergenceWarning)  # it is said below, for a person
            found = Lloyd(self.k, n_init=self.starts, random_state=self.seed).fit_predict(points)
        different = len(np.unique(found))
        notes = (
            [f"Only {different:,} of the {self.k:,} clusters have items: there are no more different vectors."]
            if different < self.k
            else []
        )
        return np.asarray(found, np.int64), notes
