"""Silhouettes: how much nearer the items of a cluster are to each other than to the next cluster.

Rousseeuw (1987), “Silhouettes: a graphical aid to the interpretation and validation of cluster analysis”.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SAMPLED = 4_000  # items that are measured against each other
LEAST = 20  # of a cluster, where it has so many
BLOCK = 512


@dataclass(frozen=True, eq=False)
class Silhouettes:
    """How well clusters are apart.

    Parameters
    ----------
    overall
        The mean over all clustered items, -1 to 1; NaN where there are not two clusters.
    clusters
        The mean over each cluster's items, ``(c,)`` float64.
    measured
        How many items were measured.
    """

    overall: float
    clusters: np.ndarray
    measured: int


def silhouettes(points: np.ndarray, labels: np.ndarray, seed: int = 0) -> Silhouettes:
    """Measure how well clusters are apart by Euclidean distance; items in none are left out.

    Up to 4,000 items all are measured, each against all others. Of more, so many are drawn from each cluster as is its
    share, but at least 20; the mean over all then counts each cluster by its size.

    Parameters
    ----------
    points
        ``(n, d)`` finite numbers.
    labels
        ``(n,)`` numbers of clusters, ``0..c-1``, and -1 for items in none.
    seed
        Which items are drawn.
    """
    count = int(labels.max(initial=-1)) + 1
    if count < 2:
        return Silhouettes(float("nan"), np.full(count, np.nan), 0)
    chosen = sample(labels, count, seed)
    some, at = points[chosen].astype(np.float64), labels[chosen]
    sizes = np.bincount(at, minlength=count)
    values = of_items(some, at, sizes)
    means = np.bincount(at, values, count) / sizes
    weights = np.bincount(labels[labels >= 0], minlength=count)
    return Silhouettes(float(np.average(means, weights=weights)), means, len(chosen))


def sample(labels: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Return the indices of the items that are measured, in order."""
    clustered = np.flatnonzero(labels >= 0)
    if len(clustered) <= SAMPLED:
        return clustered
    random = np.random.default_rng(seed)
    drawn = []
    for cluster in range(count):
        members = np.flatnonzero(labels == cluster)
        wanted = min(len(members), max(LEAST, round(SAMPLED * len(members) / len(clustered))))
        drawn.append(random.choice(members, wanted, replace=False))
    return np.sort(np.concatenate(drawn))


def of_items(points: np.ndarray, labels: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return the silhouette of each item, ``(n,)`` float64; an item alone in its cluster has 0."""
    member = np.zeros((len(points), len(sizes)))
    member[np.arange(len(points)), labels] = 1
    squares = np.einsum("ij,ij->i", points, points)
    found = np.zeros(len(points))
    for start in range(0, len(points), BLOCK):
        some = slice(start, start + BLOCK)
        rows, own = np.arange(len(labels[some])), labels[some]
        squared = squares[some, None] + squares - 2 * points[some] @ points.T
        squared[rows, start + rows] = 0
        sums = np.sqrt(np.maximum(squared, 0)) @ member
        others = sizes[own] - 1
        inside = sums[rows, own] / np.maximum(others, 1)
        means = sums / sizes
        means[rows, own] = np.inf
        outside = means.min(axis=1)
        longer = np.maximum(inside, outside)
        found[some] = np.where((others > 0) & (longer > 0), (outside - inside) / np.where(longer > 0, longer, 1), 0)
    return found
