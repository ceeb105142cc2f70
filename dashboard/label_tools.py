"""The tools of the Data tab that write: a label for the selection, columns, undo; `assets/page/labels.js` acts on them."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.controls import select


def label_tools() -> Component:
    """Return where the selection is given a label, and where it is told what was done."""
    return html.Div(
        [
            html.Div(
                [
                    dmc.Autocomplete(
                        id="label-value",
                        label="Label the selection",
                        placeholder="Type, then Enter",
                        data=[],
                        limit=12,
                        comboboxProps={"shadow": "md", "keepMounted": False},
                        selectFirstOptionOnChange=False,
                    ),
                    select(id="label-column", label="in the column", data=[]),
                ],
                className="label-row",
            ),
            html.Button("Label the selection", id="label-go", className="small", type="button"),
            html.Div(id="labels-problem"),
            html.P("", id="labels-told", className="help", role="status"),
        ],
        className="label-tools",
    )


def undo_buttons() -> list[Component]:
    """Return the buttons that take back what was written, and write it again."""
    return [
        html.Button(
            "Undo",
            id="edit-undo",
            className="small",
            type="button",
            disabled=True,
            **{"aria-label": "Undo what was written"},
        ),
        html.Button(
            "Redo",
            id="edit-redo",
            className="small",
            type="button",
            disabled=True,
            **{"aria-label": "Redo what was written"},
        ),
    ]


def column_tools() -> Component:
    """Return where a column is added, and the list of those that people wrote."""
    return html.Details(
        [
            html.Summary("Columns"),
            html.P("Double-click a cell to change it. The vectors and the map stay as they are.", className="help"),
            html.Div(
                [
                    dmc.TextInput(id="column-name", label="New column", placeholder="Its name"),
                    select(id="column-copy", label="A copy of", data=[], value=""),
                ],
                className="label-row",
            ),
            html.Button("Add column", id="column-add", className="small", type="button"),
            html.Div(id="columns-problem"),
            html.Ul(id="written", className="written"),
        ],
        className="settings column-tools",
    )


def register_labels(app: Dash) -> None:
    """Add the callbacks; all of them run in the browser, which asks the server by one route."""
    app.clientside_callback(
        browser("columnMenus"),
        Output("label-column", "data"),
        Output("label-column", "value"),
        Output("column-copy", "data"),
        Output("column-copy", "value"),
        Input(ids.SPACE, "data"),
        State("label-column", "value"),
        State("column-copy", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("labelChoices"),
        Output("label-value", "data"),
        Input("label-column", "value"),
        Input(ids.SPACE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("labelSelection"),
        Input("label-go", "n_clicks"),
        State("label-value", "value"),
        State("label-column", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("editCells"),
        Input("table", "cellValueChanged"),
        State("table", "columnDefs"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        browser("addColumn"),
        Input("column-add", "n_clicks"),
        State("column-name", "value"),
        State("column-copy", "value"),
        prevent_initial_call=True,
    )
