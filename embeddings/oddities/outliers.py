"""Outliers: items that stand apart from their neighbours, by local outlier factor or by distance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.nearest.all_neighbours import Neighbourhoods, all_neighbours
from embeddings.progress import Progress, silent
from embeddings.space import Space

SCORES = ("lof", "distance")
BLOCK = 1_024  # items, whose neighbours' numbers the processor's cache holds: half the time
TINY = 1e-10  # scikit-learn's: of copies that are no distance apart the density is not infinite


def outliers(
    space: Space,
    k: int = 20,
    metric: str = "cosine",
    *,
    by: str = "lof",
    near: Neighbourhoods | None = None,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Rank all items by how far they stand apart, the oddest first.

    Parameters
    ----------
    space
        The items.
    k
        How many neighbours are looked at. With few, small groups pass for normal; a lone item stands out either way.
    metric
        ``"cosine"``, ``"euclidean"`` or ``"manhattan"``.
    by
        ``"lof"``: the local outlier factor, about 1 inside any crowd, however dense (Breunig, Kriegel, Ng and Sander,
        2000). ``"distance"``: the distance to the `k`-th neighbour (Ramaswamy, Rastogi and Shim, 2000).
    near
        Neighbourhoods that are known already, of at least `k` neighbours under this metric.
    progress
        Hears of the search for neighbours.

    Returns
    -------
    pandas.DataFrame
        ``index``, ``lof``, ``distance`` (to the `k`-th neighbour), ``nearest`` and ``nearest_distance``.

    Raises
    ------
    UserError
        If there are fewer than two items, or the metric or the score will not do.

    Examples
    --------
    >>> rows = np.array([[0, 1], [0.1, 1], [0.2, 1], [0.3, 1], [5, -4]], np.float32)
    >>> space = Space(rows, pd.DataFrame(index=range(5)))
    >>> int(outliers(space, k=2, metric="euclidean")["index"][0])
    4
    """
    if by not in SCORES:
        raise UserError("Unknown score", f"There is no score called “{by}”", f"Choose one of: {', '.join(SCORES)}.")
    check_metric(metric)
    near = (near or all_neighbours(space, k, metric, progress=progress)).head(k)
    scores = {"lof": local_outlier_factor(near), "distance": near.distances[:, -1]}
    order = np.argsort(-scores[by], kind="stable")
    table = {"index": order, **{name: score[order] for name, score in scores.items()}}
    table |= {"nearest": near.indices[order, 0], "nearest_distance": near.distances[order, 0]}
    return pd.DataFrame(table)


def local_outlier_factor(near: Neighbourhoods) -> np.ndarray:
    """Return how many times less dense it is around each item than around its neighbours, ``(n,)`` float64.

    About 1 inside a crowd, more outside. Equal to scikit-learn's `LocalOutlierFactor`. Where more than k items are
    copies of each other, those beside them get enormous factors: `crowded` counts such items.
    """
    last, density, factors = near.distances[:, -1].copy(), np.empty(len(near)), np.empty(len(near))
    blocks = [slice(start, start + BLOCK) for start in range(0, len(near), BLOCK)]
    for some in blocks:
        reach = np.maximum(near.distances[some], last[near.indices[some]])
        density[some] = 1 / (reach.mean(axis=1) + TINY)
    for some in blocks:
        factors[some] = (density[near.indices[some]] / density[some, None]).mean(axis=1)
    return factors


def crowded(near: Neighbourhoods) -> int:
    """Return how many items have nothing but copies of themselves among their neighbours."""
    return int((near.distances[:, -1] <= TINY).sum())


def check_metric(metric: str) -> None:
    """Refuse the dot product, under which an item is not even nearest to itself.

    Raises
    ------
    UserError
        If the metric is the dot product.
    """
    if metric == "dot":
        detail = "The dot product is no distance: under it long vectors are near to all others"
        raise UserError("Not under the dot product", detail, "Choose cosine, Euclidean or Manhattan.")
