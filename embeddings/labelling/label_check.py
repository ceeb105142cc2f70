"""Label check: items whose neighbours carry another label, the likeliest mistakes first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.labelling.votes import Votes, votes
from embeddings.labels import Labels, labels_of
from embeddings.nearest.all_neighbours import Neighbourhoods, all_neighbours
from embeddings.progress import Progress, silent
from embeddings.space import Space


@dataclass(frozen=True, eq=False)
class LabelCheck:
    """What the neighbours of each labelled item say of its label.

    Parameters
    ----------
    labels
        The column.
    items
        The labelled items; what follows has a row for each of them.
    votes
        The vote of their labelled neighbours.
    nearness
        ``(m,)``: the mean distance of their neighbours.
    k
        How many neighbours voted.
    """

    labels: Labels
    items: np.ndarray
    votes: Votes
    nearness: np.ndarray
    k: int

    @property
    def own(self) -> np.ndarray:
        """The class that each labelled item has."""
        return np.asarray(self.labels.codes[self.items])

    @property
    def accuracy(self) -> float:
        """The share of labelled items whose label their neighbours guess: leave-one-out accuracy of kNN."""
        return float((self.votes.said == self.own).mean())

    @property
    def baseline(self) -> float:
        """The accuracy of always guessing the most frequent label."""
        return float(self.labels.counts.max() / len(self.items))

    @property
    def confusion(self) -> np.ndarray:
        """How many items of each class (rows) the neighbours take for each class (columns)."""
        size = len(self.labels.names)
        return np.bincount(self.own * size + self.votes.said, minlength=size * size).reshape(size, size)

    def suspects(self) -> pd.DataFrame:
        """Return the items whose neighbours say otherwise, the likeliest mistakes first.

        Sorted by how far the other label's part of the votes is above the own one's; of equals, the item whose
        neighbours are nearer comes first.

        Returns
        -------
        pandas.DataFrame
            ``index``, ``label``, ``suggested``, ``share`` of the neighbours that say so, ``own_share``.
        """
        wrong = np.flatnonzero(self.votes.said != self.own)
        margin = self.votes.share[wrong] - self.votes.own[wrong]
        wrong = wrong[np.lexsort((self.nearness[wrong], -margin.round(9)))]
        names = np.array(self.labels.names, object)
        return pd.DataFrame(
            {
                "index": self.items[wrong],
                "label": names[self.own[wrong]],
                "suggested": names[self.votes.said[wrong]],
                "share": self.votes.share[wrong],
                "own_share": self.votes.own[wrong],
            }
        )


def label_check(
    space: Space,
    column: str,
    k: int = 10,
    metric: str = "cosine",
    *,
    near: Neighbourhoods | None = None,
    progress: Progress = silent,
) -> LabelCheck:
    """Ask the `k` nearest labelled items of every labelled item whether its label fits.

    Parameters
    ----------
    space, column
        The items, and the column of their labels; items without a label have no vote.
    k, metric
        How many neighbours vote, and what near means.
    near
        Neighbourhoods of the labelled items among the labelled items that are known already.
    progress
        Hears of the search for neighbours.

    Raises
    ------
    UserError
        If the column has no labels, one only, or too many, or there is but one labelled item.

    Examples
    --------
    >>> rows = np.array([[1, 0], [1, 0.1], [1, -0.1], [0, 1], [0.1, 1], [0.2, 1]], np.float32)
    >>> items = pd.DataFrame({"kind": ["a", "a", "b", "b", "b", "b"]})
    >>> label_check(Space(rows, items), "kind", k=2).suspects()["index"].tolist()
    [2]
    """
    labels = labels_of(space, column)
    items = labels.labelled
    near = (near or all_neighbours(space, k, metric, of=items, among=items, progress=progress)).head(k)
    if len(near) != len(items):
        detail = f"{len(near):,} neighbourhoods were given for {len(items):,} labelled items"
        raise UserError("Counts differ", detail, "Give one for each labelled item.")
    own = labels.codes[items]
    said = votes(labels.codes[near.indices], len(labels.names), own)
    return LabelCheck(labels, items, said, near.distances.mean(axis=1), near.k)
