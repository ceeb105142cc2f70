"""Colours that are computed: one module each. Each gives every item a number, which colours the map like a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np

from dashboard.store import Store
from embeddings import Space
from embeddings.registry import Registry


@dataclass(frozen=True)
class Asked:
    """What the page looks at while it asks for a colour.

    Parameters
    ----------
    space_id, space
        The space on the map.
    projection
        The key of the map's coordinates.
    item
        The item in focus, if there is one.
    metric
        The name of the metric of the geometry panels.
    """

    space_id: str
    space: Space
    projection: str
    item: int | None
    metric: str


class Colour(Protocol):
    """A number for every item. `needs` names the parts of the view on which it depends."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    needs: ClassVar[tuple[str, ...]]

    def numbers(self, asked: Asked, store: Store) -> np.ndarray:
        """Return (n,) numbers, NaN where an item has none; raise a `UserError` where there are none to show."""


COLOURS: Registry[Colour] = Registry("colour", "dashboard.colours")
