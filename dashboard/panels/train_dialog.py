"""Train a VAE: what to learn from, and how. Writes the space that is being made into the address."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import ids
from dashboard.clientside import browser
from dashboard.panels import Panel
from dashboard.panels.add_data import alert
from dashboard.services import Services
from dashboard.training.dialog import OF, PART, control, fields, recipe_of
from dashboard.training.sources import Offer, offers, usual_seconds, usual_settings
from dashboard.work import duration
from embeddings import UserError

DIALOG = "train-dialog"
SUITED = ("epochs", "batch", "warm_up")


def layout() -> Component:
    """Return the dialog."""
    told = "The network learns to squeeze each picture into a few numbers and to draw it again from them alone."
    return dmc.Modal(
        [
            dcc.Store("train-asked"),
            dcc.Store("train-started"),
            html.Div([html.P(told, className="help"), *fields()], className="training-dialog"),
        ],
        id=DIALOG,
        title="Train a VAE",
        size="lg",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def menu(found: list[Offer], asked: str) -> tuple[list[dict[str, str]], str]:
    """Return the entries of the menu, and the one that is chosen: the one asked for, else the first."""
    first = next((offer.value for offer in found if offer.value.partition(":")[0] == asked), found[0].value)
    return [{"value": offer.value, "label": offer.label} for offer in found], first


def suited(offer: Offer, side: Any) -> tuple[list[int], str]:
    """Return the settings that suit an entry, in the order of `SUITED`, and what is said of it."""
    resized = side if isinstance(side, int) else 32
    usual = usual_settings(offer, resized)
    told = f"{offer.pictures:,} pictures; a tenth is held out, to measure by."
    seconds = usual_seconds(offer, resized)
    told += f" With the usual settings it takes about {duration(seconds)} on two cores."
    if offer.value == "mnist":
        told += " Where MNIST is not here yet, 12 MB are fetched once."
    return [getattr(usual, name) for name in SUITED], told


def register(app: Dash, services: Services) -> None:
    """Add the dialog's callbacks."""

    @app.callback(
        Output("train-source", "data"),
        Output("train-source", "value"),
        Input("train-asked", "data"),
        State(ids.SCENE, "data"),
        State("upload", "data"),
        prevent_initial_call=True,
    )
    def on_open(
        asked: dict[str, Any] | None, scene: dict[str, Any] | None, upload: dict[str, Any] | None
    ) -> tuple[Any, Any]:
        return menu(offers((scene or {}).get("space", ""), upload, services.store), (asked or {}).get("source", ""))

    @app.callback(
        *[Output(control(name), "value", allow_duplicate=True) for name in SUITED],
        Output("train-told", "children"),
        Output("train-sized", "hidden"),
        Input("train-source", "value"),
        State("train-side", "value"),
        State(ids.SCENE, "data"),
        State("upload", "data"),
        prevent_initial_call=True,
    )
    def on_source(
        source: str, side: Any, scene: dict[str, Any] | None, upload: dict[str, Any] | None
    ) -> tuple[Any, ...]:
        offer = chosen(source, scene, upload)
        if offer is None:
            return (no_update,) * (len(SUITED) + 2)
        values, told = suited(offer, side)
        return (*values, told, offer.side is not None)

    @app.callback(
        Output("train-started", "data"),
        Output("train-problem", "children"),
        Input("train-start", "n_clicks"),
        State("train-source", "value"),
        State("train-side", "value"),
        State("train-colour", "checked"),
        State({"part": PART, "of": OF, "name": ALL}, "value"),
        State({"part": PART, "of": OF, "name": ALL}, "id"),
        State(ids.SCENE, "data"),
        State("upload", "data"),
        prevent_initial_call=True,
    )
    def on_start(
        _clicks: int, source: str, side: Any, colour: Any, values: list[Any], named: list[Any], *at: Any
    ) -> Any:
        given = {own["name"]: value for own, value in zip(named, values, strict=True)}
        try:
            offer = chosen(source, *at)
            if offer is None:
                raise UserError("No pictures chosen", "It is not said what to learn from", "Choose pictures above.")
            recipe = recipe_of(source, (side, colour), given, offer, services.store)
        except UserError as error:
            return no_update, alert(error)
        services.jobs.submit(recipe, restart=True)
        return {"space": recipe.key, "latent": recipe.made.latent}, None

    def chosen(source: str, scene: dict[str, Any] | None, upload: dict[str, Any] | None) -> Offer | None:
        found = offers((scene or {}).get("space", ""), upload, services.store)
        return next((offer for offer in found if offer.value == source), None)

    app.clientside_callback(browser("openTraining"), Input("train-started", "data"), prevent_initial_call=True)


PANEL = Panel("Train a VAE", "dialog", 2, layout, register)
