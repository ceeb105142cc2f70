"""Classify: from some labelled items the labels of the others, each with how sure it is, and a score that is earned."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.labelling.votes import votes
from embeddings.labels import Labels, labels_of
from embeddings.nearest.all_neighbours import all_neighbours
from embeddings.nearest.rough_scores import units
from embeddings.progress import Progress, silent
from embeddings.space import Space

METHODS = ("logistic", "knn")
FOLDS = 5
MOST_ITERATIONS = 300
ROWS = 65_536


@dataclass(frozen=True, eq=False)
class Guesses:
    """Guessed classes: ``said``, how sure (``sure``, 0 to 1) and by how much before the runner-up (``margin``)."""

    said: np.ndarray
    sure: np.ndarray
    margin: np.ndarray


@dataclass(frozen=True, eq=False)
class Classified:
    """What a classifier says of every item, and how well it does.

    Parameters
    ----------
    labels
        The column that it learnt from.
    guesses
        What it says of each item, ``(n,)``; of a labelled item too, which it has learnt from.
    tested
        The labelled items on which it was tested.
    tests
        What it said of those, each time having learnt from others only.
    folds
        Into how many parts they were cut for that.
    settled
        Whether it learnt until nothing changed any more.
    """

    labels: Labels
    guesses: Guesses
    tested: np.ndarray
    tests: Guesses
    folds: int
    settled: bool = True

    @property
    def unlabelled(self) -> np.ndarray:
        """The items without a label."""
        return np.flatnonzero(self.labels.codes < 0)

    @property
    def right(self) -> np.ndarray:
        """Whether it was right about each tested item."""
        return np.asarray(self.tests.said == self.labels.codes[self.tested])

    @property
    def accuracy(self) -> float:
        """The share of tested items about which it was right; NaN where none could be tested."""
        return float(self.right.mean()) if len(self.tested) else float("nan")

    @property
    def baseline(self) -> float:
        """The accuracy of always saying the most frequent label."""
        return float(self.labels.counts.max() / len(self.labels.labelled))

    def by_class(self) -> pd.DataFrame:
        """Return each class with its ``count``, ``precision``, ``recall`` and ``f1`` (NaN where it was not tested)."""
        own, said, size = self.labels.codes[self.tested], self.tests.said, len(self.labels.names)
        hits, real, guessed = (np.bincount(some, minlength=size) for some in (own[own == said], own, said))
        with np.errstate(invalid="ignore"):
            recall = hits / real
            precision = np.where(real > 0, np.where(guessed > 0, hits / guessed, 0), np.nan)
            f1 = 2 * hits / (real + guessed)
        f1 = np.where(real > 0, f1, np.nan)
        table = {"label": self.labels.names, "count": self.labels.counts, "precision": precision, "recall": recall}
        return pd.DataFrame(table | {"f1": f1})

    def kept(self, least: float) -> np.ndarray:
        """Return which unlabelled items it is at least that sure about."""
        return np.asarray(self.unlabelled[self.guesses.sure[self.unlabelled] >= least])

    def accuracy_above(self, least: float) -> float:
        """Return its accuracy on the tested items that it was at least that sure about; NaN where there are none."""
        sure = self.tests.sure >= least
        return float(self.right[sure].mean()) if sure.any() else float("nan")

    def column(self, least: float = 0) -> pd.Series:
        """Return the labels with those it is sure enough about filled in; the others stay missing."""
        codes = self.labels.codes.copy()
        kept = self.kept(least)
        codes[kept] = self.guesses.said[kept]
        names = np.array([*self.labels.names, None], dtype=object)
        return pd.Series(names[codes], name=self.labels.column, dtype="str")

    def unsure(self) -> np.ndarray:
        """Return the unlabelled items, those first whose labels would teach it most: the smallest margin first."""
        return np.asarray(self.unlabelled[np.argsort(self.guesses.margin[self.unlabelled], kind="stable")])


def classify(
    space: Space,
    column: str,
    method: str = "logistic",
    *,
    k: int = 5,
    metric: str = "cosine",
    progress: Progress = silent,
) -> Classified:
    """Learn the labels of a column from the items that have one, and say what the others are.

    Parameters
    ----------
    space, column
        The items, and the column to learn from.
    method
        ``"logistic"``: multinomial logistic regression, L2-regularised. ``"knn"``: the vote of the `k` nearest labelled
        items.
    k
        How many vote.
    metric
        What near means. Under the cosine the regression works on vectors of length 1 too; otherwise on the vectors as
        they are; centred, and brought to a common scale, in both cases.
    progress
        Called after each part of the work; what it raises ends it.

    Returns
    -------
    Classified
        The score is cross-validated: the labelled items are cut into at most 5 stratified folds, and each is guessed
        from the others. Classes of one labelled item are learnt from, but cannot be tested.

    Raises
    ------
    UserError
        If the method is unknown, or the column has fewer than two labels.

    Examples
    --------
    >>> rows = np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1], [1, 0.2], [0, 2]], np.float32)
    >>> items = pd.DataFrame({"kind": ["a", "a", "b", "b", None, None]})
    >>> classify(Space(rows, items), "kind", "knn", k=1).column().tolist()
    ['a', 'a', 'b', 'b', 'a', 'b']
    """
    if method not in METHODS:
        raise UserError("Unknown method", f"There is no method “{method}”", f"Choose one of: {', '.join(METHODS)}.")
    if k < 1:
        raise UserError("Too few neighbours", f"{k} neighbours were asked for", "Ask for at least 1.")
    labels = labels_of(space, column)
    learner = Neighbours(space, labels, k, metric) if method == "knn" else Regression(space, labels, metric)
    tested, folds = testable(labels)
    tests = Guesses(np.full(len(tested), -1), np.zeros(len(tested)), np.zeros(len(tested)))
    steps = folds + 1
    for step, part in enumerate(stratified(labels.codes[tested], folds)):
        progress(step, steps, "testing what it learns")
        held_back = tested[part]
        guesses = learner.guess(np.setdiff1d(labels.labelled, held_back), held_back)
        tests.said[part], tests.sure[part], tests.margin[part] = guesses.said, guesses.sure, guesses.margin
    progress(folds, steps, "learning from all labels")
    guesses = learner.guess(labels.labelled, np.arange(len(space)))
    progress(steps, steps, "learning from all labels")
    return Classified(labels, guesses, tested, tests, folds, learner.settled)


def testable(labels: Labels) -> tuple[np.ndarray, int]:
    """Return the labelled items whose class has another, and into how many folds they can be cut, 0 where there are none."""
    items = labels.labelled[labels.counts[labels.codes[labels.labelled]] > 1]
    return items, min(FOLDS, int(labels.counts.max())) if len(items) else 0


def stratified(codes: np.ndarray, folds: int) -> Iterator[np.ndarray]:
    """Yield the places of each fold; every class is spread over the folds as evenly as it goes."""
    rng = np.random.default_rng(0)
    order = rng.permutation(len(codes))
    order = order[np.argsort(codes[order], kind="stable")]
    for fold in range(folds):
        yield np.sort(order[fold::folds])


class Neighbours:
    """The vote of the nearest labelled items."""

    settled = True

    def __init__(self, space: Space, labels: Labels, k: int, metric: str) -> None:
        self.space, self.labels, self.k, self.metric = space, labels, k, metric

    def guess(self, known: np.ndarray, asked: np.ndarray) -> Guesses:
        """Guess the labels of some items from those of others; an item has no vote about itself."""
        near = all_neighbours(self.space, self.k, self.metric, of=asked, among=known)
        said = votes(self.labels.codes[near.indices], len(self.labels.names))
        return Guesses(said.said, said.share, said.share - said.second)


class Regression:
    """Multinomial logistic regression."""

    def __init__(self, space: Space, labels: Labels, metric: str) -> None:
        self.labels, self.settled = labels, True
        vectors = units(space.vectors) if metric == "cosine" else space.vectors
        learnt = vectors[labels.labelled].astype(np.float64)
        self.vectors, self.centre = vectors, learnt.mean(axis=0)
        self.scale = float(np.sqrt(((learnt - self.centre) ** 2).mean())) or 1.0

    def guess(self, known: np.ndarray, asked: np.ndarray) -> Guesses:
        """Guess the labels of some items from those of others."""
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(max_iter=MOST_ITERATIONS)
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", ConvergenceWarning)
            model.fit(self._rows(known), self.labels.codes[known])
        self.settled &= not any(issubclass(one.category, ConvergenceWarning) for one in told)
        parts = [self._sure(model, asked[start : start + ROWS]) for start in range(0, len(asked), ROWS)]
        said, sure, margin = (np.concatenate(part) for part in zip(*parts, strict=True))
        return Guesses(said, sure, margin)

    def _sure(self, model: Any, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        chances = model.predict_proba(self._rows(asked))
        best = chances.argmax(axis=1)
        top = np.partition(chances, -2, axis=1)[:, -2:]
        return model.classes_[best], top[:, 1], top[:, 1] - top[:, 0]

    def _rows(self, items: np.ndarray) -> np.ndarray:
        return np.asarray((self.vectors[items] - self.centre) / self.scale)
