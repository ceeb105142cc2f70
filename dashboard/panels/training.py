"""Training: a VAE as it learns, with its curves and its copies of pictures; afterwards its film, epoch by epoch.

Reads `training.job` of the address (which training; else that of the space on the map) and `training.epoch` (which epoch
the map shows). What changes several times a second stands in fixed places, so that a button is never drawn anew under a
finger: `assets/page/training.js` fills the line and the film from the store `training-state`.
"""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import problem, tool_layout, understood
from dashboard.training.curves import CURVE_IDS, CURVES, empty_curves
from dashboard.training.tab import Told, live_controls, tell
from embeddings import UserError

NAME = "training"
LEARNT = ("hidden", "sheet", "alt", "caption", "figures", "told")


def layout() -> Component:
    """Return the fixed places: how far it is, the film, the pictures and the curves."""
    pictures = html.Div([html.Img(id="training-sheet", className="training-sheet"), html.P(id="training-caption")])
    learnt = html.Div(
        [pictures, *empty_curves(), html.P(id="training-told", className="help")],
        id="training-learnt",
        className="training-learnt",
        hidden=True,
    )
    film = html.Div(id="training-film", className="training-film", hidden=True)
    return tool_layout(NAME, dcc.Store("training-state"), live_controls(), film, learnt)


def painted(told: Told, before: dict[str, Any] | None) -> dict[str, Any]:
    """Return what each place shows; what is as it was before stays untouched, all but the line."""
    if before is not None and before.get("mark") == told.mark:
        kept = {"body": no_update, **dict.fromkeys(LEARNT, no_update), "figures": [no_update] * len(CURVES)}
    else:
        kept = {"body": told.body, **told.learnt}
    return {**kept, "drawn": {"again": told.again}, "state": told.state}


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks."""

    @app.callback(
        output={
            "body": Output(f"{NAME}-body", "children"),
            "drawn": Output(ids.drawn(NAME), "data"),
            "state": Output("training-state", "data"),
            "hidden": Output("training-learnt", "hidden"),
            "sheet": Output("training-sheet", "src"),
            "alt": Output("training-sheet", "alt"),
            "caption": Output("training-caption", "children"),
            "figures": [Output(one, "figure") for one in CURVE_IDS],
            "told": Output("training-told", "children"),
        },
        inputs=[Input(ids.tool(NAME), "data"), State("training-state", "data")],
        prevent_initial_call=True,
    )
    def on_asked(asked: dict[str, Any] | None, before: dict[str, Any] | None) -> dict[str, Any]:
        if not asked:
            return painted(Told([]), None)
        try:
            return painted(tell(understood(asked, services)), before)
        except UserError as error:
            return painted(Told([problem(error, [f"{NAME}.{one}" for one in asked["values"]])]), None)

    app.clientside_callback(browser("showTraining"), Input("training-state", "data"), prevent_initial_call=True)


PANEL = Panel("Training", "tab", 12, layout, register, late=True)
