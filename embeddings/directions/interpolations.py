"""Interpolation: the way from one item to another, straight or along the sphere, and the items that lie on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.metrics import METRICS, ROUNDING, Metric, metric_called
from embeddings.metrics.cosine import SMALLEST
from embeddings.nearest.neighbours import exact_distances
from embeddings.space import Space

Way = Literal["straight", "spherical"]
STEPS = 21


@dataclass(frozen=True, eq=False)
class Interpolation:
    """A way between two vectors.

    Parameters
    ----------
    vectors
        The places on the way, ``(steps, d)`` float32, the first and the last being its ends.
    shares
        How far along each of them lies, ``(steps,)``, 0 to 1.
    on_the_way
        The real items nearest to these places, each once and in the order of the way: ``index``, ``label``,
        ``from_share`` and ``to_share`` (where along the way it is the nearest), ``share`` (where it is the nearest by
        far), ``distance`` and ``similarity`` there.
    """

    vectors: np.ndarray
    shares: np.ndarray
    on_the_way: pd.DataFrame


def interpolate(
    space: Space,
    start: int | str | np.ndarray,
    end: int | str | np.ndarray,
    *,
    way: Way = "straight",
    steps: int = STEPS,
    metric: str = "cosine",
    inputs_left_out: bool = True,
) -> Interpolation:
    """Return the way from one item to another, and the items on it.

    Parameters
    ----------
    space
        Where the items are.
    start, end
        Indices, names, or plain vectors of d numbers.
    way
        ``"straight"``, or ``"spherical"``: along the great circle between them at a steady pace (Shoemake, 1985), the
        length of the vector going steadily from the one's to the other's. A straight way between vectors far apart
        leads through short ones, where few items are.
    steps
        How many places of the way are looked at, both ends included.
    metric
        What “near” means.
    inputs_left_out
        Whether the ends themselves are not to be found: they are the nearest for much of the way.

    Raises
    ------
    UserError
        If there is no such item or metric, both ends are the same, there are too few steps, or a spherical way is
        asked for from a zero vector or to the opposite one, between which there is no one great circle.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> interpolate(words, "kitten", "lion").on_the_way["label"].tolist()[:1]
    ['cat']
    """
    if way not in ("straight", "spherical"):
        raise UserError("No such way", f"“{way}” is no way between two items", "Choose straight or spherical.")
    if steps < 2:
        raise UserError("Too few steps", f"{steps} steps were asked for", "Ask for at least 2, the two ends.")
    one, other = _vector(space, start), _vector(space, end)
    if np.array_equal(one, other):
        raise UserError("Both ends are the same", "There is no way from a place to itself", "Choose two that differ.")
    shares = np.linspace(0, 1, steps)
    vectors = (straight if way == "straight" else spherical)(one, other, shares).astype(np.float32)
    ends = [space.find(item) for item in (start, end) if not isinstance(item, np.ndarray)]
    left_out = list(dict.fromkeys(ends)) if inputs_left_out else []
    if len(left_out) >= len(space):
        return Interpolation(
            vectors, shares, _path(space, np.empty(0, np.int64), np.empty(0), shares, METRICS.make(metric))
        )
    made = METRICS.make(metric)
    return Interpolation(vectors, shares, _path(space, *_nearest(space, vectors, metric, left_out), shares, made))


def straight(one: np.ndarray, other: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the places on the straight line, ``(len(shares), d)`` float64."""
    return np.asarray(one + shares[:, None] * (other - one))


