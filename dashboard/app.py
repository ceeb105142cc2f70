"""The app: Dash around the shell, with the data routes beside it."""

from __future__ import annotations

from pathlib import Path

from dash import Dash, Input, Output, State

from dashboard import ids, routes, shell
from dashboard.clientside import browser
from dashboard.services import Services

ASSETS = Path(__file__).parents[1] / "assets"


def create_app(services: Services, defaults: dict[str, str] | None = None) -> Dash:
    """Make one app; two apps in a process share nothing.

    Parameters
    ----------
    services
        The settings, the store and the job engine that the app works with.
    defaults
        The query of the first look, such as ``{"space": "words"}``.
    """
    app = Dash(
        __name__,
        assets_folder=str(ASSETS),
        assets_path_ignore=[r"^map(/|$)", r"^page(/|$)"],
        external_scripts=[{"src": "/assets/page/main.js", "type": "module"}],
        title="Vectorscape",
        update_title="",
        serve_locally=True,
        compress=False,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "description", "content": "Explore embedding spaces: a map, true neighbours, vector arithmetic."},
        ],
    )
    app.layout = shell.layout(defaults or {"space": "words"}, services.settings.upload_limit)
    app.clientside_callback(browser("readAddress"), Output(ids.VIEW, "data"), Input(ids.DEFAULTS, "data"))
    app.clientside_callback(
        browser("focusOf"),
        Output(ids.FOCUS, "data"),
        Input(ids.VIEW, "data"),
        Input(ids.SCENE, "data"),
        State(ids.FOCUS, "data"),
    )
    shell.register(app, services)
    routes.register(app.server, services)
    return app
