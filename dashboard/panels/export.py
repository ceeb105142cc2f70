"""Export: take the map with you as a picture, a drawing, or a web page of its own.

Reads the scene and the space; writes nothing. `assets/page/export.js` makes the files and fills the status lines.
"""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.services import Services

DIALOG = "export-dialog"
FORMATS = (
    (
        "Picture (PNG)",
        "What is on the map now, with title and legend. 4× is sharp enough for a poster.",
        None,
        (("png-1", "1×", "PNG 1×"), ("png-2", "2×", "PNG 2×"), ("png-4", "4×", "PNG 4×")),
    ),
    (
        "Drawing (SVG)",
        "The same as shapes and text, to edit and to print at any size. Up to 20,000 points.",
        None,
        (("svg", "SVG", "SVG"),),
    ),
    (
        "Web page (HTML)",
        "One file that opens without a network: hover, search, colour and selection. Neighbours are not in it.",
        "export-size",
        (("html", "HTML", "Web page (HTML)"),),
    ),
)


def opener() -> Component:
    """Return the button in the header that opens the dialog."""
    return dmc.Button(
        "Export",
        id="export",
        leftSection=icon("download"),
        size="xs",
        variant="subtle",
        color="gray",
        **{"aria-label": "Export"},
    )


def layout() -> Component:
    """Return the dialog: a row for each kind of file, and the lines that say what is happening."""
    return dmc.Modal(
        [
            html.Div([_row(*parts) for parts in FORMATS], className="export-rows"),
            html.P(id="export-status", className="help", role="status"),
            html.Div(id="export-problem"),
        ],
        id=DIALOG,
        title="Take the map with you",
        size="lg",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def _row(name: str, gives: str, size: str | None, buttons: tuple[tuple[str, str, str], ...]) -> Component:
    line = html.P([gives, html.Span(id=size, className="export-size")] if size else gives, className="help")
    made = [
        html.Button(label, type="button", className="small", **{"data-export": kind, "aria-label": spoken})
        for kind, label, spoken in buttons
    ]
    return html.Div(
        [html.Div([html.Strong(name), line], className="export-what"), html.Div(made, className="export-buttons")],
        className="export-row",
    )


def register(app: Dash, services: Services) -> None:
    """Add the dialog's callbacks: it opens, and learns what is on the map."""
    app.clientside_callback(
        browser("openExport"), Output(DIALOG, "opened"), Input("export", "n_clicks"), prevent_initial_call=True
    )
    app.clientside_callback(
        browser("prepareExport"),
        Input(DIALOG, "opened"),
        Input(ids.SCENE, "data"),
        Input(ids.SPACE, "data"),
        prevent_initial_call=True,
    )


PANEL = Panel("Export", "dialog", 9, layout, register, opener)
