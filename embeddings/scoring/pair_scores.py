"""Judged pairs: the cosine of the two vectors of each pair, and how well the order of the pairs agrees with people's."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from embeddings.progress import Progress, silent
from embeddings.scoring.known_tests import PairTest
from embeddings.scoring.sections import correlation_interval, in_sections
from embeddings.searching.querying import query_vectors
from embeddings.space import Space

BLOCK = 65_536


class PairScore(NamedTuple):
    """The pairs of a test with the cosine of their vectors.

    Parameters
    ----------
    name
        The test.
    by
        ``"items"`` where the texts were looked up, ``"encoder"`` where they were encoded.
    answers
        A row for each pair: ``section``, ``a``, ``b``, ``judged``; ``covered`` (whether both have a vector) and
        ``similarity``, the cosine (NaN where it is not covered).
    """

    name: str
    by: str
    answers: pd.DataFrame

    @property
    def sections(self) -> pd.DataFrame:
        """The agreement by section: ``section``, ``asked``, ``covered``, ``spearman``, ``low``, ``high``, ``pearson``."""
        return in_sections(self.answers, self._summary)

    @property
    def total(self) -> dict[str, float]:
        """The same of all pairs together."""
        return self._summary(self.answers)

    @staticmethod
    def _summary(answers: pd.DataFrame) -> dict[str, float]:
        told = answers[answers["covered"]]
        spearman, pearson = correlations(told["judged"].to_numpy(float), told["similarity"].to_numpy(float))
        low, high = correlation_interval(spearman, len(told))
        return {
            "asked": len(answers),
            "covered": len(told),
            "spearman": spearman,
            "low": low,
            "high": high,
            "pearson": pearson,
        }

    @property
    def disagreements(self) -> pd.DataFrame:
        """The covered pairs, those first whose places by people and by the vectors are farthest apart.

        ``place_judged`` and ``place_similarity`` count from 1, the most alike; equal pairs share the mean of their places.
        """
        told = self.answers[self.answers["covered"]].copy()
        told["place_judged"] = told["judged"].rank(ascending=False)
        told["place_similarity"] = told["similarity"].rank(ascending=False)
        apart = (told["place_judged"] - told["place_similarity"]).abs()
        return told.loc[apart.sort_values(ascending=False, kind="stable").index]


def score_pairs(
    space: Space,
    test: PairTest,
    *,
    by: Literal["items", "encoder"] = "items",
    most: int | None = None,
    progress: Progress = silent,
) -> PairScore:
    """Measure the cosine of both texts of every pair; a zero vector counts as none.

    Raises
    ------
    UserError
        If they are to be encoded, and the encoder of the space takes no texts.
    """
    texts = pd.unique(pd.concat([test.pairs["a"], test.pairs["b"]])).tolist()
    if by == "encoder":
        vectors = query_vectors(space, texts, progress)
        rows = np.arange(len(texts))
    else:
        vectors = space.vectors
        rows = space.places(texts)
        rows[rows >= (most or len(space))] = -1
    row_of = dict(zip(texts, rows.tolist(), strict=True))
    a, b = (np.array([row_of[text] for text in test.pairs[side]], np.int64) for side in ("a", "b"))
    similarity = np.full(len(a), np.nan)
    known = np.flatnonzero((a >= 0) & (b >= 0))
    for start in range(0, len(known), BLOCK):
        some = known[start : start + BLOCK]
        similarity[some] = cosine_of_pairs(vectors[a[some]], vectors[b[some]])
    return PairScore(test.name, by, test.pairs.assign(covered=~np.isnan(similarity), similarity=similarity))


def cosine_of_pairs(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the cosine of each row with the same row of another matrix, float64; NaN where one of them is zero."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    lengths = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    products = (one * other).sum(axis=1)
    return np.asarray(np.divide(products, lengths, out=np.full(len(one), np.nan), where=lengths > 0))


def correlations(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Return Spearman's and Pearson's correlation; NaN below 3 pairs, or where one side never varies."""
    from scipy.stats import pearsonr, spearmanr

    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan"), float("nan")
    return float(spearmanr(one, other).statistic), float(pearsonr(one, other).statistic)
