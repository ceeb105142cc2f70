"""Add data: drop a file or a folder, look at its first rows, choose how it is read, start.

The file streams to the upload route (`assets/page/add_data.js`); what that answers lands in the store `upload`.
Writes the space that was started into the address.
"""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.add_dialog import choices, drop_area
from dashboard.add_shown import NO_LABEL, NOTHING, USUAL, shown_choices
from dashboard.adding import WAYS, Choices, Given, first_look, way_of
from dashboard.clientside import browser
from dashboard.encoder_settings import WORD_SPACES, given_parameters, refuse_folders
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.recipes import AnyRecipe, MnistRecipe
from dashboard.resolve import problem
from dashboard.services import Services
from dashboard.word_sources import check_recipe, word_choices
from embeddings import UserError


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
            drop_area(),
            html.Div(id="upload-problem"),
            html.Div(choices(), id="upload-choices", hidden=True),
        ],
        id="add-data-dialog",
        title="Add data",
        size="xl",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def recipe_of(upload: dict[str, Any], chosen: Choices, folders: bool = True) -> AnyRecipe:
    """Return the recipe that the dialog describes; `folders` says whether a model may be a path of this machine.

    Raises
    ------
    UserError
        If the encoder cannot be used here, or a column is missing.
    """
    if chosen.encoder and not folders:
        refuse_folders(chosen.encoder, chosen.parameters)
    preview = upload["preview"]
    given = Given(
        id=upload["upload"],
        name=upload["name"],
        metadata=upload.get("metadata"),
        image=preview["image"],
        pictures=preview["pictures"],
        files=preview["columns"][0],
    )
    return way_of(upload["way"], upload.get("reading", {})).recipe(given, chosen)


