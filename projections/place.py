"""`place`: where new vectors belong on a map that is there, by the map's own method, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from projections.errors import UserError
from projections.graph import Graph, Metric, nearest
from projections.methods import PROJECTIONS, Fitted
from projections.nearby import distances_to, nearest_to_new, same_as
from projections.progress import Progress, silent
from projections.project import Projection, checked, suited

K = 10
GAPS_SAMPLE = 256
TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Placement:
    """Where new vectors are on a map.

    Parameters
    ----------
    coordinates
        ``(m, 2)`` or ``(m, 3)`` finite float32 numbers.
    trust
        ``(m,)`` float32, 0 to 1: the share of the `k` items nearest to the new point on the map that are truly as near
        to its vector as the last of its `k` true neighbours; what the honest line says of the whole map.
    remote
        ``(m,)`` float32, 0 to 1: the share of the items that have a nearer neighbour than this vector has. Near 1,
        nothing here is like it, and its place says little.
    nearest
        ``(m, k)`` int64: the true neighbours, nearest first.
    k
        How many neighbours were compared.
    """

    coordinates: np.ndarray
    trust: np.ndarray
    remote: np.ndarray
    nearest: np.ndarray
    k: int


def place(
    projection: Projection,
    vectors: np.ndarray,
    new: np.ndarray,
    *,
    gaps: np.ndarray | None = None,
    progress: Progress = silent,
) -> Placement:
    """Place new vectors on a map, which stays as it is.

    PCA and own axes project them: exact. UMAP and t-SNE do with each alone what the transforms of umap-learn and
    openTSNE do, among its exact neighbours; a vector that equals an item's lies on that item.

    Parameters
    ----------
    projection
        The map, as `project` returned it.
    vectors
        The ``(n, d)`` vectors that it was made of.
    new
        ``(m, d)`` vectors to place, or one of shape ``(d,)``.
    gaps
        What `usual_gaps` returned for these vectors, where it is known already.
    progress
        Called with (done, total, message); what it raises ends the work.

    Raises
    ------
    UserError
        If a new vector is not finite, or has other dimensions than the map's, or the map is a single point.

    Examples
    --------
    >>> from projections import place, project
    >>> vectors = np.random.default_rng(0).standard_normal((20, 5), dtype=np.float32)
    >>> made = project(vectors, "pca")
    >>> placed = place(made, vectors, vectors[3])
    >>> bool(np.allclose(placed.coordinates[0], made.coordinates[3], atol=1e-5)), placed.nearest[0, 0].item()
    (True, 3)
    """
    dimensions = projection.coordinates.shape[1]
    vectors, new = checked(vectors, dimensions), checked(np.atleast_2d(new), dimensions)
    check_fit(projection.coordinates, vectors, new)
    method = suited(PROJECTIONS.make(projection.method, projection.parameters), len(vectors))
    fitted = Fitted(vectors, projection.coordinates, projection.metric, projection.kept)
    k = min(K, max(1, (len(vectors) - 1) // 2))
    found, far = nearest_to_new(vectors, new, k, projection.metric, progress)
    placed = method.place(fitted, new, progress)
    if not method.instant:
        same = same_as(vectors, new, found[:, 0], far[:, 0], projection.metric)
        placed = np.where(same[:, None] >= 0, projection.coordinates[same], placed)
    placed = np.ascontiguousarray(placed, dtype=np.float32)
    if gaps is None:
        gaps = usual_gaps(vectors, projection.metric)
    remote = (np.searchsorted(gaps, far[:, 0], side="left") / max(1, len(gaps))).astype(np.float32)
    return Placement(placed, trust(fitted, new, placed, far[:, -1]), remote, found, k)


def check_fit(coordinates: np.ndarray, vectors: np.ndarray, new: np.ndarray) -> None:
    """Refuse what cannot be placed, with the reason."""
    if len(coordinates) != len(vectors):
        raise ValueError(f"the map has {len(coordinates)} items, the vectors are {len(vectors)}")
    if new.shape[1] != vectors.shape[1]:
        detail = f"The new vectors have {new.shape[1]:,} dimensions, those of the map {vectors.shape[1]:,}"
        raise UserError("Vectors of another kind", detail, "Encode them with the encoder that made the space.")
    if not (vectors != vectors[0]).any():
        detail = "All its vectors are equal, so nothing says where another would be"
        raise UserError("The map is one point", detail, "Choose a space whose items differ.")


def trust(fitted: Fitted, new: np.ndarray, placed: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the share of each placed point's neighbours on the map that are truly as near as `last`, ``(m,)``."""
    k = min(K, max(1, (len(fitted.vectors) - 1) // 2))
    on_map = nearest(fitted.coordinates, placed, k)[0]
    truly = distances_to(fitted.vectors, new, on_map, fitted.metric)
    return np.asarray((truly <= (last + TIE)[:, None]).mean(axis=1), np.float32)


def usual_gaps(vectors: np.ndarray, metric: Metric = "cosine", graph: Graph | None = None) -> np.ndarray:
    """Return how far items are from their nearest other item, sorted: of all where a graph knows it, else of a sample.

    Parameters
    ----------
    vectors
        ``(n, d)``.
    metric
        ``"cosine"`` or ``"euclidean"``.
    graph
        The neighbours of all items, where they are known already.
    """
    if graph is not None and graph.metric == metric and graph.k:
        return np.sort(np.asarray(graph.distances[:, 0], np.float64))
    if len(vectors) < 2:
        return np.empty(0)
    sample = np.arange(len(vectors))
    if len(vectors) > GAPS_SAMPLE:
        sample = np.random.default_rng(0).choice(len(vectors), GAPS_SAMPLE, replace=False)
    found, far = nearest_to_new(vectors, vectors[sample], 2, metric)
    return np.sort(np.where(found[:, 0] == sample, far[:, 1], far[:, 0]))
