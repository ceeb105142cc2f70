"""The page around the map: a header, a column of controls, the map, and a column for what was clicked."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.icons import icon
from dashboard.panels import panels_of
from dashboard.services import Services

THEME = {
    "fontFamily": "var(--vs-font)",
    "fontSizes": {"xs": "12px", "sm": "14px", "md": "14px", "lg": "18px"},
    "primaryColor": "blue",
    "defaultRadius": "md",
}


def layout(defaults: dict[str, str], own_views: dict[str, dict[str, str]], upload_limit: int) -> Component:
    """Return the whole page; every id of every panel is in it from the start.

    Parameters
    ----------
    defaults
        The query of the first look, used where the address says nothing.
    own_views
        How the space of the first look is looked at where nothing is said.
    upload_limit
        The largest upload in bytes, which the browser checks before it sends anything.
    """
    page = html.Div([_header(), _body()], className="page", id="page", **{"data-upload-limit": str(upload_limit)})
    return dmc.MantineProvider(
        [*_stores(defaults, own_views), page, *_dialogs()],
        defaultColorScheme="auto",
        theme=THEME,
    )


def _stores(defaults: dict[str, str], own_views: dict[str, dict[str, str]]) -> list[Component]:
    seen = [ids.VIEW, ids.MAP_VIEW, ids.CONTROLS_VIEW, ids.SCENE, ids.SPACE, ids.FOCUS, ids.LINKS, ids.SELECTION]
    return [
        dcc.Store(ids.DEFAULTS, data=defaults),
        dcc.Store(ids.OWN_VIEWS, data=own_views),
        *[dcc.Store(name) for name in (*seen, ids.WAITING, ids.PULSE, ids.TICK)],
    ]


def _header() -> Component:
    return html.Header(
        [
            html.A([icon("mark"), "Vectorscape"], href="/", className="brand", title="Start again with the words"),
            *[panel.layout() for panel in panels_of("header")],
            *[panel.opener() for panel in panels_of("dialog") if panel.opener],
            html.Div(className="grow"),
            *[panel.layout() for panel in panels_of("tools")],
            html.Button(icon("link"), id="share", className="quiet", title="Copy a link to this view", type="button"),
            dmc.ColorSchemeToggle(
                id="theme",
                lightIcon=icon("sun"),
                darkIcon=icon("moon"),
                variant="subtle",
                color="gray",
                **{"aria-label": "Light or dark"},
            ),
            html.Button(icon("sliders"), id="open-controls", className="quiet phone", title="Controls", type="button"),
            html.Button(icon("panel"), id="open-inspector", className="quiet phone", title="Inspector", type="button"),
        ],
        className="header",
    )


def _body() -> Component:
    return html.Main(
        [
            html.Aside([panel.layout() for panel in panels_of("left")], className="controls", id="controls"),
            *[panel.layout() for panel in panels_of("map")],
            _inspector(),
        ],
        className="body",
    )


def _inspector() -> Component:
    tabs = panels_of("tab")
    return html.Aside(
        [
            *[panel.layout() for panel in panels_of("inspector")],
            dmc.Tabs(
                [
                    dmc.TabsList(
                        [
                            dmc.TabsTab([icon(f"tab-{slug(tab.name)}"), html.Span(tab.name)], value=slug(tab.name))
                            for tab in tabs
                        ],
                        **{"aria-label": "Tools"},
                    ),
                    *[
                        dmc.TabsPanel(
                            tab.layout(),
                            value=slug(tab.name),
                            id=ids.tab_panel(slug(tab.name)),
                            keepMounted=not tab.late,
                        )
                        for tab in tabs
                    ],
                ],
                id=ids.TABS,
                keepMounted=False,  # each panel says so itself
                value=slug(tabs[0].name),
                orientation="vertical",
                placement="right",
                className="tabs",
            ),
        ],
        className="inspector",
        id="inspector-column",
    )


def slug(name: str) -> str:
    """Return a tab's name as the address has it."""
    return name.lower().replace(" ", "-")


def _dialogs() -> list[Component]:
    return [panel.layout() for panel in panels_of("dialog")]


def register(app: Dash, services: Services) -> None:
    """Add the callbacks of every panel to one app."""
    for place in ("header", "tools", "left", "map", "inspector", "tab", "dialog"):
        for panel in panels_of(place):
            panel.register(app, services)
    app.clientside_callback(browser("chooseTab"), Input(ids.TABS, "value"), prevent_initial_call=True)
    app.clientside_callback(
        browser("tabControl"),
        Output(ids.TABS, "value"),
        Output(ids.tab_panel(ALL), "keepMounted"),
        Input(ids.CONTROLS_VIEW, "data"),
        State(ids.tab_panel(ALL), "id"),
        State(ids.tab_panel(ALL), "keepMounted"),
        State(ids.TABS, "value"),
        prevent_initial_call=True,
    )
    every_tool, every_drawing = ({"part": part, "name": ALL} for part in ("tool", "drawn"))
    app.clientside_callback(
        browser("askTools"),
        Output({**every_tool, "follows": ALL}, "data"),
        Input(ids.VIEW, "data"),
        Input(ids.SCENE, "data"),
        Input(ids.SPACE, "data"),
        State({**every_tool, "follows": ALL}, "id"),
        State({**every_tool, "follows": ALL}, "data"),
    )
    app.clientside_callback(browser("drawTools"), Input(every_drawing, "data"), State(every_drawing, "id"))
