"""A small histogram that says what each bar holds, and whose bars can be buttons."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.tools.parts import rounded

BARS = 24
LOWEST = 4  # of a hundred: a bar of one item is seen beside one of thousands


def histogram(values: np.ndarray, name: str, ends: tuple[str, str], picks: Callable[[float, float], str]) -> Component:
    """Return how often which values occur.

    Parameters
    ----------
    values
        At least one number.
    name
        What is counted, for people who hear it.
    ends
        What stands under its left and its right end.
    picks
        Says in the tool's own words which items a bar selects, by the bar's lowest and highest value.
    """
    counts, edges = np.histogram(values, bins=BARS)
    bars = [
        bar(int(count), float(low), float(high), counts.max(), picks)
        for count, low, high in zip(counts, edges[:-1], edges[1:], strict=True)
    ]
    foot = html.Div([html.Span(end) for end in ends], className="bars-foot")
    return html.Figure([html.Div(bars, className="bars"), foot], className="histogram", **{"aria-label": name})


def bar(count: int, low: float, high: float, most: int, picks: Callable[[float, float], str]) -> Component:
    """Return one bar: a button that selects its items, or an empty place."""
    if not count:
        return html.Span(className="bar-place")
    words = f"{rounded(low)} to {rounded(high)}: {count:,} item{'s' * (count != 1)}. Click to select them"
    filled = html.Span(style={"height": f"{LOWEST + (100 - LOWEST) * count / most:.1f}%"})
    return html.Button(
        filled,
        type="button",
        className="bar-place",
        title=words,
        **{"aria-label": words, "data-picks": picks(low, high)},
    )
