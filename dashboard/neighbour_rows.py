"""The list of neighbours as plain numbers: the page draws its rows, of which there may be 999, and the map its links."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.honesty import Honesty
from dashboard.pictured import address
from embeddings import Space

LEAST = 0.02  # of the longest bar: the nearest is seen too
NAME_LENGTH = 400


def neighbour_rows(space: Space, told: Honesty) -> dict[str, Any]:
    """Return what the list shows of each neighbour, nearest first.

    `pictures` are the addresses of their pictures, where they have some; `lengths` and `map_lengths` are those of the
    two bars, as shares of the longest; `ranks` are the places on the map, among `others`; `far` tells which of them
    the map has beyond the place `limit`.
    """
    distances = told.found["distance"].to_numpy(float)
    indices = [int(index) for index in told.found["index"]]
    return {
        "item": told.item,
        "indices": indices,
        "pictures": [address(space, index, "tile") for index in indices],
        "names": [space.names[index][:NAME_LENGTH] for index in indices],
        "distances": distances.tolist(),
        "lengths": bars(distances).round(4).tolist(),
        "map_lengths": bars(told.seen.distances, told.seen.reach).round(4).tolist(),
        "ranks": told.seen.ranks.tolist(),
        "far": told.seen.far.tolist(),
        "limit": told.seen.limit,
        "others": len(space) - 1,
    }


def map_line(told: Honesty) -> str:
    """Say in a sentence what the map makes of the neighbours."""
    count, true, far = len(told.found), int(told.true.sum()), int(told.seen.far.sum())
    line = f"On this map {true:,} of the {count:,} nearest are true"
    return f"{line}; {far:,} true one{'s are' if far > 1 else ' is'} far away." if far else f"{line}."


def bars(distances: np.ndarray, reach: float = 0.0) -> np.ndarray:
    """Return the lengths of bars as shares of the longest, which is at least `reach`; they begin at zero or below."""
    if not distances.size:
        return distances
    low, high = min(0.0, float(distances.min())), max(float(distances.max()), reach)
    return np.clip((distances - low) / ((high - low) or 1.0), LEAST, 1.0)
