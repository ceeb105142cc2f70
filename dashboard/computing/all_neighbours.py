"""The nearest items of every item, which outliers and label checks are found from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import UserError
from embeddings.keys import content_key
from embeddings.labels import Labels, labels_of
from embeddings.nearest.all_neighbours import all_neighbours
from embeddings.progress import Progress


@COMPUTATIONS.register("all_neighbours")
@dataclass(frozen=True)
class AllNeighbours:
    """The `most` nearest of every item.

    Parameters
    ----------
    most
        How many; fewer of them are a part of the answer.
    metric
        What near means.
    column, among
        Where only the labelled items of a column count: its name, and which they are, as `labelled_key` says.
    """

    title: ClassVar[str] = "Comparing every item with every other"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    most: int = 50
    metric: str = "cosine"
    column: str = ""
    among: str = ""

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Find them."""
        items = None
        if self.among:
            labels = labels_of(given.space, self.column)
            if labelled_key(labels) != self.among:
                detail = f"Other items have a value in “{self.column}” than when this was asked"
                raise UserError("The column has changed", detail, "Ask again.")
            items = labels.labelled
        near = all_neighbours(given.space, self.most, self.metric, of=items, among=items, progress=progress)
        return Computed({"indices": near.indices, "distances": near.distances})


def labelled_key(labels: Labels) -> str:
    """Return a key of which items are labelled, whatever their labels."""
    return content_key("labelled", labels.labelled)
