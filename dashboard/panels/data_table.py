"""Data: the rows of the space, sorted, filtered and searched on the server; rows and points select each other.

Reads the space on the map and the selection's items, which `assets/page/table.js` puts into the store `table-only`
while “Selected only” is on; a row that is ticked goes to its point. What is written into it stands in `label_tools`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import dash_ag_grid as dag
import dash_mantine_components as dmc
import numpy as np
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.add_dialog import GRID_THEME
from dashboard.clientside import browser
from dashboard.finding import Texts
from dashboard.label_tools import column_tools, label_tools, register_labels, undo_buttons
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.spaces import columns_version, has_space, open_space
from dashboard.table_rows import columns_of, ordered, row_texts, rows_of

ORDERS_KEPT = 4
TEXTS_KEPT = 1  # a million rows as text take some hundred megabytes
KINDS = {"csv": "CSV", "parquet": "Parquet", "jsonl": "JSONL"}


def layout() -> Component:
    """Return the search, the grid and the downloads."""
    return html.Div(
        [
            dcc.Store("table-only"),
            label_tools(),
            dmc.TextInput(id="table-find", label="Find in all columns", placeholder="Any word", debounce=250),
            dmc.Group(
                [
                    dmc.Checkbox(id="table-selected", label="Selected only", size="xs", radius="xs", checked=False),
                    html.Div(
                        [
                            *undo_buttons(),
                            html.Button(
                                "Wide", id="table-wide", className="small", type="button", title="Give the table room"
                            ),
                        ],
                        className="table-buttons",
                    ),
                ],
                justify="space-between",
            ),
            html.P("", id="table-count", className="help", **{"aria-live": "polite"}),
            grid(),
            column_tools(),
            downloads(),
        ],
        className="data-tab",
    )


def grid() -> Component:
    """Return the grid, which asks for its rows some at a time."""
    return dag.AgGrid(
        id="table",
        rowModelType="infinite",
        columnDefs=[],
        getRowId="params.data.item",
        defaultColDef={"sortable": True, "resizable": True},
        dashGridOptions={
            "rowHeight": 30,
            "headerHeight": 34,
            "cacheBlockSize": 200,
            "maxBlocksInCache": 20,
            "rowSelection": {"mode": "multiRow", "checkboxes": True, "headerCheckbox": False},
            "theme": GRID_THEME,
        },
        className="table",
    )


def downloads() -> Component:
    """Return a button for each kind of file."""
    return html.Div(
        [html.Span("Download all rows: ", className="help")]
        + [html.Button(name, className="small", type="button", **{"data-table": kind}) for kind, name in KINDS.items()],
        className="downloads",
    )


def counted(shown: int, all_rows: int) -> str:
    """Say how many rows there are, and how many a filter leaves."""
    return f"{all_rows:,} rows" if shown == all_rows else f"{shown:,} of {all_rows:,} rows"


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks."""

    @lru_cache(maxsize=TEXTS_KEPT)
    def texts_of(space_id: str, _version: int) -> Texts:
        return row_texts(open_space(space_id, services.store))

    @lru_cache(maxsize=ORDERS_KEPT)
    def order_of(
        space_id: str, version: int, sorting: str, filters: str, find: str, only: tuple[int, ...] | None
    ) -> np.ndarray:
        found = texts_of(space_id, version).find(find) if find.strip() else None
        return ordered(open_space(space_id, services.store), sorting, filters, found, only)

    @app.callback(
        Output("table", "columnDefs"), Input(ids.SPACE, "data"), State("table", "columnDefs"), prevent_initial_call=True
    )
    def on_space(info: dict[str, Any] | None, shown: list[dict[str, Any]]) -> Any:
        if not info or not has_space(info["id"], services.store):
            return no_update
        columns = columns_of(open_space(info["id"], services.store))
        return no_update if columns == shown else columns

    @app.callback(
        Output("table", "getRowsResponse"),
        Output("table-count", "children"),
        Input("table", "getRowsRequest"),
        State(ids.SPACE, "data"),
        State("table-find", "value"),
        State("table-only", "data"),
        prevent_initial_call=True,
    )
    def on_rows(asked: dict[str, Any] | None, info: Any, find: str | None, only: list[int] | None) -> tuple[Any, Any]:
        if not asked or not info:
            return no_update, no_update
        space = open_space(info["id"], services.store)
        models = [json.dumps(asked.get(model) or empty) for model, empty in (("sortModel", []), ("filterModel", {}))]
        version = columns_version(info["id"], services.store)
        order = order_of(info["id"], version, *models, find or "", None if only is None else tuple(only))
        rows = rows_of(space, order[asked["startRow"] : asked["endRow"]])
        return {"rowData": rows, "rowCount": len(order)}, counted(len(order), len(space))

    app.clientside_callback(
        browser("refreshTable"),
        Input("table-find", "value"),
        Input("table-only", "data"),
        Input(ids.SPACE, "data"),
        prevent_initial_call=True,
    )
    register_labels(app)
    app.clientside_callback(browser("tableSelects"), Input("table", "selectedRows"), prevent_initial_call=True)
    app.clientside_callback(
        browser("tableShows"),
        Output("table-only", "data"),
        Input("table-selected", "checked"),
        Input(ids.SELECTION, "data"),
        State("table-only", "data"),
        prevent_initial_call=True,
    )


PANEL = Panel("Data", "tab", 20, layout, register)
