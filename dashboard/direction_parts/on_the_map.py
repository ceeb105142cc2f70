"""What the Directions tab draws: ways of vectors that are no items, placed on the map where the map can do that."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.jobs import JobState
from dashboard.placing import placed
from dashboard.tools import Asked
from embeddings import UserError


def on_map(asked: Asked, vectors: np.ndarray) -> tuple[np.ndarray | None, str, bool]:
    """Return where vectors belong on the map, or None; a sentence where they are not drawn; and whether a worker is at it."""
    if not asked.map:
        return None, "", False
    try:
        found = placed(asked.map, vectors, asked.services)
    except UserError as error:
        return None, f"{error.title}: {error.detail}. {error.hint}", False
    if isinstance(found, JobState):
        return None, "A worker finds out where the way lies on this map." if found.unfinished else "", found.unfinished
    return found, "", False


def along_path(
    places: np.ndarray | None, shares: np.ndarray, at: float, item: int | None, nearest: int | None, label: str
) -> dict[str, Any]:
    """Return the drawing of an item that moves: its way so far, where it is, and what is nearest there.

    Parameters
    ----------
    places, shares
        Places of the map, and the strength that belongs to each; without places an arrow leads to the nearest item.
    at
        The strength now.
    item, nearest
        What moves, unless it is a text, and what it is nearest to.
    label
        What stands at the moved vector.
    """
    stars = [] if nearest is None else [{"at": nearest, "shape": "star"}]
    if places is None:
        arrows = [] if None in (item, nearest) else [{"from": item, "to": nearest, "label": label}]
        return {"path": [], "arrows": arrows, "marks": stars}
    start, now = place_at(places, shares, 0), place_at(places, shares, at)
    low, high = sorted((0.0, at))
    between = [places[row].tolist() for row in np.flatnonzero((shares > low) & (shares < high))]
    way = [start, *(between if at > 0 else between[::-1]), now]
    return {
        "path": way,
        "arrows": [{"from": item if item is not None else start, "to": now, "faint": True}] if at else [],
        "marks": [{"at": now, "shape": "diamond", "label": label}, *stars],
    }


def place_at(places: np.ndarray, shares: np.ndarray, at: float) -> list[float]:
    """Return the place of a strength between those that were placed."""
    return [float(np.interp(at, shares, column)) for column in places.T]
