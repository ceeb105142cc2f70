"""How far what a direction was made of agrees: consistency, its permutation p-value, and what is held out.

The consistency is the mean cosine between two differences, the offset concentration of Fournier, Dupoux and Dunbar
(“Analogies minus analogy test”, CoNLL 2020). Its p-value is a permutation test (Fisher, 1935): how often would
swapped ends give as much? Drawn swaps count as (hits + 1) / (draws + 1), which is never 0 (Phipson and Smyth, 2010).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

EXACT = 4_096  # arrangements that are all tried; of more, some are drawn
DRAWN = 999
MOST_MEASURED = 24  # items of an end: all pairs of all differences are looked at, a thousand times over
BLOCK = 256
SAME = 1e-9  # by which rounding may part two equal figures
CLEAR, USEFUL = 0.3, 0.1  # consistencies; of random words nineteen of twenty are below 0.05
CHANCE = 0.05  # a p-value
TELLS_APART = 0.75  # a separation: half way between chance and always right


@dataclass(frozen=True)
class Agreement:
    """How far pairs, or two groups of items, agree on one direction.

    Parameters
    ----------
    consistency
        The mean cosine between two differences, −1 to 1: 1 when all differ alike, about 0 when they have nothing in
        common. Of two groups every difference from an item of the one to an item of the other counts, and two of them
        are compared where they share no item. None where there are no two to compare.
    p_value
        The share of arrangements that are as consistent, 0 to 1: of pairs, each may be turned round; of groups,
        every item may change sides. None where the consistency is.
    arrangements
        How many arrangements were looked at, the given one included.
    exact
        Whether these are all there are, and not some that were drawn.
    separation
        The share of pairs that lie the right way round on a direction made of all the others, 0 to 1, chance being
        0.5; of groups, every item of the one with every item of the other (leave-pair-out; Airola et al., 2011).
    measured
        How many pairs, or items of each group, these figures are of; fewer than were given where those are many.
    """

    consistency: float | None = None
    p_value: float | None = None
    arrangements: int = 0
    exact: bool = True
    separation: float | None = None
    measured: tuple[int, ...] = ()

    @property
    def pairs(self) -> bool:
        """Whether it is of pairs, and not of two groups."""
        return len(self.measured) == 1

    @property
    def least_p_value(self) -> float:
        """The p-value that full agreement of so many would have."""
        if not self.exact:
            return 1 / self.arrangements
        if self.pairs:
            return 2.0 ** (1 - self.measured[0])
        few, many = self.measured
        return (2 if few == many else 1) / comb(few + many, few)

    @property
    def verdict(self) -> str:
        """What the figures say, in a sentence or two."""
        if self.consistency is None or self.p_value is None:
            return "There is one pair." if self.pairs else "An end has one item."
        made_of = f"The {self.measured[0]} pairs" if self.pairs else "The two ends"
        how_far = ("have little in common", "differ alike in part", "clearly differ alike")
        level = how_far[(self.consistency >= USEFUL) + (self.consistency >= CLEAR)]
        hits = round(self.p_value * self.arrangements)
        tried = f"{hits:,} of {'all ' if self.exact else ''}{self.arrangements:,} {'' if self.exact else 'drawn '}arrangements"
        return (
            f"{made_of} {level}: two differences have a mean cosine of {self.consistency:.2f}. "
            f"{tried} of the same items are as consistent (p = {self.p_value:.2g})."
        )

    @property
    def warning(self) -> str | None:
        """Why the direction may not be of use, or None where nothing speaks against it."""
        if self.consistency is None or self.p_value is None or self.separation is None:
            more = "Add a second pair" if self.pairs else "Add a second item to each end"
            return f"Nothing can be said on whether this is one direction. {more}, and its consistency is measured."
        if self.consistency < USEFUL:
            return f"This is hardly one direction: below {USEFUL} the differences have too little in common to sort by."
        if self.least_p_value > CHANCE:
            enough = "six pairs" if self.pairs else "four items at each end"
            return (
                f"These are too few to be told from chance (p is {self.least_p_value:.2g} at least); {enough} can be."
            )
        if self.p_value > CHANCE:
            return f"This may be chance: p = {self.p_value:.2g} is above {CHANCE}."
        if self.separation < TELLS_APART:
            return f"The others would put only {self.separation:.0%} the right way round; chance does 50%."
        return None


def agreement_of_pairs(differences: np.ndarray, seed: int = 0) -> Agreement:
    """Return how far ``(pairs, d)`` differences agree.

    Examples
    --------
    >>> agreement_of_pairs(np.array([[1.0, 0.0], [2.0, 0.0], [0.0, 1.0]])).consistency
    0.3333333333333333
    """
    count = len(differences)
    if count < 2:
        return Agreement(measured=(count,))
    units = _units(np.asarray(differences, np.float64))
    cosines = units @ units.T
    np.fill_diagonal(cosines, 0)
    exact = 2 ** (count - 1) <= EXACT
    signs = _all_signs(count) if exact else _drawn_signs(count, seed)
    found = np.einsum("ba,ac,bc->b", signs, cosines, signs, optimize=True) / (count * (count - 1))
    gram = np.asarray(differences, np.float64) @ np.asarray(differences, np.float64).T
    without = gram.sum(axis=1) - np.diag(gram)
    return Agreement(float(found[0]), *_share(found, exact), exact, _right(without), (count,))


def agreement_of_groups(low: np.ndarray, high: np.ndarray, seed: int = 0) -> Agreement:
    """Return how far the differences from ``(a, d)`` vectors to ``(b, d)`` others agree."""
    rng = np.random.default_rng(seed)
    low, high = _some(low, rng), _some(high, rng)
    few, many = len(low), len(high)
    if min(few, many) < 2:
        return Agreement(measured=(few, many))
    vectors = np.concatenate([low, high]).astype(np.float64)
    gram = vectors @ vectors.T
    exact = comb(few + many, few) <= EXACT
    sides = _all_sides(few, many) if exact else _drawn_sides(few, many, rng)
    found = _consistencies(gram, sides, few * many * (few - 1) * (many - 1))
    return Agreement(float(found[0]), *_share(found, exact), exact, _left_pair_out(gram, few), (few, many))


def _units(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0))


def _some(vectors: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    if len(vectors) <= MOST_MEASURED:
        return vectors
    return np.asarray(vectors[np.sort(rng.choice(len(vectors), MOST_MEASURED, replace=False))])


def _share(found: np.ndarray, exact: bool) -> tuple[float, int]:
    """Return the share of arrangements that are as consistent as the first, and how many there are."""
    hits = int((found >= found[0] - SAME).sum())
    return hits / len(found), len(found)


def _all_signs(count: int) -> np.ndarray:
    """Return every way of turning pairs round but the first, which loses none: all turned is none turned."""
    codes = np.arange(2 ** (count - 1))[:, None]
    return np.concatenate([np.ones((len(codes), 1)), 1.0 - 2.0 * (codes >> np.arange(count - 1) & 1)], axis=1)


def _drawn_signs(count: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).choice([-1.0, 1.0], (DRAWN, count))
    return np.concatenate([np.ones((1, count)), drawn])


def _all_sides(few: int, many: int) -> np.ndarray:
    """Return every way of choosing the items of the high end, the given one first, ``(ways, items)`` bool."""
    given = tuple(range(few, few + many))
    ways = np.array([given, *(way for way in combinations(range(few + many), many) if way != given)])
    sides = np.zeros((len(ways), few + many), bool)
    np.put_along_axis(sides, ways, True, axis=1)
    return sides


def _drawn_sides(few: int, many: int, rng: np.random.Generator) -> np.ndarray:
    given = np.arange(few + many) >= few
    return np.concatenate([given[None], rng.permuted(np.tile(given, (DRAWN, 1)), axis=1)])


def _consistencies(gram: np.ndarray, sides: np.ndarray, compared: int) -> np.ndarray:
    """Return the mean cosine of two differences that share no item, for each way of choosing sides.

    All differences are weighted sums of the items, so that the products of the items give those of the differences:
    the square of their sum, less those that share an item on either side, of which each with itself was taken twice.
    """
    squares = np.diag(gram)
    apart = np.sqrt(np.maximum(squares[:, None] + squares - 2 * gram, 0))
    weights = np.divide(1, apart, out=np.zeros_like(apart), where=apart > 1e-7)
    return np.concatenate([_disjoint(gram, weights, some) for some in _blocks(sides)]) / compared


def _disjoint(gram: np.ndarray, weights: np.ndarray, sides: np.ndarray) -> np.ndarray:
    across = weights * (sides[:, :, None] != sides[:, None, :])
    of_item = across.sum(axis=2)
    total = of_item * np.where(sides, 1.0, -1.0)
    diagonal = np.arange(len(gram))
    alone = (across > 0).sum(axis=(1, 2)) / 2
    across[:, diagonal, diagonal] = -of_item
    sharing = np.einsum("bij,bij->b", across @ gram, across)
    return np.asarray(np.einsum("bi,bi->b", total @ gram, total) - sharing + alone)


def _blocks(sides: np.ndarray) -> Iterator[np.ndarray]:
    for start in range(0, len(sides), BLOCK):
        yield sides[start : start + BLOCK]


def _left_pair_out(gram: np.ndarray, few: int) -> float:
    """Return how often an item of the high end lies above one of the low end, on a direction made without the two."""
    many, own = len(gram) - few, np.diag(gram)
    lows, highs = gram[:, :few].sum(axis=1), gram[:, few:].sum(axis=1)
    of_high = ((highs - own) / (many - 1))[few:] - (lows[few:, None] - gram[few:, :few]).T / (few - 1)
    of_low = (highs[:few, None] - gram[:few, few:]) / (many - 1) - ((lows - own) / (few - 1))[:few, None]
    return _right(of_high - of_low)


def _right(values: np.ndarray) -> float:
    """Return the share that is positive; what is 0 counts half."""
    return float((values > SAME).mean() + (np.abs(values) <= SAME).mean() / 2)
