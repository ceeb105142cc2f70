"""`project`: vectors in, a map out, with defined answers for the odd cases: few items, equal items, few dimensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from projections.errors import UserError
from projections.graph import Graph, Metric, neighbour_graph
from projections.methods import PROJECTIONS, Arranged, Method
from projections.progress import Progress, silent
from projections.quality import Quality, measure_quality

LARGEST = 1e15  # float32 bears the sum of the squares of many such numbers
FEW = 4  # with fewer items every method would only arrange chance; PCA shows them as they are


@dataclass(frozen=True, eq=False)
class Projection:
    """A map of vectors.

    Parameters
    ----------
    coordinates
        ``(n, 2)`` or ``(n, 3)`` finite float32 numbers.
    method, parameters, seed, metric
        How it was made.
    notes
        Sentences for the person about what was met.
    kept
        Arrays that placing new vectors goes by.
    """

    coordinates: np.ndarray
    method: str
    parameters: dict[str, Any] = field(default_factory=dict)
    seed: int = 0
    metric: Metric = "cosine"
    notes: tuple[str, ...] = ()
    kept: dict[str, np.ndarray] = field(default_factory=dict, repr=False)
    _measure: Callable[[], Quality] = field(kw_only=True, repr=False)

    @cached_property
    def quality(self) -> Quality:
        """How much of the map is true, measured when it is first asked for."""
        return self._measure()

    @classmethod
    def known(
        cls,
        vectors: np.ndarray,
        coordinates: np.ndarray,
        method: str,
        parameters: Mapping[str, Any],
        kept: Mapping[str, np.ndarray],
        metric: Metric = "cosine",
    ) -> Projection:
        """Return a map that was made before from what was kept of it."""
        measured = partial(measure_quality, vectors, coordinates, metric=metric)
        return cls(coordinates, method, dict(parameters), metric=metric, kept=dict(kept), _measure=measured)


def project(
    vectors: np.ndarray,
    method: str = "umap",
    dimensions: int = 2,
    *,
    seed: int = 0,
    metric: Metric = "cosine",
    graph: Graph | None = None,
    progress: Progress = silent,
    **parameters: Any,
) -> Projection:
    """Project vectors to two or three dimensions.

    Parameters
    ----------
    vectors
        ``(n, d)`` finite numbers; they are left as they are.
    method
        ``"pca"``, ``"tsne"``, ``"umap"`` or ``"axes"``.
    dimensions
        2 or 3.
    seed
        The same seed gives the same map.
    metric
        What “near” means for t-SNE, UMAP and the quality: ``"cosine"`` or ``"euclidean"``.
    graph
        The neighbour graph of these vectors, where it is known already; one that is too small, or under another
        metric, is left aside.
    progress
        Called with (done, total, message); what it raises ends the work.
    parameters
        The method's own parameters, such as ``n_neighbors=30``, or for own axes the items at the two ends of each:
        ``axes=[([3, 17], [8, 21])]``.

    Raises
    ------
    UserError
        If a vector is not finite, or a parameter is out of its range.
    """
    vectors = checked(vectors, dimensions)
    chosen = PROJECTIONS.make(method, parameters)
    chosen.check(*vectors.shape)
    if len(vectors) == 1 or not (vectors != vectors[0]).any():
        arranged = Arranged(np.zeros((len(vectors), dimensions), np.float32), [one_point(len(vectors))])
    else:
        if chosen.graph_size and len(vectors) >= FEW and not serves(graph, chosen.graph_size, vectors, metric):
            graph = neighbour_graph(vectors, chosen.graph_size, metric, progress=progress)
        arranged = arrange(chosen, vectors, dimensions, seed, graph, progress)
    coordinates = arranged.coordinates
    return Projection(
        coordinates,
        method,
        asdict(chosen),
        seed,
        metric,
        tuple(arranged.notes),
        arranged.kept,
        _measure=lambda: measure_quality(vectors, coordinates, metric=metric, graph=graph, progress=progress),
    )


def checked(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """Return the vectors as float32, or say what is wrong with them."""
    if dimensions not in (2, 3):
        raise UserError("Two or three dimensions", f"A map has 2 or 3 dimensions, not {dimensions}", "Choose 2 or 3.")
    vectors = np.asarray(vectors)
    if vectors.ndim != 2 or 0 in vectors.shape:
        raise UserError("Nothing to map", f"The vectors have the shape {vectors.shape}", "Give an (n, d) array.")
    if not (vectors.min() >= -LARGEST and vectors.max() <= LARGEST):
        raise unfit(vectors)
    return vectors.astype(np.float32, copy=False)


def unfit(vectors: np.ndarray) -> UserError:
    """Return the refusal of the first vector with a number that cannot be squared and summed."""
    row = int(np.argmin((np.abs(vectors) <= LARGEST).all(axis=1)))
    if not np.isfinite(vectors[row]).all():
        detail, hint = f"Vector {row:,} holds NaN or infinity", "Leave that item out, or mend its numbers."
        return UserError("A vector is not finite", detail, hint)
    largest = np.abs(vectors[row]).max()
    return UserError("A vector is too long", f"Vector {row:,} holds {largest:.3g}", "Scale all vectors down alike.")


def serves(graph: Graph | None, size: int, vectors: np.ndarray, metric: Metric) -> bool:
    """Return whether a graph that is known already has what a method asks for."""
    wanted = (len(vectors), min(size, len(vectors) - 1))
    return graph is not None and graph.metric == metric and len(graph.indices) == wanted[0] and graph.k >= wanted[1]


def arrange(
    method: Method, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
) -> Arranged:
    """Run the method, or PCA where there are too few items for it, and say so."""
    notes = []
    wanted, method = method, suited(method, len(vectors))
    if method is not wanted:
        notes.append(f"{wanted.label} needs at least {FEW} items; PCA shows these {len(vectors)} as they are.")
    coordinates, said, kept = method.fit_transform(vectors, dimensions, seed, graph, progress)
    return Arranged(np.ascontiguousarray(coordinates, dtype=np.float32), notes + said, kept)


def suited(method: Method, count: int) -> Method:
    """Return the method that arranges so many items: PCA where there are too few for another."""
    return method if method.instant or count >= FEW else PROJECTIONS.make("pca")


def one_point(count: int) -> str:
    """Say why the map is one point."""
    return (
        "There is one item, so the map is one point." if count == 1 else "All vectors are equal: the map is one point."
    )
