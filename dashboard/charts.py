"""Charts beside the map: Plotly, in our type and colours, with names and numbers where the marks are.

What follows the theme — the colours of words, bars and lines — stands in `assets/charts.css`, so that a chart needs no
second drawing when the page turns dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

ROW = 40  # pixels a bar takes, with the words above it
TYPE = "Inter, Noto Sans, system-ui, sans-serif"
CONFIG = {"displayModeBar": False, "staticPlot": True, "responsive": True}


class Bar(NamedTuple):
    """One bar: its name, its length and what is written at its end; `low` and `high` are the ends of its interval."""

    name: str
    value: float
    words: str
    low: float
    high: float


def bars(bars_shown: Sequence[Bar], label: str, top: float = 1.0) -> Component:
    """Return horizontal bars, one below the other, each with its interval as a line.

    Parameters
    ----------
    bars_shown
        The bars from above to below.
    label
        What the chart shows, for screen readers.
    top
        The largest value of the axis.
    """
    rows = list(range(len(bars_shown)))
    least = min([0.0, *(bar.low for bar in bars_shown if not isnan(bar.low))])
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [0 if isnan(bar.value) else bar.value for bar in bars_shown],
        "width": 0.2,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [above(bar.high - bar.value) for bar in bars_shown],
            "arrayminus": [above(bar.value - bar.low) for bar in bars_shown],
            "thickness": 1,
            "width": 3,
        },
    }
    words = [note(row, bar.name, 0, "left") for row, bar in zip(rows, bars_shown, strict=True)]
    words += [note(row, bar.words, 1, "right") for row, bar in zip(rows, bars_shown, strict=True)]
    layout = {
        "height": ROW * len(rows) + 8,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "font": {"size": 12, "family": TYPE},
        "xaxis": {"range": [least, top], "visible": False, "fixedrange": True},
        "yaxis": {"range": [len(rows) - 0.5, -0.75], "visible": False, "fixedrange": True},
        "annotations": words,
    }
    return drawn({"data": [trace], "layout": layout}, label)


def columns(values: Sequence[float], names: Sequence[str], label: str, below: str, digits: int = 0) -> Component:
    """Return upright bars, each with its number above it and its name below.

    Parameters
    ----------
    values, names
        How high each is, and what stands below it.
    label
        What the chart shows, for screen readers.
    below
        What the names are, in words under them.
    digits
        How many decimals the numbers have.
    """
    trace = {
        "type": "bar",
        "x": list(names),
        "y": list(values),
        "text": [f"{value:,.{digits}f}" for value in values],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 11},
        "cliponaxis": False,
    }
    layout = {
        "height": 168,
        "margin": {"l": 0, "r": 0, "t": 20, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "bargap": 0.15,
        "font": {"size": 12, "family": TYPE},
        "xaxis": {"type": "category", "title": {"text": below, "standoff": 4}, "fixedrange": True, "showgrid": False},
        "yaxis": {"visible": False, "fixedrange": True},
    }
    return drawn({"data": [trace], "layout": layout}, label)


def drawn(figure: dict[str, Any], label: str) -> Component:
    """Return a figure as it stands in a tab."""
    graph = dcc.Graph(figure=figure, config=CONFIG, responsive=True, style={"height": figure["layout"]["height"]})
    return html.Div(graph, className="chart", role="img", **{"aria-label": label})


def note(row: int, words: str, at: int, anchor: str) -> dict[str, Any]:
    """Return words above a bar, at the left or the right end of the chart."""
    return {
        "text": words.replace("<", "&lt;"),
        "x": at,
        "xref": "paper",
        "xanchor": anchor,
        "y": row,
        "yshift": 13,
        "showarrow": False,
    }


def above(value: float) -> float:
    """Return a length that is none where it is unknown."""
    return 0.0 if isnan(value) else max(0.0, value)
