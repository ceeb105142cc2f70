"""Own axes: a straight map onto directions between groups of items, which a person chose and can name."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from projections.errors import UserError
from projections.graph import Graph
from projections.methods import PROJECTIONS, Arranged, Fitted
from projections.methods.pca import principal_axes
from projections.progress import Progress

Group = tuple[int | tuple[float, ...], ...]  # the index of an item, or a vector that is none
BLOCK = 16_384
SAMPLE = 5_000
MOST = 3
CANCELLED = 1e-6
ALIKE = 0.5  # two axes whose cosine is more than this show much of the same
PLACES = ("first", "second", "third")


@PROJECTIONS.register("axes")
@dataclass(frozen=True)
class OwnAxes:
    """How far each item leans to one end or the other of directions that you choose."""

    label: ClassVar[str] = "Axes of your own"
    order: ClassVar[int] = 9
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    instant: ClassVar[bool] = True

    axes: tuple[tuple[Group, Group], ...] = Field(
        (),
        max_length=MOST,
        title="Axes",
        description="For each axis the items at its low end and those at its high end; a vector may stand for one.",
        json_schema_extra={"drawn": False},
    )

    @property
    def graph_size(self) -> int:
        """It asks for no neighbours."""
        return 0

    def check(self, count: int, dimensions: int) -> None:
        """Refuse no axes at all, an end without items, items that there are not, and vectors of another length."""
        if not self.axes:
            hint = "Choose items for the two ends of an axis in the Directions tab, and use it for the map."
            raise UserError("No axes yet", "A map of your own axes needs at least one", hint)
        for place, ends in zip(PLACES, self.axes, strict=False):
            for end, items in zip(("low", "high"), ends, strict=True):
                if not items:
                    detail = f"No item is at the {end} end of the {place} axis"
                    raise UserError("An end without items", detail, "Choose at least one item for each end.")
                check_members(items, count, dimensions, place)

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> Arranged:
        """Return the cosine of every vector with each axis: the mean unit vector of its high end less that of its low.

        Axes that were not chosen show what else differs most: the first principal components of what is left.
        """
        chosen = [direction(vectors, ends, place) for ends, place in zip(self.axes[:dimensions], PLACES, strict=False)]
        axes = np.stack(chosen)
        notes = [resemblance(axes)] if len(axes) > 1 else []
        missing = dimensions - len(axes)
        if missing:
            axes = np.vstack([axes, remaining(vectors, axes, missing)])
            notes.append("What no axis was chosen for shows what else differs most.")
        kept = {"directions": axes.astype(np.float32)}
        coordinates = cosines(vectors, kept["directions"], progress)
        return Arranged(coordinates, [note for note in notes if note], kept)

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Return the cosines of the new vectors with the axes: exact."""
        kept = fitted.kept or self.fit_transform(fitted.vectors, fitted.dimensions, 0, None, progress).kept
        return cosines(new, kept["directions"], progress)


def check_members(members: Group, count: int, dimensions: int, place: str) -> None:
    """Refuse an item that there is not, and a vector that is of another length."""
    for member in members:
        if isinstance(member, tuple):
            if len(member) != dimensions:
                detail = f"The {place} axis has a vector of {len(member)} numbers; those of the items have {dimensions}"
                raise UserError("Another length", detail, "Give it a vector of the same space.")
        elif not 0 <= member < count:
            detail = f"The {place} axis names item {member:,}; there are {count:,}"
            raise UserError("No such item", detail, "Choose its ends again.")


def direction(vectors: np.ndarray, ends: tuple[Group, Group], place: str) -> np.ndarray:
    """Return the unit vector that leads from the low end to the high one, in float64."""
    low, high = (unit(np.stack([row(vectors, member) for member in end])).mean(axis=0) for end in ends)
    length = float(np.linalg.norm(high - low))
    if length < CANCELLED:
        detail = f"The two ends of the {place} axis have the same middle, so it points nowhere"
        raise UserError("The ends cancel out", detail, "Choose other items for one of them.")
    return np.asarray((high - low) / length)


def row(vectors: np.ndarray, member: int | tuple[float, ...]) -> np.ndarray:
    """Return the vector of an item, or the one that was given itself."""
    return np.asarray(vectors[member]) if isinstance(member, int) else np.asarray(member)


def remaining(vectors: np.ndarray, axes: np.ndarray, many: int) -> np.ndarray:
    """Return the `many` principal components of what the axes leave, found from at most 5,000 items."""
    sample = np.arange(len(vectors))
    if len(vectors) > SAMPLE:
        sample = np.sort(np.random.default_rng(0).choice(len(vectors), SAMPLE, replace=False))
    basis = np.linalg.qr(axes.T)[0]
    units = unit(vectors[sample])
    left = (units - units @ basis @ basis.T).astype(np.float32)
    found, _ = principal_axes(left, left.mean(axis=0, dtype=np.float64), many)
    whole = np.zeros((many, vectors.shape[1]))
    whole[: found.shape[1]] = found.T
    return whole


def resemblance(axes: np.ndarray) -> str:
    """Return a sentence about two axes that point much the same way, or nothing."""
    cosine = axes @ axes.T
    first, second = max(zip(*np.triu_indices(len(axes), 1), strict=True), key=lambda pair: abs(cosine[pair]))
    if abs(cosine[first, second]) <= ALIKE:
        return ""
    alike = f"{cosine[first, second]:.2f}".replace("-", "−")
    return f"The {PLACES[first]} and the {PLACES[second]} axis show much of the same: their cosine is {alike}."


def cosines(vectors: np.ndarray, directions: np.ndarray, progress: Progress) -> np.ndarray:
    """Return the cosine of each vector with each direction, ``(n, len(directions))`` float32; 0 for zero vectors."""
    found = np.empty((len(vectors), len(directions)), np.float32)
    for start in range(0, len(vectors), BLOCK):
        block = np.asarray(vectors[start : start + BLOCK], np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", block, block, dtype=np.float64)).astype(np.float32)[:, None]
        found[start : start + BLOCK] = np.divide(
            block @ directions.T, lengths, out=np.zeros((len(block), len(directions)), np.float32), where=lengths > 0
        )
        progress(min(start + BLOCK, len(vectors)), len(vectors), "placing the points")
    return found


def unit(vectors: np.ndarray) -> np.ndarray:
    """Return the vectors at length one, in float64; zero vectors stay zero."""
    exact = np.asarray(vectors, np.float64)
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    return np.asarray(np.divide(exact, lengths, out=np.zeros_like(exact), where=lengths > 0))
