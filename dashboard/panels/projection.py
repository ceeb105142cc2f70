"""Projection: the method, two or three dimensions, and the method's parameters. All of it goes into the address."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import parameter_controls, parameter_schema, select
from dashboard.panels import Panel
from dashboard.services import Services
from projections import PROJECTIONS


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
    return html.Div([help_line, details], id={"part": "method", "of": name}, hidden=name != "umap")


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
        Input(ids.VIEW, "data"),
        State({"part": "method", "of": ALL}, "id"),
        State({"part": "parameter", "of": ALL, "name": ALL}, "id"),
        State("parameter-defaults", "data"),
        prevent_initial_call=True,
    )


PANEL = Panel("Projection", "left", 1, layout, register)
