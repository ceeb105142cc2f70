"""Colour by: which column colours the points. The legend below it is drawn by the map."""

from __future__ import annotations

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import select
from dashboard.panels import Panel
from dashboard.services import Services


def layout() -> Component:
    """Return the menu of columns and the place of the legend."""
    return html.Section(
        [
            select(id=ids.COLOUR_SELECT, label="Colour by", data=[]),
            html.Div(id=ids.LEGEND, className="legend"),
        ],
        className="panel grow",
    )


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks: the columns of the space, and the choice."""
    app.clientside_callback(
        browser("colourControl"),
        Output(ids.COLOUR_SELECT, "data"),
        Output(ids.COLOUR_SELECT, "value"),
        Input(ids.SPACE, "data"),
        Input(ids.CONTROLS_VIEW, "data"),
        State(ids.COLOUR_SELECT, "data"),
        State(ids.COLOUR_SELECT, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("chooseColour"),
        Input(ids.COLOUR_SELECT, "value"),
        State(ids.SPACE, "data"),
        prevent_initial_call=True,
    )


PANEL = Panel("Colour", "left", 2, layout, register)
