"""The dialog that adds data, as it is drawn: where files go in, their first rows, and what is asked of them."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.controls import select
from dashboard.encoder_settings import encoder_settings
from dashboard.icons import icon

GRID_COLOURS = (
    "backgroundColor: 'var(--vs-surface)', foregroundColor: 'var(--vs-text)', borderColor: 'var(--vs-border)'"
)
GRID_THEME = {"function": f"themeQuartz.withParams({{fontFamily: 'inherit', fontSize: 13, {GRID_COLOURS}}})"}


def drop_area() -> Component:
    """Return where files are dropped, chosen or pasted."""
    paste = dmc.Textarea(
        id="paste",
        label="Your texts, one a line",
        autosize=True,
        minRows=2,
        maxRows=6,
    )
    return html.Div(
        [
            html.Label(
                [
                    icon("upload"),
                    html.Strong("Drop a file or a folder here, or choose one"),
                    html.Span("Texts, tables, pictures or vectors; packed ones too.", className="help"),
                ],
                className="drop-area",
                id="drop-area",
            ),
            html.Label(["or a folder of pictures", html.Span(id="folder-input-place")], className="folder-choice"),
            html.Details(
                [html.Summary("Paste texts"), paste, dmc.Button("Use these lines", id="use-paste", size="xs")],
                className="settings",
            ),
            html.P(
                [
                    "Nothing at hand? ",
                    dmc.Button("Fetch MNIST", id="fetch-mnist", size="compact-xs", variant="subtle"),
                    " 10,000 handwritten digits; 12 MB, fetched once. Or ",
                    html.Button("train a VAE", type="button", className="link", **{"data-opens-training": ""}),
                    " and watch it learn.",
                ],
                className="help",
            ),
            html.Div(id="upload-progress", className="upload-progress"),
        ]
    )


def choices() -> list[Component]:
    """Return what is asked of a file; each way of reading shows its own fields."""
    return [
        dmc.Group(
            [html.Span("Read as", className="help"), dmc.SegmentedControl(id="upload-way", data=[], size="xs")],
            id="upload-ways",
        ),
        html.P("", id="upload-format", className="help"),
        _field("reading", html.Div(_reading(), className="triple")),
        html.Div(id="upload-rows", className="upload-rows"),
        html.Div(
            [
                _field("vectors", select(id="upload-vectors", label="Vectors", data=[])),
                _field("text", select(id="upload-text", label="Text column", data=[])),
                _field("label", select(id="upload-label", label="Label column", data=[])),
                _field("encoder", select(id="upload-encoder", label="Encoder", data=[])),
                _field(
                    "most",
                    dmc.NumberInput(id="upload-most", label="Only the first", placeholder="all", min=1, step=1000),
                ),
            ],
            className="triple",
        ),
        _field("encoder", encoder_settings()),
        *_details(),
        html.Div(id="start-problem"),
        dmc.Group(
            [_field("train", train_button()), dmc.Button("Start", id="upload-start")],
            justify="flex-end",
            className="start-row",
        ),
    ]


def train_button() -> Component:
    """Return the button that trains a VAE on the pictures of a file, instead of encoding them."""
    words = "Train a VAE on them"
    return html.Button(words, type="button", className="small", **{"data-opens-training": ""})


def _reading() -> list[Component]:
    """Return what was guessed of how a file is written, to be mended at a glance; shown where it may be wrong."""
    header = dmc.NumberInput(
        id="upload-header", label="Header in row", description="0 for none", min=0, size="xs", debounce=400
    )
    encoding = select(id="upload-encoding", label="Letters look wrong? They are read as", data=[], size="xs")
    return [
        html.Div(encoding, id="upload-encoding-place", hidden=True),
        html.Div(header, id="upload-header-place", hidden=True),
    ]


def _details() -> list[Component]:
    return [
        _field("sentences", _sentences()),
        _field(
            "passages",
            html.Details(
                [
                    html.Summary("Long texts"),
                    dmc.NumberInput(
                        id="upload-passages",
                        label="Words in a passage",
                        description="Long texts are cut into passages that overlap by a fifth; each knows its document.",
                        placeholder="whole texts",
                        min=5,
                        size="xs",
                    ),
                ],
                className="settings",
            ),
        ),
        _field(
            "skip",
            html.Details(
                [
                    html.Summary("Rows that cannot be read"),
                    dmc.Checkbox(
                        id="upload-skip", label="Leave out what cannot be read, and say so", checked=False, size="xs"
                    ),
                ],
                className="settings",
            ),
        ),
    ]


def _sentences() -> Component:
    """Return what is asked of pictures alone: texts among them, for an encoder that takes both."""
    return html.Details(
        [
            html.Summary("Texts among the pictures"),
            dmc.Textarea(
                id="upload-sentences",
                label="Sentences to place among the pictures, one a line",
                description="CLIP and OpenCLIP put pictures and texts into one space.",
                placeholder="a red dress",
                autosize=True,
                minRows=2,
                maxRows=6,
                size="xs",
            ),
            dmc.Checkbox(
                id="upload-centre-each",
                label="Centre pictures and texts, each on their own mean",
                description="Texts lie apart from pictures even where they say the same; this brings them together.",
                checked=False,
                size="xs",
            ),
        ],
        className="settings",
    )


def _field(name: str, control: Component) -> Component:
    return html.Div(control, id={"part": "upload-field", "name": name, "place": type(control).__name__})


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
