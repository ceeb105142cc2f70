"""Side by side: the button that puts another map of the same items beside the first, and the answers for such maps.

Reads the view and the scene; the maps beside are made in `assets/page/beside`, which asks here what each shows.
"""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.icons import icon
from dashboard.panels import Panel
from dashboard.panels.stage import act_on_job
from dashboard.services import Services
from dashboard.twins import told
from projections import PROJECTIONS

ASK = "beside-ask"  # what the page asks: the view, the scenes on screen, and a job to stop or start
TOLD = "beside-told"  # the answer
METHODS = "beside-methods"  # the projections there are, in the order in which they are offered
HELP = "Another map of the same items beside this one; what you point at in one is marked in all"


def layout() -> Component:
    """Return the button; the maps themselves are made when they are asked for."""
    methods = [{"value": name, "label": cls.label} for name, cls in PROJECTIONS.all().items()]
    return html.Section(
        [
            dcc.Store(ASK),
            dcc.Store(TOLD),
            dcc.Store(METHODS, data=methods),
            html.Button(
                [icon("beside"), html.Span("Compare maps")],
                id="compare",
                className="compare",
                title=HELP,
                type="button",
            ),
        ],
        className="panel beside-panel",
    )


def register(app: Dash, services: Services) -> None:
    """Add the panel's callbacks: the view to the maps, their question, and the answer."""
    app.clientside_callback(browser("showBeside"), Input(ids.SCENE, "data"), Input(METHODS, "data"))

    @app.callback(Output(TOLD, "data"), Input(ASK, "data"), prevent_initial_call=True)
    def on_ask(ask: dict[str, Any]) -> dict[str, Any]:
        if act := ask.get("act"):
            act_on_job(act["action"], act["key"], services)
        return told(ask, services)

    app.clientside_callback(browser("hearBeside"), Input(TOLD, "data"), prevent_initial_call=True)


PANEL = Panel("Side by side", "left", 1, layout, register)
