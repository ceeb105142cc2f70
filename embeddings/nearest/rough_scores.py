"""Rough scores of many items against many, block by block: by BLAS where a metric is a product, else item by item.

A score orders the base of one query as the distance does; `slack` says by how much single precision may be off, so that
nobody who may be near is missed. Who really is nearest is then decided in double precision, elsewhere.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embeddings.metrics import METRICS

ROWS, COLUMNS = 1_024, 8_192  # of one block: 32 MB of float32 scores
ROUNDING = 5e-7  # of the lengths involved, for one dimension; errors grow as the root of their number
THREADS = 2


class Rough(Protocol):
    """Scores of queries (rows) against a base (columns)."""

    @property
    def count(self) -> int:
        """The size of the base."""

    @property
    def order(self) -> np.ndarray:
        """Which item of the base each column is."""

    def scores(self, rows: slice, columns: slice) -> np.ndarray:
        """Return the scores of a block, smaller being nearer."""

    def slack(self, rows: slice, columns: slice) -> np.ndarray:
        """Return by how much the scores of each row of a block may be off."""


def rough_scores(queries: np.ndarray, base: np.ndarray, metric: str) -> Rough:
    """Return the quickest way to score ``(q, d)`` queries against an ``(m, d)`` base under a metric.

    Raises
    ------
    UserError
        If there is no such metric.
    """
    METRICS.get(metric)
    if metric == "cosine":
        return Products.made(units(queries), units(base), np.zeros(len(base)), -1)
    if metric == "dot":
        return Products.made(single(queries), single(base), np.zeros(len(base)), -1)
    if metric == "euclidean":
        centre = base.mean(axis=0, dtype=np.float64).astype(np.float32)
        queries, base = single(queries - centre), single(base - centre)
        return Products.made(queries, base, squares(base), -2)
    return Measured(single(queries), single(base), metric)


def single(vectors: np.ndarray) -> np.ndarray:
    """Return vectors in single precision, as BLAS likes them."""
    return np.ascontiguousarray(vectors, np.float32)


def squares(vectors: np.ndarray) -> np.ndarray:
    """Return the squared length of each vector, ``(n,)`` float64."""
    return np.asarray(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))


def units(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of length 1; a zero vector stays one."""
    lengths = np.sqrt(squares(vectors))[:, None]
    made = np.zeros(vectors.shape, np.float32)
    np.divide(vectors, lengths, out=made, where=lengths > 0, casting="unsafe")
    return made


@dataclass(frozen=True, eq=False)
class Products:
    """Scores that are products: ``offset + factor × query · base``.

    The base is in the order of its lengths: the slack of a block is that of its longest, and one giant does not loosen
    the others' bounds.
    """

    queries: np.ndarray
    base: np.ndarray
    offsets: np.ndarray
    factor: int
    order_of_lengths: np.ndarray
    query_lengths: np.ndarray
    lengths: np.ndarray

    @classmethod
    def made(cls, queries: np.ndarray, base: np.ndarray, offsets: np.ndarray, factor: int) -> Products:
        """Put the base into the order of its lengths."""
        lengths = np.sqrt(squares(base))
        order = np.argsort(lengths, kind="stable")
        query_lengths = np.sqrt(squares(queries))
        return cls(queries, base[order], single(offsets[order]), factor, order, query_lengths, lengths[order])

    @property
    def count(self) -> int:
        """The size of the base."""
        return len(self.base)

    @property
    def order(self) -> np.ndarray:
        """Which item of the base each column is."""
        return self.order_of_lengths

    def scores(self, rows: slice, columns: slice) -> np.ndarray:
        """Return the scores of a block."""
        found: np.ndarray = self.queries[rows] @ self.base[columns].T
        found *= self.factor
        found += self.offsets[columns]
        return found

    def slack(self, rows: slice, columns: slice) -> np.ndarray:
        """Return the slack of each row: that of its product with the longest of the block, and of that one's offset."""
        longest = float(self.lengths[columns].max())
        lengths = self.query_lengths[rows] + (longest if self.factor == -2 else 0)
        return np.asarray(ROUNDING * np.sqrt(self.base.shape[1]) * abs(self.factor) * lengths * longest, np.float32)


@dataclass(frozen=True, eq=False)
class Measured:
    """Scores that are a metric's distances, one query at a time."""

    queries: np.ndarray
    base: np.ndarray
    metric: str

    @property
    def count(self) -> int:
        """The size of the base."""
        return len(self.base)

    @property
    def order(self) -> np.ndarray:
        """The base, as it was given."""
        return np.arange(len(self.base))

    def scores(self, rows: slice, columns: slice) -> np.ndarray:
        """Return the distances of a block; the distances of two queries are taken at once, since SciPy lets threads run."""
        metric, some = METRICS.make(self.metric), self.base[columns]
        lengths = single(np.sqrt(squares(some)))
        with ThreadPoolExecutor(THREADS) as threads:
            found = threads.map(lambda query: metric.distances(some, query, lengths), self.queries[rows])
            return np.stack(list(found))

    def slack(self, rows: slice, columns: slice) -> np.ndarray:
        """Return the metric's own blur for each row."""
        metric, lengths = METRICS.make(self.metric), single(np.sqrt(squares(self.base[columns])))
        return np.array([metric.blur(lengths, query) for query in self.queries[rows]], np.float32)
