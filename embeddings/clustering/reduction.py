"""Fewer dimensions before clustering, and what that costs in variance."""

from __future__ import annotations

import numpy as np

BLOCK = 65_536


def reduced(points: np.ndarray, dimensions: int) -> tuple[np.ndarray, list[str]]:
    """Return points in at most so many dimensions, by PCA, and a sentence that says what was kept.

    Parameters
    ----------
    points
        ``(n, d)`` finite numbers.
    dimensions
        How many may remain; 0 leaves the points as they are.
    """
    width = points.shape[1]
    if not dimensions or width <= dimensions:
        return points, []
    middle = points.mean(axis=0, dtype=np.float64)
    spread = np.zeros((width, width))
    for start in range(0, len(points), BLOCK):
        some = points[start : start + BLOCK] - middle
        spread += some.T @ some
    variances, axes = np.linalg.eigh(spread)
    kept, total = float(variances[-dimensions:].sum()), float(variances.sum())
    share = kept / total if total > 0 else 1.0
    note = f"Reduced from {width:,} to {dimensions} dimensions by PCA first, which keep {share:.0%} of the variance."
    return np.asarray((points - middle) @ axes[:, : -dimensions - 1 : -1], np.float32), [note]
