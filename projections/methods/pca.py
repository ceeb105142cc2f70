"""Principal component analysis (Pearson, 1901), by the eigenvectors of the covariance."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic.dataclasses import dataclass

from projections.graph import Graph
from projections.methods import PROJECTIONS
from projections.progress import Progress

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
    ) -> tuple[np.ndarray, list[str]]:
        """Return the first principal components; each axis has its largest entry positive, so that maps agree."""
        mean = vectors.mean(axis=0, dtype=np.float64)
        axes, share = principal_axes(vectors, mean, dimensions)
        coordinates = np.zeros((len(vectors), dimensions), np.float32)
        for start in range(0, len(vectors), BLOCK):
            block = vectors[start : start + BLOCK] - mean.astype(np.float32)
            coordinates[start : start + BLOCK, : axes.shape[1]] = block @ axes
        progress(len(vectors), len(vectors), "finding the axes")
        return coordinates, [f"PCA: the map shows {share:.0%} of the variance."] if share is not None else []


def principal_axes(vectors: np.ndarray, mean: np.ndarray, dimensions: int) -> tuple[np.ndarray, float | None]:
    """Return ``(d, dimensions)`` axes, at most d of them, and the share of the variance that they show."""
    width = vectors.shape[1]
    covariance = np.zeros((width, width))
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK] - mean.astype(np.float32)
        covariance += block.T @ block
    values, axes = np.linalg.eigh(covariance)
    axes = axes[:, ::-1][:, :dimensions]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    total = float(values.clip(0).sum())
    share = float(values[::-1][:dimensions].clip(0).sum()) / total if total > 0 else None
    return (axes * np.where(signs == 0, 1, signs)).astype(np.float32), share
