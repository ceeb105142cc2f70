"""A maximum spanning forest of pairs that come in some at a time: all that connected components ever need of them."""

from __future__ import annotations

import numpy as np

BUFFER = 4_000_000  # pairs that are kept before they are thinned out


class Forest:
    """The forest of `count` items."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pairs = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]

    def add(self, a: np.ndarray, b: np.ndarray, similarity: np.ndarray) -> None:
        """Take in some pairs; once there are many, those that nothing needs are dropped."""
        self._pairs.append((a, b, similarity))
        if sum(len(pairs[0]) for pairs in self._pairs) > BUFFER:
            self._thin_out()

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the pairs of the forest."""
        self._thin_out()
        return self._pairs[0][:2]

    def _thin_out(self) -> None:
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import minimum_spanning_tree

        a, b, similarity = (np.concatenate(side) for side in zip(*self._pairs, strict=True))
        tree = minimum_spanning_tree(coo_matrix((-similarity, (a, b)), shape=(self.count, self.count)).tocsr()).tocoo()
        self._pairs = [(tree.row.astype(np.int64), tree.col.astype(np.int64), -tree.data)]
