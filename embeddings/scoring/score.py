"""Scoring: how well vectors answer known tests — analogy questions, and pairs whose likeness people have judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from embeddings.analogies.methods import SMALL
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.scoring.known_tests import PARTS, AnalogyTest, KnownTest, PairTest
from embeddings.scoring.pair_scores import PairScore, score_pairs
from embeddings.scoring.sections import in_sections, share
from embeddings.space import Space

Method = Literal["3cosadd", "3cosmul"]
METHODS: dict[str, str] = {"3cosadd": "3CosAdd", "3cosmul": "3CosMul"}
BLOCK = 1 << 24  # scores held at once
CLOSE = 1e-5  # scores nearer than this are computed again, in double precision


class AnalogyScore(NamedTuple):
    """The answers to a test's questions.

    Parameters
    ----------
    name
        The test.
    method
        ``"3cosadd"`` or ``"3cosmul"``.
    answers
        A row for each question: ``section``, ``a``, ``b``, ``c``, ``expected``; ``covered`` (whether all four are
        items); ``found`` (the answer's name, missing where it is not covered) and ``index`` (its place, −1 there), ``right``, and ``rank``: the place of
        what was expected among all items but a, b and c, 1 being the first; 0 where there is none.
    """

    name: str
    method: str
    answers: pd.DataFrame

    @property
    def sections(self) -> pd.DataFrame:
        """The share of right answers by section: ``section``, ``asked``, ``covered``, ``right``, ``accuracy``, ``low``, ``high``."""
        return in_sections(self.answers, self._summary)

    @property
    def total(self) -> dict[str, float]:
        """The same of all questions together."""
        return self._summary(self.answers)

    @staticmethod
    def _summary(answers: pd.DataFrame) -> dict[str, float]:
        covered, right = int(answers["covered"].sum()), int(answers["right"].sum())
        accuracy, low, high = share(right, covered)
        return {
            "asked": len(answers),
            "covered": covered,
            "right": right,
            "accuracy": accuracy,
            "low": low,
            "high": high,
        }


def score(
    space: Space,
    test: KnownTest,
    *,
    method: Method = "3cosadd",
    by: Literal["items", "encoder"] = "items",
    most: int | None = None,
    progress: Progress = silent,
) -> AnalogyScore | PairScore:
    """Score the vectors of a space on a known test.

    Parameters
    ----------
    space
        Whose vectors are tested.
    test
        From `embeddings.scoring.known_tests`: analogy questions, or judged pairs.
    method
        How analogies are answered.
    by
        Whether the texts of judged pairs are looked up among the items, or each encoded by the encoder of the space.
    most
        Use the first so many items alone; of words they are mostly the most frequent.
    progress
        Called with (done, total, message).

    Returns
    -------
    AnalogyScore or PairScore
        Both have ``sections``, a table by section, and ``total``.

    Raises
    ------
    UserError
        If the method is unknown, or the encoder of the space takes no texts.

    Examples
    --------
    >>> from embeddings import builtin
    >>> from embeddings.scoring.known_tests import everyday_analogies
    >>> result = score(builtin("words"), everyday_analogies())
    >>> result.total["covered"] == result.total["asked"]
    True
    """
    if isinstance(test, PairTest):
        return score_pairs(space, test, by=by, most=most, progress=progress)
    return score_analogies(space, test, method, most, progress)


def score_analogies(
    space: Space,
    test: AnalogyTest,
    method: str = "3cosadd",
    most: int | None = None,
    progress: Progress = silent,
) -> AnalogyScore:
    """Answer every question of which all four words are items, as `embeddings.analogy` would: a is to b as c is to …

    3CosAdd (Mikolov et al., 2013) takes the item nearest to b − a + c by cosine, 3CosMul (Levy and Goldberg, 2014) the
    one of the largest cos(b) cos(c) / cos(a), each cosine moved to 0..1; a, b and c themselves are left out. Vectors
    count as of length 1. A word is the item of that name, or else the first that is equal without case.

    Raises
    ------
    UserError
        If the method is unknown.
    """
    if method not in METHODS:
        raise UserError("Unknown way to answer", f"There is none called “{method}”", f"Choose: {', '.join(METHODS)}.")
    among = min(most or len(space), len(space))
    questions = test.questions
    places = np.stack([space.places(list(questions[part])) for part in PARTS], axis=1).reshape(-1, 4)
    covered = np.asarray(((places >= 0) & (places < among)).all(axis=1))
    asked = places[covered]
    found, rank = answered(space, asked, method, among, progress)
    index = np.full(len(questions), -1, np.int64)
    index[covered] = found
    ranks, right = np.zeros(len(questions), np.int64), np.zeros(len(questions), bool)
    ranks[covered], right[covered] = rank, found == asked[:, 3]
    return answers_of(space, test, method, index, ranks, right)


def answers_of(
    space: Space, test: AnalogyTest, method: str, index: np.ndarray, rank: np.ndarray, right: np.ndarray
) -> AnalogyScore:
    """Return the score that found these items, ``(q,)``, −1 where a question is not covered."""
    found = [space.names[item] if item >= 0 else None for item in index.tolist()]
    told: dict[str, Any] = {"covered": index >= 0, "found": found, "index": index, "right": right, "rank": rank}
    return AnalogyScore(test.name, method, test.questions.assign(**told))


def answered(
    space: Space, asked: np.ndarray, method: str, among: int, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Return the answers of questions, ``(q,)`` indices, and the places of what was expected, from questions ``(q, 4)``."""
    found, rank = np.empty(len(asked), np.int64), np.empty(len(asked), np.int64)
    scorer = SCORERS[method]
    step = max(1, BLOCK // among)
    for start in range(0, len(asked), step):
        progress(start, len(asked), "questions answered")
        block = asked[start : start + step]
        given, expected, rows = block[:, :3], block[:, 3], np.arange(len(block))
        scores = scorer(space, given, among)
        goal = scores[rows, expected]
        for column in range(3):
            scores[rows, given[:, column]] = -np.inf
        best = best_of(space, given, scores, method)
        found[start : start + step] = best
        places = 1 + (scores > goal[:, None]).sum(axis=1)
        places[best == expected] = 1
        places[(given == expected[:, None]).any(axis=1)] = 0
        rank[start : start + step] = places
    progress(len(asked), len(asked), "questions answered")
    return found, rank


def by_adding(space: Space, given: np.ndarray, among: int) -> np.ndarray:
    """Return the cosine of each item with b − a + c, for questions ``(q, 3)``: ``(q, among)`` float32."""
    a, b, c = (units(space, given[:, column]) for column in range(3))
    return cosines(space, b - a + c, among)


def by_multiplying(space: Space, given: np.ndarray, among: int) -> np.ndarray:
    """Return cos(b) cos(c) / (cos(a) + ε) of each item, each cosine moved to 0..1: ``(q, among)`` float32."""
    a, b, c = ((1 + cosines(space, units(space, given[:, column]), among)) / 2 for column in range(3))
    b *= c
    a += np.float32(SMALL)
    b /= a
    return np.asarray(b)


SCORERS: dict[str, Callable[[Space, np.ndarray, int], np.ndarray]] = {
    "3cosadd": by_adding,
    "3cosmul": by_multiplying,
}


def units(space: Space, indices: np.ndarray | Sequence[int]) -> np.ndarray:
    """Return the vectors of some items, each of length 1 (a zero vector stays zero): ``(len(indices), d)`` float32."""
    chosen, lengths = np.asarray(space.vectors[indices]), space.norms[indices][:, None]
    return np.asarray(np.divide(chosen, lengths, out=np.zeros_like(chosen), where=lengths > 0))


def cosines(space: Space, targets: np.ndarray, among: int) -> np.ndarray:
    """Return the products of the first items, as of length 1, with targets made to that length too."""
    sizes = np.linalg.norm(targets, axis=1, keepdims=True)
    targets = np.divide(targets, sizes, out=np.zeros_like(targets), where=sizes > 0)
    lengths = space.norms[:among]
    products = targets @ space.vectors[:among].T
    return np.asarray(np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0))


def best_of(space: Space, given: np.ndarray, scores: np.ndarray, method: str) -> np.ndarray:
    """Return the best item of each row of scores; where several are close, double precision says which."""
    best = scores.argmax(axis=1)
    top = scores[np.arange(len(scores)), best]
    close = scores >= (top - CLOSE * np.maximum(1, np.abs(top)))[:, None]
    for row in np.flatnonzero(close.sum(axis=1) > 1):
        candidates = np.flatnonzero(close[row])
        best[row] = candidates[exact(space, given[row], candidates, method).argmax()]
    return np.asarray(best)


def exact(space: Space, given: np.ndarray, candidates: np.ndarray, method: str) -> np.ndarray:
    """Return the scores of a few candidates in double precision; equal vectors have equal scores."""
    rows = space.vectors[candidates].astype(np.float64)
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    rows = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    a, b, c = units(space, given).astype(np.float64)
    if method == "3cosadd":
        return np.asarray((rows * (b - a + c)).sum(axis=1))
    with_a, with_b, with_c = ((1 + (rows * one).sum(axis=1)) / 2 for one in (a, b, c))
    return np.asarray(with_b * with_c / (with_a + SMALL))
