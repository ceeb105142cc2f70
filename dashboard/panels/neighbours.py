"""Neighbours: the nearest items in the original vectors, exact, under a metric and a count that can be changed.

Reads the focus; writes the links that the map draws. A row that is hovered lights its point, a click walks on.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import select
from dashboard.panels import Panel
from dashboard.pictured import thumbnail
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError, neighbours
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
            html.Div(empty(), id="neighbour-list"),
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


def neighbour_table(space: Space, found: pd.DataFrame) -> Component:
    """Return the list as a table with a bar for each, longest for the nearest."""
    if found.empty:
        return html.P("This is the only item, so it has no neighbours.", className="help")
    distances = found["distance"].to_numpy(float)
    low, high = min(0.0, float(distances.min())), float(distances.max())
    width = (high - low) or 1.0
    rows = [
        _row(rank, space.names[int(index)], int(index), float(distance), 1 - 0.85 * (float(distance) - low) / width)
        for rank, (index, distance) in enumerate(zip(found["index"], distances, strict=True), start=1)
    ]
    head = html.Thead(
        html.Tr([html.Th("", scope="col"), html.Th("Item", scope="col"), html.Th("Distance", scope="col")])
    )
    for row, index in zip(rows, found["index"], strict=True):
        put_picture(row, space, int(index))
    return html.Table([head, html.Tbody(rows)], className="neighbour-table", **{"aria-label": "Neighbours"})


def put_picture(row: Component, space: Space, index: int) -> None:
    """Put an item's picture, where it has one, before its name in a row of the list."""
    picture = thumbnail(space, index)
    cell = next(cell for cell in row.children if "neighbour" in cell.className.split())
    if picture is not None:
        cell.children = [picture, *cell.children]
        cell.className += " pictured"


def _row(rank: int, name: str, index: int, distance: float, share: float) -> Component:
    bar = html.Div(className="neighbour-bar", style={"width": f"{100 * share:.1f}%"})
    button = html.Button(name, type="button", className="neighbour-name", title=name)
    return html.Tr(
        [
            html.Td(str(rank), className="rank"),
            html.Td([button, bar], className="neighbour"),
            html.Td(f"{distance:.3f}", className="figure"),
        ],
        **{"data-item": str(index)},
    )


def answer(focus: dict[str, Any] | None, services: Services) -> tuple[Component, str, str, dict[str, Any] | None]:
    """Return the list, the line that says what it is, the metric's explanation, and the links for the map."""
    if not focus or not focus.get("space"):
        return empty(), "", "", None
    try:
        metric = METRICS.make(focus["metric"])
        space = open_space(focus["space"], services.store)
        line = source_line(space, focus["metric"])
        if focus.get("item") is None:
            return empty(), line, metric.description, None
        item = space.find(int(focus["item"]))
        found = neighbours(space, item, k=int(focus["k"]), metric=focus["metric"])
    except UserError as error:
        problem = html.Div([html.Strong(error.title), html.P(f"{error.detail} {error.hint}")], role="alert")
        return problem, "", "", None
    links = {
        "item": item,
        "indices": [int(index) for index in found["index"]],
        "distances": [float(distance) for distance in found["distance"]],
    }
    return neighbour_table(space, found), line, metric.description, links


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks."""

    @app.callback(
        Output("neighbour-list", "children"),
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
        Input(ids.VIEW, "data"),
        prevent_initial_call=True,
    )


PANEL = Panel("Neighbours", "tab", 1, layout, register)
