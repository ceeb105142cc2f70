"""Neighbours: the nearest items in the original vectors, exact, under a metric and a count that can be changed.

Reads the focus, which names the map on screen too; writes the links, of which the map draws lines and the page rows
(`assets/page/neighbours.js`). A row that is hovered lights its point, a click walks on.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import select
from dashboard.honesty import Honesty, coordinates_of, honesty
from dashboard.neighbour_rows import map_line, neighbour_rows
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError
from embeddings.metrics import METRICS


def layout() -> Component:
    """Return the metric, the count and the empty list."""
    metrics = METRICS.all()
    return html.Div(
        [
            html.Div(
                [
                    select(
                        id=ids.METRIC_SELECT,
                        label="Metric",
                        data=[{"value": name, "label": metric.label} for name, metric in metrics.items()],
                        value="cosine",
                    ),
                    dmc.NumberInput(id=ids.NEIGHBOUR_COUNT, label="How many", value=10, min=1, max=999, debounce=300),
                ],
                className="pair",
            ),
            html.P("", id="metric-help", className="help"),
            html.P("", id="neighbour-line", className="source-line"),
            html.Button(
                "Show on the map what is wrong",
                id="confess",
                className="small",
                type="button",
                title="Also while the key I is held: false neighbours turn orange, true ones elsewhere get lines",
                **{"aria-pressed": "false"},
            ),
            html.Div([html.Div(empty(), id="neighbour-about"), html.Div(id="neighbour-rows")], id="neighbour-list"),
        ],
        className="neighbours",
    )


def empty() -> Component:
    """Return what stands here before anything is clicked."""
    return html.P("Click a point: its nearest items appear here, measured on the original vectors.", className="help")


def source_line(space: Space, metric: str) -> str:
    """Say what the list is: how it was found, under which metric, in which vectors, among how many."""
    label = METRICS.get(metric).label
    named = label if label[0].isupper() and metric not in {"cosine", "dot"} else label.lower()
    return f"exact, {named}, original {space.vectors.shape[1]:,} dimensions, n = {len(space):,}"


def about(told: Honesty) -> Component:
    """Return what stands above the rows: what the map makes of them, and what their two bars mean."""
    if told.found.empty:
        return html.P("This is the only item, so it has no neighbours.", className="help")
    key = [html.Span(className="key-thick"), "original vectors", html.Span(className="key-thin"), "this map"]
    return html.P([map_line(told), html.Span(key, className="bar-key")], className="help map-line")


def answer(focus: dict[str, Any] | None, services: Services) -> tuple[Component, str, str, dict[str, Any] | None]:
    """Return what stands above the rows, the line that says what they are, the metric's explanation, and the rows."""
    if not focus or not focus.get("space"):
        return empty(), "", "", None
    try:
        metric = METRICS.make(focus["metric"])
        space = open_space(focus["space"], services.store)
        line = source_line(space, focus["metric"])
        if focus.get("item") is None:
            return empty(), line, metric.description, None
        coordinates = coordinates_of(str(focus.get("map", "")), space, services.store)
        told = honesty(space, coordinates, space.find(int(focus["item"])), int(focus["k"]), focus["metric"])
    except UserError as error:
        problem = html.Div([html.Strong(error.title), html.P(f"{error.detail} {error.hint}")], role="alert")
        return problem, "", "", None
    return about(told), line, metric.description, neighbour_rows(space, told)


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks."""

    @app.callback(
        Output("neighbour-about", "children"),
        Output("neighbour-line", "children"),
        Output("metric-help", "children"),
        Output(ids.LINKS, "data"),
        Input(ids.FOCUS, "data"),
    )
    def on_focus(focus: dict[str, Any] | None) -> tuple[Component, str, str, dict[str, Any] | None]:
        return answer(focus, services)

    app.clientside_callback(browser("chooseMetric"), Input(ids.METRIC_SELECT, "value"), prevent_initial_call=True)
    app.clientside_callback(browser("chooseCount"), Input(ids.NEIGHBOUR_COUNT, "value"), prevent_initial_call=True)
    app.clientside_callback(
        browser("neighbourControls"),
        Output(ids.METRIC_SELECT, "value"),
        Output(ids.NEIGHBOUR_COUNT, "value"),
        Input(ids.CONTROLS_VIEW, "data"),
        State(ids.METRIC_SELECT, "value"),
        State(ids.NEIGHBOUR_COUNT, "value"),
        prevent_initial_call=True,
    )


PANEL = Panel("Neighbours", "tab", 1, layout, register)
