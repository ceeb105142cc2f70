"""The app: Dash around the shell, with the data routes beside it."""

from __future__ import annotations

from pathlib import Path

from dash import Dash, Input, Output, State

from dashboard import ids, routes, shell
from dashboard.clientside import browser
from dashboard.own_view import own_view_of
from dashboard.services import Services

ASSETS = Path(__file__).parents[1] / "assets"
MODULES = ("map", "page")


def preloads() -> str:
    """Return links that let the browser fetch every module at once, rather than one import after another."""
    modules = (file for folder in MODULES for file in sorted((ASSETS / folder).rglob("*.js")))
    addresses = (f"/assets/{module.relative_to(ASSETS).as_posix()}" for module in modules)
    return "".join(f'<link rel="modulepreload" href="{address}">' for address in addresses)


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
    app.index_string = app.index_string.replace("{%css%}", f"{preloads()}{{%css%}}")
    first = defaults or {"space": "words"}
    own = {first["space"]: own_view_of(first["space"], services.store).as_query()}
    app.layout = shell.layout(first, own, services.settings.upload_limit)
    app.clientside_callback(
        browser("readAddress"), Output(ids.VIEW, "data"), Input(ids.DEFAULTS, "data"), Input(ids.OWN_VIEWS, "data")
    )
    app.clientside_callback(
        browser("viewParts"),
        Output(ids.MAP_VIEW, "data"),
        Output(ids.CONTROLS_VIEW, "data"),
        Input(ids.VIEW, "data"),
        State(ids.SCENE, "data"),
        State(ids.MAP_VIEW, "data"),
        State(ids.CONTROLS_VIEW, "data"),
    )
    shell.register(app, services)
    routes.register(app.server, services)
    return app