def spherical(one: np.ndarray, other: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the places along the great circle, ``(len(shares), d)`` float64.

    Raises
    ------
    UserError
        If a vector is zero, or they point opposite ways.
    """
    lengths = np.linalg.norm(one), np.linalg.norm(other)
    if min(lengths) == 0:
        detail = "One of the two has a vector of zeros, which points nowhere"
        raise UserError("No way along the sphere", detail, "Go straight, or choose another item.")
    first, last = one / lengths[0], other / lengths[1]
    # The angle by both of its sides: the arc cosine alone has no digits left for vectors that are nearly the same.
    angle = 2 * np.arctan2(np.linalg.norm(last - first), np.linalg.norm(last + first))
    if np.pi - angle < 1e-4:
        detail = "The two point opposite ways, and every great circle leads from one to the other"
        raise UserError("No one way along the sphere", detail, "Go straight, or choose another item.")
    sizes = lengths[0] + shares * (lengths[1] - lengths[0])
    if angle < 1e-6:
        return np.asarray(sizes[:, None] * straight(first, last, shares))
    parts = np.sin((1 - shares) * angle), np.sin(shares * angle)
    units = (parts[0][:, None] * first + parts[1][:, None] * last) / np.sin(angle)
    return np.asarray(sizes[:, None] * units)


def _vector(space: Space, item: int | str | np.ndarray) -> np.ndarray:
    found = item if isinstance(item, np.ndarray) else space.vectors[space.find(item)]
    if found.shape != space.vectors.shape[1:]:
        detail = f"A vector of the shape {found.shape} was given, and the space has {space.vectors.shape[1]} dimensions"
        raise UserError("Another number of dimensions", detail, "Encode it as the space was encoded.")
    return np.asarray(found, np.float64)


def _nearest(space: Space, vectors: np.ndarray, metric: str, left_out: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the item nearest to each of some vectors and its distance; of equal ones the first."""
    made = metric_called(metric)
    found, least = np.zeros(len(vectors), np.int64), np.zeros(len(vectors))
    for step, (scores, slack) in enumerate(_scored(space, vectors, metric)):
        scores[left_out] = np.inf
        candidates = np.flatnonzero(scores - slack <= (scores + slack).min())
        distances = exact_distances(space, made, vectors[step], candidates)
        best = int(distances.argmin())
        found[step], least[step] = candidates[best], distances[best]
    return found, least


def _scored(space: Space, vectors: np.ndarray, metric: str) -> Iterator[tuple[np.ndarray, np.ndarray | float]]:
    """Give for each place of a way ``(n,)`` float32 scores, smaller being nearer, and by how much they may be off.

    Every place is a mixture of the two ends, and so is its product with an item: the vectors are read for the ends alone.
    """
    norms = space.norms
    if metric not in ("cosine", "dot", "euclidean"):
        made = metric_called(metric)
        for vector in vectors:
            yield made.distances(space.vectors, vector, norms), made.blur(norms, vector)
        return
    ends = vectors[[0, -1]].astype(np.float64)
    lengths = np.linalg.norm(ends, axis=1)
    units = ends / np.where(lengths, lengths, 1)[:, None]
    shares = np.linalg.lstsq(units.T, vectors.T.astype(np.float64))[0].T.astype(np.float32)
    first, last = (np.asarray(space.vectors) @ unit for unit in units.astype(np.float32))
    if metric == "cosine":
        first, last = (products / np.maximum(norms, SMALLEST) for products in (first, last))
    halves = norms**2 / 2
    for one, other in shares:
        scores, reach = -one * first - other * last, np.float32(ROUNDING) * (abs(one) + abs(other))
        if metric == "euclidean":
            yield scores + halves, reach * norms + np.float32(ROUNDING) * halves
        else:
            yield scores, reach if metric == "cosine" else reach * norms


def _path(space: Space, found: np.ndarray, distances: np.ndarray, shares: np.ndarray, metric: Metric) -> pd.DataFrame:
    """Return every item once, where the way is nearest to it; the first time counts, should it come again."""
    rows = []
    for item in dict.fromkeys(found.tolist()):
        steps = np.flatnonzero(found == item)
        best = int(steps[distances[steps].argmin()])
        rows.append((item, space.names[item], shares[steps[0]], shares[steps[-1]], shares[best], distances[best]))
    made = pd.DataFrame(rows, columns=["index", "label", "from_share", "to_share", "share", "distance"])
    made["similarity"] = metric.similarity(made["distance"].to_numpy(np.float64))
    return made
