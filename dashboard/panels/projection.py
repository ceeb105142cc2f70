"""Projection: the method, two or three dimensions, and the method's parameters. All of it goes into the address."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.axes_shown import axes_shown
from dashboard.clientside import browser
from dashboard.controls import parameter_controls, parameter_schema, select
from dashboard.own_axes import OWN_AXES
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.spaces import has_space, open_space
from dashboard.view import View
from projections import PROJECTIONS

OWN = "own-axes"  # what the map's own axes are, or how to make some


def layout() -> Component:
    """Return the controls of every projection; only those of the chosen one are shown."""
    methods = PROJECTIONS.all()
    defaults = {
        name: {field: schema.get("default") for field, schema in parameter_schema(cls).items()}
        for name, cls in methods.items()
    }
    return html.Section(
        [
            dcc.Store("parameter-defaults", data=defaults),
            select(
                id=ids.PROJECTION_SELECT,
                label="Projection",
                data=[{"value": name, "label": cls.label} for name, cls in methods.items()],
                value="umap",
            ),
            dmc.RadioGroup(
                dmc.Group([dmc.Radio(label="2D", value="2"), dmc.Radio(label="3D", value="3")], gap="lg"),
                id=ids.DIMENSIONS,
                label="Dimensions",
                value="2",
            ),
            *[_parameters(name, cls) for name, cls in methods.items()],
            html.Ul(id=ids.NOTES, className="notes", **{"aria-label": "Notes on this map"}),
        ],
        className="panel",
    )


def _parameters(name: str, cls: type) -> Component:
    controls = parameter_controls(name, cls)
    summary = html.Summary("Settings of this projection")
    help_line = html.P((cls.__doc__ or "").splitlines()[0], className="help")
    details = html.Details([summary, *controls], className="settings") if controls else None
    own = html.Div(id=OWN, **{"aria-live": "polite"}) if name == OWN_AXES else None
    return html.Div([help_line, own, details], id={"part": "method", "of": name}, hidden=name != "umap")


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks: controls to address, and back."""
    app.clientside_callback(
        browser("chooseProjection"), Input(ids.PROJECTION_SELECT, "value"), prevent_initial_call=True
    )
    app.clientside_callback(browser("chooseDimensions"), Input(ids.DIMENSIONS, "value"), prevent_initial_call=True)
    app.clientside_callback(
        browser("chooseParameters"),
        Input({"part": "parameter", "of": ALL, "name": ALL}, "value"),
        State({"part": "parameter", "of": ALL, "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("projectionControls"),
        Output(ids.PROJECTION_SELECT, "value"),
        Output(ids.DIMENSIONS, "value"),
        Output({"part": "method", "of": ALL}, "hidden"),
        Output({"part": "parameter", "of": ALL, "name": ALL}, "value"),
        Input(ids.MAP_VIEW, "data"),
        State({"part": "method", "of": ALL}, "id"),
        State({"part": "parameter", "of": ALL, "name": ALL}, "id"),
        State("parameter-defaults", "data"),
        prevent_initial_call=True,
    )

    @app.callback(Output(OWN, "children"), Input(ids.MAP_VIEW, "data"), prevent_initial_call=True)
    def on_view(query: dict[str, str]) -> Any:
        view = View.lenient(query)
        if view.projection != OWN_AXES or not has_space(view.space, services.store):
            return no_update
        return axes_shown(view, open_space(view.space, services.store))


PANEL = Panel("Projection", "left", 1, layout, register)
