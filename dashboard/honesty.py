"""Where a map is true around one item, and where it is not: its neighbours in the original vectors and on the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.store import Store
from embeddings import Space, UserError, neighbours
from embeddings.metrics import METRICS
from embeddings.nearest.neighbours import exact_distances
from projections import Around, around

SAME = 1e-9  # of a distance: the vectors that lie as near as the last neighbour are neighbours too


@dataclass(frozen=True, eq=False)
class Honesty:
    """The true neighbours of an item, and what the map makes of them.

    Parameters
    ----------
    item
        The index of the item.
    found
        Its neighbours in the original vectors, as `neighbours` returns them.
    seen
        Where the map has these, and who is nearest there.
    true
        Which of the nearest on the map are truly as near as the last of `found`.
    """

    item: int
    found: pd.DataFrame
    seen: Around
    true: np.ndarray

    @property
    def elsewhere(self) -> list[int]:
        """The true neighbours that are not among the nearest on the map."""
        shown = set(self.seen.nearest.tolist())
        return [int(index) for index in self.found["index"] if int(index) not in shown]


def coordinates_of(key: str, space: Space, store: Store) -> np.ndarray:
    """Return the coordinates of a map of a space.

    Raises
    ------
    UserError
        If there is no such map, or it is of other items.
    """
    result = store.result(key)
    coordinates = result.arrays.get("coordinates") if result else None
    if coordinates is None or len(coordinates) != len(space):
        raise UserError("No such map", f"The store has no map “{key}” of “{space.name}”", "Reload the page.")
    return coordinates


def honesty(space: Space, coordinates: np.ndarray, item: int, k: int, metric: str) -> Honesty:
    """Compare an item's `k` neighbours in the original vectors with those on a map."""
    found = neighbours(space, item, k=k, metric=metric)
    seen = around(coordinates, item, found["index"].to_numpy())
    if found.empty:
        return Honesty(item, found, seen, np.empty(0, bool))
    near = exact_distances(space, METRICS.make(metric), np.asarray(space.vectors[item]), seen.nearest)
    last = float(found["distance"].iloc[-1])
    return Honesty(item, found, seen, near <= last + SAME * abs(last))
