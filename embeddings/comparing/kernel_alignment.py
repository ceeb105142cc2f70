"""Linear CKA: how alike two sets of vectors of the same items are, whatever their dimensions, rotation and scale."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from embeddings.errors import UserError

ROWS = 16_384


class Alignment(NamedTuple):
    """How alike two spaces are as wholes.

    Parameters
    ----------
    cka
        Linear CKA, 0 to 1; 1 where one is the other but for rotation and scale.
    by_chance
        What it would be, on average, were the items of one shuffled: the more dimensions and the fewer items, the higher.
    """

    cka: float
    by_chance: float


def linear_cka(
    one: np.ndarray, other: np.ndarray, rows: np.ndarray | None = None, other_rows: np.ndarray | None = None
) -> Alignment:
    """Return the centred kernel alignment of two matrices under linear kernels (Kornblith et al., 2019).

    ‖YᵀX‖² / (‖XᵀX‖ ‖YᵀY‖) of the centred columns, in double precision. Where there are fewer items than dimensions the
    same is computed of the ``(n, n)`` products of items.

    Parameters
    ----------
    one, other
        ``(n, d)`` and ``(n, e)``: the same items, row by row; or any, of which `rows` are taken.
    rows, other_rows
        ``(m,)`` indices of the rows that count; all without them.

    Raises
    ------
    UserError
        If all vectors of one are the same, so that nothing can be compared.

    References
    ----------
    Kornblith, Norouzi, Lee, Hinton: “Similarity of Neural Network Representations Revisited”, ICML 2019.

    Examples
    --------
    >>> points = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
    >>> round(linear_cka(points, points[:, ::-1] * 7).cka, 6)
    1.0
    """
    x, y = Centred(one, rows), Centred(other, other_rows)
    if len(x) < max(one.shape[1], other.shape[1]):
        own, others = x.gram(), y.gram()
        both, of_x, of_y = float((own * others).sum()), float(np.linalg.norm(own)), float(np.linalg.norm(others))
        traces = float(np.trace(own) * np.trace(others))
    else:
        xx, yy = products(x, x), products(y, y)
        both, of_x, of_y = float((products(x, y) ** 2).sum()), float(np.linalg.norm(xx)), float(np.linalg.norm(yy))
        traces = float(np.trace(xx) * np.trace(yy))
    if of_x == 0 or of_y == 0:
        raise UserError(
            "All vectors are the same", "One of the spaces has no differences to compare", "Choose another."
        )
    # Of all orders of the items, the mean of tr(PKPᵀL) is tr K tr L / (n − 1), since both are centred.
    chance = traces / (len(x) - 1) / (of_x * of_y)
    return Alignment(min(1.0, both / (of_x * of_y)), min(1.0, chance))


class Centred:
    """The rows of a matrix less their mean, as of a largest number of 1, a block at a time in double precision."""

    def __init__(self, vectors: np.ndarray, rows: np.ndarray | None) -> None:
        self.vectors = vectors
        self.rows = np.arange(len(vectors)) if rows is None else rows
        total, largest = np.zeros(vectors.shape[1]), 0.0
        for start in range(0, len(self.rows), ROWS):
            block = vectors[self.rows[start : start + ROWS]].astype(np.float64)
            total += block.sum(axis=0)
            largest = max(largest, float(np.abs(block).max()))
        self.mean = total / len(self.rows)
        self.scale = largest or 1.0

    def __len__(self) -> int:
        return len(self.rows)

    def block(self, start: int) -> np.ndarray:
        """Return the rows from `start` on, ``(at most ROWS, d)`` float64."""
        some = self.vectors[self.rows[start : start + ROWS]].astype(np.float64)
        return np.asarray((some - self.mean) / self.scale)

    def gram(self) -> np.ndarray:
        """Return the products of all items, ``(n, n)`` float64; for a few items alone."""
        whole = np.concatenate([self.block(start) for start in range(0, len(self), ROWS)])
        return np.asarray(whole @ whole.T)


def products(x: Centred, y: Centred) -> np.ndarray:
    """Return XᵀY of two centred matrices of the same items, ``(d, e)`` float64."""
    found = np.zeros((x.vectors.shape[1], y.vectors.shape[1]))
    for start in range(0, len(x), ROWS):
        mine = x.block(start)
        found += mine.T @ (mine if x is y else y.block(start))
    return found
