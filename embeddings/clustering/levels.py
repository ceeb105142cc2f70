"""Clusters at several levels: near ones joined, so that few names do from afar and many close by."""

from __future__ import annotations

import numpy as np

FEWEST = 6  # clusters that are worth joining
BLOCK = 65_536


def centres(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the mean of each cluster's points, ``(c, d)`` float64."""
    count = int(labels.max(initial=-1)) + 1
    sums = np.zeros((count, points.shape[1]))
    for start in range(0, len(points), BLOCK):
        some = labels[start : start + BLOCK]
        kept = some >= 0
        for cluster in np.unique(some[kept]):
            sums[cluster] += points[start : start + BLOCK][some == cluster].sum(axis=0, dtype=np.float64)
    return sums / np.bincount(labels[labels >= 0], minlength=count)[:, None] if count else sums


def levels_of(middles: np.ndarray) -> list[np.ndarray]:
    """Return three levels of groups of clusters, or one where there are too few clusters.

    Of c clusters there are about the cube root of c groups, about its square, and the clusters themselves. Centres are
    joined by Ward's method, which keeps groups tight.

    Parameters
    ----------
    middles
        The centres, ``(c, d)``.

    Returns
    -------
    list of numpy.ndarray
        For each level, the coarsest first, the group of each cluster, ``(c,)`` int32; groups are numbered by their
        first cluster.
    """
    count = len(middles)
    finest = np.arange(count, dtype=np.int32)
    if count < FEWEST:
        return [finest]
    from scipy.cluster.hierarchy import fcluster, linkage

    joined = linkage(middles, "ward")
    made = []
    for wanted in (round(count ** (1 / 3)), round(count ** (2 / 3))):
        groups = fcluster(joined, max(2, wanted), "maxclust")
        _, first, places = np.unique(groups, return_index=True, return_inverse=True)
        made.append(np.argsort(np.argsort(first))[places].astype(np.int32))
    return [*made, finest]
