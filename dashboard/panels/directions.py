"""Directions: an axis from some items to others, items moved along it, and the way between two of them.

All of it is computed in the original vectors. State: `directions.part`; the ends in `directions.from`, `directions.to`,
with `.all` (what all items of an end match) and `.name`, `directions.pairs`, `directions.fills` (which end clicks fill);
`directions.item`, `directions.strength`, `directions.inputs`; `directions.start`, `directions.end`, `directions.way`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from dash import Dash
from dash.development.base_component import Component

from dashboard.direction_parts import NAME, PARTS, axis_part, between_part, move_part
from dashboard.direction_parts.given import made, read
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.fields import choice, slider
from dashboard.tools.keeping import told
from dashboard.tools.reading import one_of
from dashboard.tools.vectors import typed
from embeddings import UserError


def layout() -> Component:
    """Return the slider, which follows the finger, the line that says what was written, and the place of the answer."""
    strength = slider(
        f"{NAME}.strength", "How far, in lengths of the axis", 1, -move_part.FARTHEST, move_part.FARTHEST, 0.05
    )
    return tool_layout(NAME, strength, told())


def show(asked: Asked) -> Shown:
    """Show the part of the tab that is open."""
    part = one_of(asked.values, "part", PARTS, "axis")
    head: list[Component | None] = [choice(f"{NAME}.part", "What to do", PARTS, part, "axis")]
    if part == "between":
        shown = between_part.show(asked)
    else:
        try:
            wanted = read(asked.values, asked.space)
        except UserError as error:
            ends = [f"{NAME}.{name}" for name in ("from", "from.all", "to", "to.all")]
            return Shown([*head, problem(error, ends)])
        shown = (move_part if part == "move" else axis_part).show(asked, wanted)
    return Shown([*head, *shown.body], shown.drawn, shown.again)


def picked(asked: Asked, which: str) -> Sequence[int]:
    """Return the items of a bar of the histogram.

    Raises
    ------
    UserError
        If there is no axis, or no such bar.
    """
    wanted = read(asked.values, asked.space)
    if not wanted.ready:
        raise UserError("No direction yet", "No axis is given", "Choose its two ends in the Directions tab.")
    positions = made(asked.space, wanted, lambda text: typed(text, asked)).positions.astype(np.float64)
    try:
        low, high = map(float, which.removeprefix("within:").split(":"))
    except ValueError as error:
        raise UserError("Which items?", f"“{which}” means none", "Choose with the tool's own buttons.") from error
    last = high >= positions.max()
    found: list[int] = np.flatnonzero((positions >= low) & ((positions < high) | last)).tolist()
    return found


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Directions", "tab", 4, layout, register, picked=picked)
