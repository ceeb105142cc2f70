"""Interpolation: the way from one item to another, straight or along the sphere, and the items that lie on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.metrics import METRICS, Metric
from embeddings.space import Space

Way = Literal["straight", "spherical"]
STEPS = 21
ROWS = 8_192  # of the vectors at once
CANDIDATES = 4  # of each block that may be the nearest to a place: single precision may swap two


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
    """Return the item nearest to each of some vectors and its distance, reading the space once.

    A few of each block may be the nearest, by single precision; which of them is, double precision says.
    """
    near: list[np.ndarray] = []
    for start in range(0, len(space), ROWS):
        rows = np.asarray(space.vectors[start : start + ROWS])
        scores = _scores(rows, space.norms[start : start + ROWS], vectors, metric)
        scores[:, [item - start for item in left_out if start <= item < start + ROWS]] = np.inf
        many = min(CANDIDATES, len(rows))
        near.append(np.argpartition(scores, many - 1, axis=1)[:, :many] + start)
    candidates = np.concatenate(near, axis=1)
    exact = METRICS.make(metric).exact
    found, least = np.zeros(len(vectors), np.int64), np.zeros(len(vectors))
    for step, vector in enumerate(vectors.astype(np.float64)):
        items = np.setdiff1d(candidates[step], left_out)
        distances = exact(space.vectors[items].astype(np.float64), vector)
        found[step], least[step] = items[distances.argmin()], distances.min()
    return found, least


def _scores(rows: np.ndarray, norms: np.ndarray, vectors: np.ndarray, metric: str) -> np.ndarray:
    """Return ``(vectors, rows)`` float32 scores that order the rows as the metric does, smaller being nearer."""
    if metric == "euclidean":
        rows, vectors = rows - vectors[0], vectors - vectors[0]
        return np.asarray(np.einsum("ij,ij->i", rows, rows) - 2 * (vectors @ rows.T))
    if metric in ("cosine", "dot"):
        products = -(vectors @ rows.T)
        lengths = norms if metric == "cosine" else np.ones(len(rows), np.float32)
        return np.asarray(np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0))
    made = METRICS.make(metric)
    return np.stack([made.distances(rows, vector, norms) for vector in vectors])


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
