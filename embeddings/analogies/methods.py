"""Two ways to rank the answers of an analogy: by the cosine to the sum, or by the product of cosines."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from embeddings.analogies.sums import Sum
from embeddings.errors import UserError
from embeddings.metrics import ROUNDING, metric_called
from embeddings.nearest.limits import at_least_k_above
from embeddings.nearest.neighbours import BLOCK, exact_distances
from embeddings.space import Space

ROWS = 16_384  # whose cosines to all terms are in memory at once
SMALL = 1e-6  # keeps the product from division by zero, as in gensim; Levy and Goldberg have 1e-3


@dataclass(frozen=True, eq=False)
class Standing:
    """How every item scores: within bounds for all of them, exactly for those that are asked about.

    Parameters
    ----------
    low, high
        Between which the score of each item lies, ``(n,)`` float32: single precision rounds.
    exact
        Returns the scores of some indices, in double precision.
    slack
        By how much a score may lie below `low` and above `high`.
    """

    low: np.ndarray
    high: np.ndarray
    exact: Callable[[np.ndarray], np.ndarray]
    slack: float = 0

    def best(self, k: int, leave_out: Collection[int] = ()) -> tuple[np.ndarray, np.ndarray]:
        """Return the indices and the scores of the `k` best, equal ones in the order of the items."""
        out = list(set(leave_out))
        k = min(k, len(self.low) - len(out))
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0)
        possible = self.high >= at_least_k_above(self.low, k + len(out)) - 2 * self.slack
        possible[out] = False
        candidates = possible.nonzero()[0]
        scores = self.exact(candidates)
        order = (-scores).argsort(kind="stable")[:k]
        return candidates[order], scores[order]

    def rank(self, index: int) -> int:
        """Return the place of an item among all, from 1; of equal ones the earlier is before."""
        above = self.low > self.high[index] + np.float32(2 * self.slack)
        unsure = np.flatnonzero(~above & (self.high >= self.low[index] - np.float32(2 * self.slack)))
        scores, own = self.exact(unsure), self.exact(np.array([index]))[0]
        before = (scores > own) | ((scores == own) & (unsure < index))
        return 1 + int(np.count_nonzero(above)) + int(np.count_nonzero(before))


@dataclass(frozen=True)
class Method:
    """A way to rank the answers.

    Parameters
    ----------
    label
        What the page calls it.
    description
        One sentence of what it does.
    stand
        Returns how every item of a space scores.
    """

    label: str
    description: str
    stand: Callable[[Space, Sum], Standing]


def added(space: Space, given: Sum) -> Standing:
    """Score by the cosine to the sum (3CosAdd: Mikolov et al., 2013): one product of the matrix and a vector."""
    cosine, total = metric_called("cosine"), given.total
    cosines = cosine.scores(space.vectors, total.astype(np.float32), space.norms)
    np.negative(cosines, out=cosines)
    return Standing(cosines, cosines, lambda some: 1 - exact_distances(space, cosine, total, some), ROUNDING)


def multiplied(space: Space, given: Sum) -> Standing:
    """Score by the product of the cosines to what is added over that to what is taken (3CosMul: Levy, Goldberg, 2014).

    Each cosine is moved to 0 … 1 and counts as often as its weight says, as an exponent.
    """
    counts = given.weights != 0
    units, weights = given.units[counts], given.weights[counts]
    single = units.T.astype(np.float32)
    low, high = np.empty(len(space), np.float32), np.empty(len(space), np.float32)
    for start in range(0, len(space), ROWS):
        some = slice(start, start + ROWS)
        shares = shifted(space.vectors[some] @ single, space.norms[some])
        less, more = np.maximum(shares - np.float32(ROUNDING), 0), shares + np.float32(ROUNDING)
        low[some], high[some] = product(less, more, weights), product(more, less, weights)

    def exact(indices: np.ndarray) -> np.ndarray:
        found = np.empty(len(indices))
        for start in range(0, len(indices), BLOCK):
            rows = space.vectors[indices[start : start + BLOCK]].astype(np.float64)
            cosines = np.stack([(rows * term).sum(axis=1) for term in units], axis=1)
            shares = np.maximum(shifted(cosines, np.sqrt((rows**2).sum(axis=1))), 0)
            found[start : start + BLOCK] = product(shares, shares, weights)
        return found

    return Standing(low, high, exact)


def shifted(products: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """Return cosines moved from −1 … 1 to 0 … 1; a zero vector's cosine is 0."""
    lengths = norms[:, None]
    return np.asarray((1 + np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)) / 2)


def product(upper: np.ndarray, lower: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the product of what is added, of `upper`, over the product of what is taken, of `lower`."""
    plus = weights > 0
    over = powers(upper[:, plus], weights[plus]).prod(axis=1)
    under = powers(lower[:, ~plus], -weights[~plus]).prod(axis=1)
    return np.asarray(over / (under + upper.dtype.type(SMALL)))


def powers(shares: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return shares to the power of their weights, which are 1 most often."""
    return shares if (weights == 1).all() else np.asarray(np.power(shares, weights.astype(shares.dtype)))


METHODS = {
    "3cosadd": Method("3CosAdd", "By the angle to the sum: what is added and taken counts as one vector.", added),
    "3cosmul": Method(
        "3CosMul", "By the product of the likenesses: no single strong one can outweigh the others.", multiplied
    ),
}


def method_called(name: str) -> Method:
    """Return a method by its name.

    Raises
    ------
    UserError
        If there is none.
    """
    if name not in METHODS:
        raise UserError("No such method", f"There is no method “{name}”", f"Choose one of: {', '.join(METHODS)}.")
    return METHODS[name]
