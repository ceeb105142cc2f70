"""Views: what one looks at, saved under a name with a small picture, in this browser or as a file to send.

Reads and writes nothing of the page's stores: `assets/page/views_dialog.js` draws the dialog's inside.
"""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.clientside import browser
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.services import Services

DIALOG = "views-dialog"


def opener() -> Component:
    """Return the button in the header that opens the dialog."""
    return dmc.Button(
        "Views",
        id="open-views",
        leftSection=icon("bookmark"),
        size="xs",
        variant="subtle",
        color="gray",
        **{"aria-label": "Views"},
    )


def layout() -> Component:
    """Return the dialog, which is filled when it opens."""
    return dmc.Modal(
        html.Div(id="views-body", className="views"),
        id=DIALOG,
        title="Saved views",
        size="xl",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def register(app: Dash, services: Services) -> None:
    """Open the dialog when its button is pressed, and draw what is in it."""
    app.clientside_callback(
        browser("openViews"), Output(DIALOG, "opened"), Input("open-views", "n_clicks"), prevent_initial_call=True
    )
    app.clientside_callback(browser("showViews"), Input(DIALOG, "opened"), prevent_initial_call=True)


PANEL = Panel("Views", "dialog", 10, layout, register, opener)
