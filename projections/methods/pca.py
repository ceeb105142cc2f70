"""Principal component analysis (Pearson, 1901), by the eigenvectors of the covariance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from projections.graph import Graph
from projections.methods import PROJECTIONS, Arranged, Fitted
from projections.progress import Progress, silent

BLOCK = 16_384


@PROJECTIONS.register("pca")
@dataclass(frozen=True)
class Pca:
    """The directions in which the vectors differ most; straight, exact and instant."""

    label: ClassVar[str] = "PCA"
    order: ClassVar[int] = 1
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    instant: ClassVar[bool] = True

    @property
    def graph_size(self) -> int:
        """PCA asks for no neighbours."""
        return 0

    def check(self, count: int, dimensions: int) -> None:
        """Every set of vectors has a PCA."""

    def fit_transform(
        self, vectors: np.ndarray, dimensions: int, seed: int, graph: Graph | None, progress: Progress
    ) -> Arranged:
        """Return the first principal components; each axis has its largest entry positive, so that maps agree."""
        mean = vectors.mean(axis=0, dtype=np.float64)
        axes, share = principal_axes(vectors, mean, dimensions)
        kept = {"mean": mean.astype(np.float32), "axes": axes}
        coordinates = onto(vectors, kept, dimensions, progress)
        width = vectors.shape[1]
        notes = [f"The vectors have {width} dimensions, so the last axes of the map are empty."] * (width < dimensions)
        notes += [f"PCA: the map shows {share:.0%} of the variance."] if share is not None else []
        return Arranged(coordinates, notes, kept)

    def place(self, fitted: Fitted, new: np.ndarray, progress: Progress) -> np.ndarray:
        """Project the new vectors onto the components of the old: exact."""
        kept = fitted.kept or self.fit_transform(fitted.vectors, fitted.dimensions, 0, None, silent).kept
        return onto(new, kept, fitted.dimensions, progress)


def onto(vectors: np.ndarray, kept: Mapping[str, np.ndarray], dimensions: int, progress: Progress) -> np.ndarray:
    """Return the coordinates of vectors on principal axes, a block at a time; axes that there are not stay empty."""
    coordinates = np.zeros((len(vectors), dimensions), np.float32)
    mean, axes = kept["mean"], kept["axes"]
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] - mean
        coordinates[start : start + BLOCK, : axes.shape[1]] = block @ axes
        progress(min(start + BLOCK, len(vectors)), len(vectors), "placing the points")
    return coordinates


def principal_axes(vectors: np.ndarray, mean: np.ndarray, dimensions: int) -> tuple[np.ndarray, float | None]:
    """Return ``(d, dimensions)`` axes, at most d of them, and the share of the variance that they show."""
    wide = vectors.shape[1] > len(vectors)
    values, axes = by_items(vectors, mean) if wide else by_dimensions(vectors, mean)
    axes = axes[:, ::-1][:, :dimensions]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    total = float(values.clip(0).sum())
    share = float(values[::-1][:dimensions].clip(0).sum()) / total if total > 0 else None
    return (axes * signs).astype(np.float32), share


def by_dimensions(vectors: np.ndarray, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the variances and the axes, least first, from the d × d covariance, a block of items at a time."""
    width = vectors.shape[1]
    covariance = np.zeros((width, width))
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] - mean.astype(np.float32)
        covariance += block.T @ block
    values, axes = np.linalg.eigh(covariance)
    return values, axes


def by_items(vectors: np.ndarray, mean: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the same where there are fewer items than dimensions, from their n × n products."""
    centred = vectors - mean
    values, weights = np.linalg.eigh(centred @ centred.T)
    axes = centred.T @ weights
    lengths = np.linalg.norm(axes, axis=0)
    return values, np.divide(axes, lengths, out=np.zeros_like(axes), where=lengths > 0)
