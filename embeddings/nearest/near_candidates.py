"""Who may be among the k nearest: one pass over all pairs that keeps, for each query, those that cannot be ruled out."""

from __future__ import annotations

import numpy as np

from embeddings.nearest.rough_scores import COLUMNS, Rough


def near_candidates(rough: Rough, rows: slice, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return every item of the base that may be among the `k` nearest of some queries.

    Parameters
    ----------
    rough
        The scores, and how far off they may be.
    rows
        Which queries.
    k
        How many nearest; at least 1.

    Returns
    -------
    tuple
        Two arrays of one length: the query's place within `rows`, ascending, and the item of the base.
    """
    kept = Kept(rows.stop - rows.start, min(k, rough.count))
    for start in range(0, rough.count, COLUMNS):
        columns = slice(start, min(start + COLUMNS, rough.count))
        kept.add(rough.scores(rows, columns), rough.slack(rows, columns), start)
    return kept.rows, rough.order[kept.columns]


class Kept:
    """What is still in the race for each of `size` queries, after the blocks so far."""

    def __init__(self, size: int, k: int) -> None:
        self.k = k
        self.limits = np.full(size, np.inf, np.float32)
        self.rows = self.columns = np.empty(0, np.int64)
        self.lows = self.highs = np.empty(0, np.float32)

    def add(self, scores: np.ndarray, slack: np.ndarray, start: int) -> None:
        """Look at one more block of columns."""
        width = scores.shape[1]
        if not self.rows.size and width >= self.k:
            self.limits = np.partition(scores, self.k - 1, axis=1)[:, self.k - 1] + slack
        rows, columns = np.divmod(np.flatnonzero(scores <= (self.limits + slack)[:, None]), width)
        found = scores[rows, columns]
        self.rows = np.concatenate([self.rows, rows])
        self.columns = np.concatenate([self.columns, columns + start])
        self.lows = np.concatenate([self.lows, found - slack[rows]])
        self.highs = np.concatenate([self.highs, found + slack[rows]])
        self._rule_out()

    def _rule_out(self) -> None:
        """Drop those whose best is worse than the worst of k others."""
        order = np.lexsort((self.highs, self.rows))
        counts = np.bincount(self.rows, minlength=len(self.limits))
        enough = counts >= self.k
        self.limits[enough] = self.highs[order][(np.cumsum(counts) - counts)[enough] + self.k - 1]
        order = order[self.lows[order] <= self.limits[self.rows[order]]]
        self.rows, self.columns = self.rows[order], self.columns[order]
        self.lows, self.highs = self.lows[order], self.highs[order]
