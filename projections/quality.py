"""How much of a map is true: neighbour preservation first, trustworthiness beside it.

Recall is the share of each item's nearest on the map that are among its nearest in the original vectors (Lee and
Verleysen, 2009, call it Q_NX); trustworthiness is Venna and Kaski's (2001), which forgives much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from projections.graph import Graph, Metric, comparable, nearest, without_self
from projections.progress import Progress, silent

K = 10
ALL_UP_TO = 10_000
SAMPLE = 5_000
TRUST_SAMPLE = 1_000
BLOCK = 512
SAME = 1e-6  # distances that differ by less are equal: float32 tells no more


@dataclass(frozen=True, eq=False)
class Quality:
    """How much of a map is true.

    Parameters
    ----------
    recall
        The mean share of true neighbours among the `k` nearest on the map, 0 to 1; None for fewer than three items.
        Items exactly as near as the last true neighbour are true too.
    trustworthiness
        1 when no stranger is near on the map, measured on at most 1,000 items; None as above.
    per_point
        The recall of each measured item, float32; `sample` holds their indices.
    sample
        The indices of the measured items.
    k
        How many neighbours were compared.
    reading
        The recall as a sentence.
    """

    recall: float | None
    trustworthiness: float | None
    per_point: np.ndarray | None
    sample: np.ndarray | None
    k: int
    reading: str


def measure_quality(
    vectors: np.ndarray,
    coordinates: np.ndarray,
    *,
    metric: Metric = "cosine",
    graph: Graph | None = None,
    k: int = K,
    progress: Progress = silent,
) -> Quality:
    """Measure how much of a map is true.

    Up to 10,000 items all are measured; beyond, 5,000 drawn by chance, each against all others.

    Parameters
    ----------
    vectors
        ``(n, d)`` original vectors.
    coordinates
        ``(n, 2)`` or ``(n, 3)`` coordinates of the map.
    metric
        What “near” means among the vectors.
    graph
        The exact neighbours, where they are known already.
    k
        How many neighbours to compare; fewer where there are few items.
    progress
        Called as the measurement goes on.
    """
    count = len(vectors)
    if count < 3:
        return Quality(None, None, None, None, 0, f"{count} item{'s' * (count > 1)}: no neighbours to compare")
    k = min(k, (count - 1) // 2)
    sample = np.arange(count)
    if count > ALL_UP_TO:
        sample = np.sort(np.random.default_rng(0).choice(count, SAMPLE, replace=False))
    on_map = map_neighbours(coordinates, sample, k)
    prepared = comparable(np.asarray(vectors, np.float32), metric)
    if graph is not None and graph.exact and graph.metric == metric and graph.k >= k:
        last = np.asarray(graph.indices[sample, k - 1])
    else:
        found = nearest(prepared, prepared[sample], k + 1, progress)
        last = without_self(*found, sample)[0][:, -1]
    per_point = share_true(prepared, sample, on_map, last)
    recall = float(per_point.mean())
    trust = trustworthiness(prepared, on_map, sample)
    return Quality(recall, trust, per_point, sample, k, sentence(recall, k, len(sample), count))


def map_neighbours(coordinates: np.ndarray, sample: np.ndarray, k: int) -> np.ndarray:
    """Return the indices of the `k` nearest on the map of each item of the sample."""
    from scipy.spatial import KDTree

    distances, indices = KDTree(coordinates).query(coordinates[sample], k + 1)
    return without_self(np.asarray(indices), np.asarray(distances), sample)[0]


def share_true(vectors: np.ndarray, sample: np.ndarray, on_map: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return, for each item of the sample, the share of its neighbours on the map that are true.

    One is true when it is no farther than `last`, the last of the true neighbours: which of equally near items were
    found first does not matter.
    """
    shares = np.empty(len(sample), np.float32)
    for start in range(0, len(sample), BLOCK):
        block = slice(start, start + BLOCK)
        own = vectors[sample[block]]
        limit = ((vectors[last[block]] - own) ** 2).sum(axis=1)
        limit = limit * (1 + SAME) + (own**2).sum(axis=1) * SAME**2
        shares[block] = (((vectors[on_map[block]] - own[:, None]) ** 2).sum(axis=2) <= limit[:, None]).mean(axis=1)
    return shares


def trustworthiness(vectors: np.ndarray, on_map: np.ndarray, sample: np.ndarray) -> float:
    """Return how few strangers are near on the map, from the ranks that map neighbours have among the vectors."""
    prepared = vectors - vectors.mean(axis=0)
    count, k = len(prepared), on_map.shape[1]
    step = max(1, len(sample) // TRUST_SAMPLE)
    squares = (prepared**2).sum(axis=1)
    excess = measured = 0
    for item, near in zip(sample[::step], on_map[::step], strict=True):
        distances = squares - 2 * (prepared @ prepared[item])
        distances[item] = -np.inf
        ranks = (distances[None, :] < distances[near, None]).sum(axis=1)
        excess += int(np.maximum(ranks - k, 0).sum())
        measured += 1
    return float(1 - 2 * excess / (measured * k * (2 * count - 3 * k - 1)))


def sentence(recall: float, k: int, measured: int, count: int) -> str:
    """Return the honest line."""
    line = f"{recall:.0%} of the {k} nearest on this map are true neighbours".replace("%", " %", 1)
    return line if measured == count else f"{line}, measured on {measured:,} of {count:,} items"
