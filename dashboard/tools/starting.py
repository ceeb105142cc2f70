"""Work that takes long is started by a person, not by opening a tab: what it would do, and about how long it takes."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.store import Result
from dashboard.tools import Asked, Shown
from dashboard.tools.parts import sets
from dashboard.tools.working import computed, known
from dashboard.work import duration

AT_ONCE = 10.0  # seconds that nobody needs to be asked about
PER_PRODUCT, PER_ITEM = 5e-11, 2e-4  # seconds on two ordinary cores
PER_DIFFERENCE = 6e-10  # without BLAS


def pairs_seconds(items: int, others: int, dimensions: int, metric: str = "cosine") -> float:
    """Return about how many seconds it takes to compare items with others."""
    each = PER_DIFFERENCE if metric == "manhattan" else PER_PRODUCT
    return items * others * dimensions * each + items * PER_ITEM


def started(
    asked: Asked, computation: str, parameters: dict[str, Any], seconds: float, start: str, what: str
) -> Result | Shown:
    """Return a computation's result, what to show while it is made, or the button that starts it.

    Parameters
    ----------
    asked
        What the tool was asked.
    computation, parameters
        The registered computation and its fields.
    seconds
        About how long it takes.
    start
        The name in the address that says that it was started, such as ``"outliers.start"``.
    what
        What it does, as a sentence without its end: “Every item is compared with every other”.
    """
    short = start.partition(".")[2]
    if seconds <= AT_ONCE or asked.values.get(short) == "yes":
        return computed(asked, computation, parameters)
    found = known(asked.services.store, asked.space_id, asked.space, computation, parameters)
    return found if found is not None else Shown([invitation(what, seconds, start)])


def invitation(what: str, seconds: float, start: str) -> Component:
    """Return the button that starts long work."""
    told = f"{what}: about {duration(seconds)} on two cores, in the background. It is kept, and need not be done again."
    return html.Div([html.P(told, className="help"), sets("Start", {start: "yes"})], className="tool-empty")
