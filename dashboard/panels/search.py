"""Search words: finds items by their text. The field and its list are drawn by `assets/page/search.js`."""

from __future__ import annotations

from dash import Dash, Input, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.services import Services


def layout() -> Component:
    """Return the place of the field, and the button that opens it on a phone."""
    words = "Search words"
    return html.Div(
        [
            html.Button(
                icon("search"),
                id="open-search",
                className="quiet phone",
                title=words,
                type="button",
                **{"aria-label": words},
            ),
            html.Div(id="search", className="search", role="search"),
        ],
        className="search-tool",
    )


def register(app: Dash, services: Services) -> None:
    """Tell the field which space it searches."""
    app.clientside_callback(browser("searchIn"), Input(ids.SPACE, "data"), prevent_initial_call=True)


PANEL = Panel("Search", "tools", 1, layout, register)
