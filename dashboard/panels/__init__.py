"""The panels: each module here defines one `PANEL` and is found by that; the folder is the registry."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dash import Dash
from dash.development.base_component import Component

from dashboard.services import Services
from dashboard.tools import Asked

Place = Literal["header", "tools", "left", "map", "inspector", "tab", "dialog"]


@dataclass(frozen=True)
class Panel:
    """One part of the page.

    Parameters
    ----------
    name
        Its name on the page; a tab's title.
    place
        Where it stands.
    order
        Its rank among the panels of that place, small first.
    layout
        Makes its components; every id exists from the first layout on.
    register
        Adds its callbacks to one app.
    late
        Whether a tab is drawn only when it is first opened, since drawing it takes long.
    opener
        Makes the button in the header that opens a dialog.
    picked
        Says which items a button of a tool selects, given what the tool was asked and the button's own word.
    """

    name: str
    place: Place
    order: int
    layout: Callable[[], Component]
    register: Callable[[Dash, Services], None]
    opener: Callable[[], Component] | None = None
    picked: Callable[[Asked, str], Sequence[int]] | None = None
    late: bool = False


@cache
def all_panels() -> tuple[Panel, ...]:
    """Return every panel of this folder in its order."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.PANEL for module in modules), key=lambda panel: panel.order))


def panels_of(place: Place) -> list[Panel]:
    """Return the panels that stand in one place."""
    return [panel for panel in all_panels() if panel.place == place]