def register(app: Dash, services: Services) -> None:
    """Add the dialog's callbacks."""

    @app.callback(
        output={
            "hidden": Output("upload-choices", "hidden"),
            "ways": Output("upload-way", "data"),
            "way": Output("upload-way", "value"),
            "one_way": Output("upload-ways", "hidden"),
            "format": Output("upload-format", "children"),
            "rows": Output("upload-rows", "children"),
            "texts": Output("upload-text", "data"),
            "text": Output("upload-text", "value"),
            "labels": Output("upload-label", "data"),
            "label": Output("upload-label", "value"),
            "encoders": Output("upload-encoder", "data"),
            "encoder": Output("upload-encoder", "value"),
            "sources": Output("upload-vectors", "data"),
            "source": Output("upload-vectors", "value"),
            "encodings": Output("upload-encoding", "data"),
            "encoding": Output("upload-encoding", "value"),
            "no_encoding": Output("upload-encoding-place", "hidden"),
            "header": Output("upload-header", "value"),
            "no_header": Output("upload-header-place", "hidden"),
        },
        inputs=Input("upload", "data"),
        prevent_initial_call=True,
    )
    def on_upload(upload: dict[str, Any] | None) -> dict[str, Any]:
        return shown_choices(upload) if upload else NOTHING

    @app.callback(
        Output({"part": "upload-field", "name": ALL, "place": ALL}, "hidden"),
        Input("upload", "data"),
        State({"part": "upload-field", "name": ALL, "place": ALL}, "id"),
        prevent_initial_call=True,
    )
    def on_fields(upload: dict[str, Any] | None, fields: list[dict[str, str]]) -> list[bool]:
        asked = set(WAYS.get(upload["way"]).fields) if upload else set()
        if upload:
            asked -= {*upload["preview"]["without"], *([] if upload["preview"]["vectors"] else ["vectors"])}
        return [field["name"] not in asked for field in fields]

    @app.callback(
        Output({"part": "encoder", "of": ALL}, "hidden"),
        Input("upload-encoder", "value"),
        State({"part": "encoder", "of": ALL}, "id"),
        prevent_initial_call=True,
    )
    def on_encoder(chosen: str | None, blocks: list[dict[str, str]]) -> list[bool]:
        return [block["of"] != chosen for block in blocks]

    @app.callback(Output(WORD_SPACES, "data"), Input("upload", "data"), prevent_initial_call=True)
    def on_words(_upload: dict[str, Any] | None) -> list[dict[str, Any]]:
        return word_choices(services.store)

    @app.callback(
        Output("upload", "data", allow_duplicate=True),
        Output("start-problem", "children", allow_duplicate=True),
        Input("upload-way", "value"),
        Input("upload-encoding", "value"),
        Input("upload-header", "value"),
        State("upload", "data"),
        prevent_initial_call=True,
    )
    def on_way(
        way: str | None, encoding: str | None, header: int | str | None, upload: dict[str, Any] | None
    ) -> tuple[Any, Any]:
        if not upload or not way:
            return no_update, no_update
        said = {"encoding": encoding, "header_row": header if isinstance(header, int) else None}
        guessed = upload["preview"]["reading"]
        changed = {
            name: value for name, value in said.items() if value is not None and value != guessed.get(name, value)
        }
        if way == upload["way"] and not changed:
            return no_update, no_update
        reading = upload["reading"] | changed if way == upload["way"] else {}
        try:
            kept = services.store.upload(upload["upload"])
            return first_look(kept, services.store, way, upload.get("metadata"), reading), None
        except UserError as error:
            return no_update, alert(error)

    @app.callback(
        Output("started", "data"),
        Output("start-problem", "children"),
        Input("upload-start", "n_clicks"),
        State("upload", "data"),
        {
            "text": State("upload-text", "value"),
            "label": State("upload-label", "value"),
            "encoder": State("upload-encoder", "value"),
            "vectors": State("upload-vectors", "value"),
            "most": State("upload-most", "value"),
            "skip": State("upload-skip", "checked"),
            "passages": State("upload-passages", "value"),
            "sentences": State("upload-sentences", "value"),
            "centre_each": State("upload-centre-each", "checked"),
        },
        State({"part": "encoder-parameter", "of": ALL, "name": ALL}, "value"),
        State({"part": "encoder-parameter", "of": ALL, "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    def on_start(
        _clicks: int, upload: dict[str, Any], chosen: dict[str, Any], values: list[Any], ids: list[Any]
    ) -> Any:
        try:
            recipe = recipe_of(upload, choices_of(chosen, values, ids), services.settings.may_name_folders)
            check_recipe(recipe, services.store)
        except UserError as error:
            return no_update, alert(error)
        services.jobs.submit(recipe, restart=True)
        return recipe.key, None

    @app.callback(
        Output("started", "data", allow_duplicate=True), Input("fetch-mnist", "n_clicks"), prevent_initial_call=True
    )
    def on_mnist(_clicks: int) -> str:
        return services.jobs.submit(MnistRecipe(), restart=True).key

    app.clientside_callback(browser("openStarted"), Input("started", "data"), prevent_initial_call=True)
    app.clientside_callback(
        browser("openAddData"),
        Output("add-data-dialog", "opened"),
        Input("add-data", "n_clicks"),
        prevent_initial_call=True,
    )


def choices_of(chosen: dict[str, Any], values: list[Any], ids: list[dict[str, str]]) -> Choices:
    """Return what was chosen in the dialog; an emptied field has its usual value."""
    label = chosen["label"]
    parameters = given_parameters(chosen["encoder"], values, ids) if chosen["encoder"] else {}
    usual = {
        "label": None if label == NO_LABEL else label,
        "vectors": None if chosen["vectors"] == USUAL else chosen["vectors"],
        "most": chosen["most"] or None,
        "passages": chosen["passages"] or None,
        "sentences": lines_of(chosen["sentences"]),
    }
    return Choices(**chosen | usual, parameters=parameters)


def lines_of(text: str | None) -> tuple[str, ...]:
    """Return the lines of a text that have something in them."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def alert(error: UserError) -> Component:
    """Return an error as it stands in the dialog."""
    parts = problem(error)
    return html.Div([html.Strong(parts["title"]), html.P(f"{parts['detail']}. {parts['hint']}")], role="alert")


PANEL = Panel("Add data", "dialog", 1, layout, register, opener)
