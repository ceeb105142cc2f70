"""The labels of the rest, learnt from those that there are, and how well that goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import UserError
from embeddings.keys import content_key
from embeddings.labelling.classify import classify
from embeddings.labels import Labels, labels_of
from embeddings.progress import Progress


@COMPUTATIONS.register("classify")
@dataclass(frozen=True)
class Classify:
    """What a classifier says of every item.

    Parameters
    ----------
    column, labels
        The column to learn from, and its labels, as `labels_key` says.
    method, k, metric
        How.
    """

    title: ClassVar[str] = "Learning the labels"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("scikit-learn",)
    column: str = ""
    labels: str = ""
    method: str = "logistic"
    k: int = 5
    metric: str = "cosine"

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Learn, test and guess."""
        if labels_key(labels_of(given.space, self.column)) != self.labels:
            detail = f"“{self.column}” has other labels than when this was asked"
            raise UserError("The labels have changed", detail, "Ask again.")
        found = classify(given.space, self.column, self.method, k=self.k, metric=self.metric, progress=progress)
        arrays = {"said": found.guesses.said, "sure": found.guesses.sure, "margin": found.guesses.margin}
        tests = {"said": found.tests.said, "sure": found.tests.sure, "margin": found.tests.margin}
        arrays |= {f"test_{name}": values for name, values in tests.items()} | {"tested": found.tested}
        return Computed(arrays, {"folds": found.folds, "settled": found.settled})


def labels_key(labels: Labels) -> str:
    """Return a key of every item's label."""
    return content_key("labels", labels.codes, labels.names)
