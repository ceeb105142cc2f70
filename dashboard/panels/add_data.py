"""Add data: drop a file, look at its first rows, choose the columns and the encoder, start.

The file streams to the upload route (`assets/page/add_data.js`); what that answers lands in the store `upload`.
Writes the space that was started into the address.
"""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.clientside import browser
from dashboard.controls import select
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.recipes import EncodeRecipe
from dashboard.resolve import problem
from dashboard.services import Services
from embeddings import UserError
from embeddings.encoders import ENCODERS, encoders_of
from embeddings.encoding import usable
from embeddings.registry import needs_name

NO_LABEL = " none"  # no column is called so: their names are stripped
GRID_THEME = {
    "function": "themeQuartz.withPart(agGrid.colorSchemeVariable).withParams({fontFamily: 'inherit', fontSize: 13})"
}


def opener() -> Component:
    """Return the button in the header that opens the dialog."""
    return dmc.Button(
        "Add data",
        id="add-data",
        leftSection=icon("plus"),
        size="xs",
        variant="light",
        **{"aria-label": "Add data"},
    )


def layout() -> Component:
    """Return the dialog with its three steps; each is shown when it is its turn."""
    return dmc.Modal(
        [
            dcc.Store("upload"),
            dcc.Store("started"),
            _drop_area(),
            html.Div(id="upload-problem"),
            html.Div(_choices(), id="upload-choices", hidden=True),
        ],
        id="add-data-dialog",
        title="Add data",
        size="xl",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def _drop_area() -> Component:
    return html.Div(
        [
            html.Label(
                [
                    icon("upload"),
                    html.Strong("Drop a CSV or TSV here, or choose one"),
                    html.Span("A row an item; one column holds the text.", className="help"),
                ],
                className="drop-area",
                id="drop-area",
            ),
            html.Div(id="upload-progress", className="upload-progress"),
        ]
    )


def _choices() -> list[Component]:
    return [
        html.P("", id="upload-format", className="help"),
        html.Div(id="upload-rows", className="upload-rows"),
        html.Div(
            [
                select(id="upload-text", label="Text column", data=[]),
                select(id="upload-label", label="Label column", data=[]),
                select(id="upload-encoder", label="Encoder", data=encoder_choices(), value=first_encoder()),
            ],
            className="triple",
        ),
        html.P("", id="encoder-help", className="help"),
        html.Details(
            [
                html.Summary("Rows that cannot be read"),
                dmc.Checkbox(
                    id="upload-skip", label="Leave out rows with too few or too many cells", checked=False, size="xs"
                ),
            ],
            className="settings",
        ),
        html.Div(id="start-problem"),
        dmc.Group(dmc.Button("Start", id="upload-start"), justify="flex-end"),
    ]


def encoder_choices() -> list[dict[str, Any]]:
    """Return the encoders of the menu; one whose library is missing says so and cannot be chosen.

    One that needs a model's name is reached from the shell, as ``--encoder sentence-transformers:MODEL``.
    """
    return [
        {"value": name, "label": cls.label + (" (not installed)" if cls.missing() else "")}
        for name, cls in encoders_of("text").items()
        if not needs_name(cls)
    ]


def first_encoder() -> str:
    """Return the encoder that is offered first: the first that can be used here."""
    return next(name for name, cls in encoders_of("text").items() if not cls.missing())


def encoder_help(name: str) -> str:
    """Return what an encoder does, or what it lacks here."""
    cls = ENCODERS.get(name)
    return cls.missing() or (cls.__doc__ or "").splitlines()[0]


def preview_grid(preview: dict[str, Any]) -> Component:
    """Return the table that shows the beginning of a file."""
    columns = [{"field": str(number), "headerName": name} for number, name in enumerate(preview["columns"])]
    return dag.AgGrid(
        rowData=[{str(number): cell for number, cell in enumerate(row)} for row in preview["rows"]],
        columnDefs=columns,
        defaultColDef={"sortable": False, "resizable": True, "minWidth": 120, "flex": 1},
        dashGridOptions={"rowHeight": 32, "headerHeight": 34, "domLayout": "autoHeight", "theme": GRID_THEME},
        style={"height": None},
    )


def recipe_of(upload: dict[str, Any], text: str, label: str | None, encoder: str, skip: bool) -> EncodeRecipe:
    """Return the recipe that the dialog describes.

    Raises
    ------
    UserError
        If the encoder cannot be used here, or no column was chosen.
    """
    usable(encoder, {})
    if not text:
        raise UserError("No text column", "None of the columns was chosen as the text", "Choose the one to read.")
    name = str(upload["name"]).rsplit("/", 1)[-1].rsplit(".", 1)[0] or "Upload"
    return EncodeRecipe(
        upload=upload["upload"],
        name=name,
        text=text,
        label=None if label in (None, NO_LABEL) else label,
        encoder=encoder,
        parameters={},
        skip_bad_rows=skip,
    )


def register(app: Dash, services: Services) -> None:
    """Add the dialog's callbacks."""

    @app.callback(
        Output("upload-choices", "hidden"),
        Output("upload-format", "children"),
        Output("upload-rows", "children"),
        Output("upload-text", "data"),
        Output("upload-text", "value"),
        Output("upload-label", "data"),
        Output("upload-label", "value"),
        Input("upload", "data"),
        prevent_initial_call=True,
    )
    def on_upload(upload: dict[str, Any] | None) -> tuple[Any, ...]:
        if not upload:
            return True, "", None, [], None, [], None
        preview = upload["preview"]
        columns = [{"value": name, "label": name} for name in preview["columns"]]
        no_label = {"value": NO_LABEL, "label": "None"}
        line = " · ".join([upload["name"], preview["format"], *preview["notes"]])
        grid = preview_grid(preview)
        return False, line, grid, columns, preview["text"], [no_label, *columns], preview["label"] or NO_LABEL

    @app.callback(Output("encoder-help", "children"), Input("upload-encoder", "value"))
    def on_encoder(name: str) -> str:
        return encoder_help(name)

    @app.callback(
        Output("started", "data"),
        Output("start-problem", "children"),
        Input("upload-start", "n_clicks"),
        State("upload", "data"),
        State("upload-text", "value"),
        State("upload-label", "value"),
        State("upload-encoder", "value"),
        State("upload-skip", "checked"),
        prevent_initial_call=True,
    )
    def on_start(_clicks: int, upload: dict[str, Any], *choices: Any) -> tuple[Any, Any]:
        try:
            recipe = recipe_of(upload, *choices)
        except UserError as error:
            return no_update, alert(error)
        services.jobs.submit(recipe, restart=True)
        return recipe.key, None

    app.clientside_callback(browser("openStarted"), Input("started", "data"), prevent_initial_call=True)
    app.clientside_callback(
        browser("openAddData"),
        Output("add-data-dialog", "opened"),
        Input("add-data", "n_clicks"),
        prevent_initial_call=True,
    )


def alert(error: UserError) -> Component:
    """Return an error as it stands in the dialog."""
    parts = problem(error)
    return html.Div([html.Strong(parts["title"]), html.P(f"{parts['detail']}. {parts['hint']}")], role="alert")


PANEL = Panel("Add data", "dialog", 1, layout, register, opener)
