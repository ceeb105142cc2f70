"""Shortcuts: what keys, mouse and fingers do on the map, in one dialog. “?” opens it from anywhere but a field."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.clientside import browser
from dashboard.panels import Panel
from dashboard.services import Services

GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "Look around": (
        ("Drag", "Move the map; in 3D, turn it"),
        ("Ctrl Drag", "Move the map in 3D"),
        ("Wheel", "Zoom"),
        ("+ −", "Zoom in or out"),
        ("F", "Show everything; Home does the same"),
        ("Shift F", "Show the selection"),
        ("↑ ↓ ← →", "Go to the nearest point that way"),
        ("R", "In 3D: let the map turn by itself; any touch stops it"),
        ("I", "While held: what the map gets wrong around the point"),
    ),
    "Select": (
        ("Click", "Select a point; Enter does the same"),
        ("Shift Click", "Add a point, or take it away"),
        ("Shift Drag", "Draw a lasso; with Ctrl it adds, with Alt it removes"),
        ("Shift Click", "In the legend: select a whole category"),
        ("Double-click", "On nothing: select nothing, show everything"),
        ("Esc", "Close or clear the latest thing"),
    ),
    "Find and go back": (
        ("Ctrl Z", "Undo: labels, selection, filter, colour, projection, space, camera"),
        ("Ctrl Shift Z", "Do it again"),
        ("/", "Search words"),
        ("?", "Open this list"),
    ),
    "With fingers": (
        ("One", "Move the map; in 3D, turn it"),
        ("Two", "Zoom and turn"),
        ("Tap", "Select a point; its card leads on"),
        ("Hold", "When the circle is full: draw a lasso"),
    ),
}


def opener() -> Component:
    """Return the button in the header that opens the dialog."""
    words = "Shortcuts and gestures"
    return html.Button("?", id="open-shortcuts", className="quiet", title=words, type="button", **{"aria-label": words})


def layout() -> Component:
    """Return the dialog."""
    return dmc.Modal(
        html.Div([_group(name, entries) for name, entries in GROUPS.items()], className="shortcuts"),
        id="shortcuts-dialog",
        title="Shortcuts and gestures",
        size="xl",
        closeButtonProps={"aria-label": "Close"},
    )


def _group(name: str, entries: tuple[tuple[str, str], ...]) -> Component:
    rows = [html.Div([html.Dt([html.Kbd(key) for key in keys.split()]), html.Dd(words)]) for keys, words in entries]
    return html.Section([html.H3(name), html.Dl(rows)])


def register(app: Dash, _services: Services) -> None:
    """Open the dialog when its button is pressed; the key is listened to in `assets/page/listeners.js`."""
    app.clientside_callback(
        browser("openShortcuts"),
        Output("shortcuts-dialog", "opened"),
        Input("open-shortcuts", "n_clicks"),
        prevent_initial_call=True,
    )


PANEL = Panel("Shortcuts", "dialog", 9, layout, register, opener)
