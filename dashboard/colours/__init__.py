"""Colours that are computed: one module each. Each gives every item a value, which colours the map like a column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import pandas as pd

from dashboard.store import Store
from embeddings import Space, UserError
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
    tools
        What the tools were given, by its names in the address: ``{"directions.to": "3,17"}``.
    """

    space_id: str
    space: Space
    projection: str
    item: int | None
    metric: str
    tools: dict[str, str] = field(default_factory=dict)


class NotYet(UserError):
    """A colour has nothing to show before someone clicks, or before a worker is done: no fault of who asks."""


class Colour(Protocol):
    """A value for every item.

    `needs` names the parts of the view on which it depends: `item`, `metric`, `projection`, or what a tool was given,
    such as `tools.directions`. A colour that is `two_ended` is a number with a meaning on either side of zero: the
    colours part there, and as far to one side as to the other.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    needs: ClassVar[tuple[str, ...]]
    two_ended: ClassVar[bool]

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return n values: numbers for a scale, anything else for groups; a missing value where an item has none.

        `attrs["ends"]` may name the two ends of a scale. Raises `NotYet` where there will be something to
        show once work or a click has come, and a `UserError` where there is nothing to show.
        """


COLOURS: Registry[Colour] = Registry("colour", "dashboard.colours")
