"""Density-based validity (DBCV): how much denser clusters are within than on the way to the next one, whatever their shape.

Moulavi, Jaskowiak, Campello, Zimek, Sander (2014), “Density-based clustering validation”. The silhouette asks how round
clusters are; clusters by density need not be round, and this measure does not mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from embeddings.clustering.silhouettes import sample

WHOLE = 10_000  # clustered items of which all are measured
BLOCK = 512


@dataclass(frozen=True, eq=False)
class Validity:
    """How dense clusters are within, against how sparse it is between them.

    Parameters
    ----------
    overall
        The mean of the clusters by their size, over all items, those in none too: -1 to 1; NaN where there are not two.
    clusters
        That of each cluster, ``(c,)`` float64: above 0 it is denser within than on the way to the next.
    measured
        How many items were measured.
    """

    overall: float
    clusters: np.ndarray
    measured: int


def density_validity(points: np.ndarray, labels: np.ndarray, seed: int = 0) -> Validity:
    """Measure how well clusters are told apart by density, by Euclidean distance.

    Up to 10,000 clustered items all are measured. Of more, about 4,000 are drawn, from each cluster as is its share, but
    at least 20: what is drawn lies sparser, within clusters and between them.

    Parameters
    ----------
    points
        ``(n, d)`` finite numbers, those among which the clusters were found.
    labels
        ``(n,)`` numbers of clusters, ``0..c-1``, and -1 for items in none.
    seed
        Which items are drawn.

    Examples
    --------
    >>> line = np.arange(20.0)
    >>> points = np.stack([np.concatenate([line, line]), np.repeat([0.0, 9.0], 20)], axis=1)
    >>> density_validity(points, np.repeat([0, 1], 20)).overall > 0.5
    True
    """
    count = int(labels.max(initial=-1)) + 1
    if count < 2:
        return Validity(float("nan"), np.full(count, np.nan), 0)
    chosen = np.flatnonzero(labels >= 0)
    if len(chosen) > WHOLE:
        chosen = sample(labels, count, seed)
    some, at = points[chosen].astype(np.float64), labels[chosen]
    insides = [Inside.of(some[at == cluster]) for cluster in range(count)]
    between = np.full(count, np.inf)
    for one, other in combinations(range(count), 2):
        gap = separation(insides[one], insides[other])
        between[[one, other]] = np.minimum(between[[one, other]], gap)
    within = np.array([inside.sparsest for inside in insides])
    wider = np.maximum(between, within)
    values = np.where(wider > 0, (between - within) / np.where(wider > 0, wider, 1), 0)
    shares = np.bincount(labels[labels >= 0], minlength=count) / len(labels)
    return Validity(float(shares @ values), values, len(chosen))


@dataclass(frozen=True, eq=False)
class Inside:
    """What one cluster is within: the items that hold its tree together, and the longest step among those.

    Parameters
    ----------
    points, core
        The items with two neighbours or more in the tree, and how sparse it is at each; all where none has.
    sparsest
        The longest edge between such items: the density sparseness of the cluster.
    """

    points: np.ndarray
    core: np.ndarray
    sparsest: float

    @classmethod
    def of(cls, points: np.ndarray) -> Inside:
        """Look at the items of one cluster, ``(m, d)`` float64."""
        core = sparseness(points)
        starts, ends, lengths = tree_of(points, core)
        inner = np.bincount(np.concatenate([starts, ends]), minlength=len(points)) > 1
        if not inner.any():
            inner = np.ones(len(points), bool)
        between = inner[starts] & inner[ends]
        longest = lengths[between] if between.any() else lengths
        return cls(points[inner], core[inner], float(longest.max(initial=0)))


def sparseness(points: np.ndarray) -> np.ndarray:
    """Return the core distance of each item towards all others, ``(m,)`` float64: the mean of distances to the power -d.

    It is worked out in logarithms, since such powers soon exceed what numbers hold. An item with a twin has 0.
    """
    width, others = points.shape[1], len(points) - 1
    if not others:
        return np.zeros(1)
    found = np.empty(len(points))
    for start in range(0, len(points), BLOCK):
        rows = slice(start, start + BLOCK)
        with np.errstate(divide="ignore"):
            powers = -width * np.log(distances(points[rows], points))
        own = np.arange(len(powers))
        powers[own, start + own] = -np.inf
        found[rows] = log_of_sum(powers)
    return np.asarray(np.exp((np.log(others) - found) / width))


def log_of_sum(powers: np.ndarray) -> np.ndarray:
    """Return the logarithm of the sum of e to the given powers, row by row; infinite where one is."""
    top = powers.max(axis=1, keepdims=True)
    finite = np.isfinite(top)
    sums = np.exp(powers - np.where(finite, top, 0), where=finite, out=np.ones_like(powers)).sum(axis=1)
    return np.asarray(np.where(finite[:, 0], top[:, 0] + np.log(sums), top[:, 0]))


def tree_of(points: np.ndarray, core: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the two ends and the length of each edge of the spanning tree under mutual reachability, ``(m - 1,)`` each.

    Many lengths are equal here, where one item is sparser than all are far, and there are many such trees. It is
    hdbscan's: an item joins the first of those in the tree that it is equally near to.
    """
    count = len(points)
    starts, ends, lengths = np.zeros(count - 1, np.int64), np.empty(count - 1, np.int64), np.empty(count - 1)
    outside, nearest, last = np.ones(count, bool), np.full(count, np.inf), 0
    for step in range(-1, count - 1):
        far = np.maximum(np.maximum(distances(points[[last]], points)[0], core), core[last])
        if step >= 0:
            starts[step] = np.flatnonzero(~outside & np.isclose(far, lengths[step]))[0]
        outside[last] = False
        nearest = np.where(outside, np.minimum(nearest, far), np.inf)
        if step < count - 2:
            last = ends[step + 1] = int(nearest.argmin())
            lengths[step + 1] = nearest[last]
    return starts, ends, lengths


def separation(one: Inside, other: Inside) -> float:
    """Return the least mutual reachability distance between inner items of two clusters."""
    least = np.inf
    for start in range(0, len(one.points), BLOCK):
        rows = slice(start, start + BLOCK)
        apart = distances(one.points[rows], other.points)
        np.maximum(apart, one.core[rows, None], out=apart)
        np.maximum(apart, other.core, out=apart)
        least = min(least, float(apart.min()))
    return least


def distances(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the Euclidean distances of rows, exact where they are small too: twins are at 0."""
    from scipy.spatial.distance import cdist

    return np.asarray(cdist(some, others))
