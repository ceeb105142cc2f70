"""The dialog that trains a VAE, as it is drawn, and the recipe that it describes."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.controls import parameter_controls, select
from dashboard.store import Store
from dashboard.train_recipe import RESIZED, TrainVaeRecipe
from dashboard.training.sources import Offer, fields_of, layers
from embeddings import UserError
from embeddings.vae import Settings

PART, OF = "train-parameter", "vae"
FIRST = 4  # settings that everyone sees
WHOLE = {"latent", "epochs", "batch", "warm_up", "guided", "seed"}


def fields() -> list[Component]:
    """Return the fields of the dialog."""
    controls = parameter_controls(OF, Settings, PART, wait=False)
    side = dmc.NumberInput(
        id="train-side",
        label="Size",
        description="Pixels a side to which pictures are brought; the middle of each is kept.",
        value=32,
        min=8,
        max=128,
        step=8,
        size="xs",
    )
    colour = dmc.Checkbox(id="train-colour", label="Learn the colours too; greys are quicker", checked=False, size="xs")
    return [
        select(id="train-source", label="Pictures", data=[], size="xs"),
        html.Div([side, colour], id="train-sized", className="training-sized", hidden=True),
        html.Div(controls[:FIRST], className="training-fields"),
        html.Details(
            [html.Summary("More settings"), html.Div(controls[FIRST:], className="training-fields")],
            className="settings",
        ),
        html.Div(id="train-problem"),
        dmc.Group(
            [html.Span(id="train-told", className="help"), dmc.Button("Train", id="train-start")],
            justify="space-between",
            className="start-row",
        ),
    ]


def control(name: str) -> dict[str, str]:
    """Return the id of the control of one setting."""
    return ids.parameter(OF, name, PART)


def recipe_of(
    source: str, sized: tuple[Any, Any], values: dict[str, Any], offer: Offer, store: Store
) -> TrainVaeRecipe:
    """Return the recipe that the dialog describes.

    Parameters
    ----------
    source
        The entry of the menu.
    sized
        To how many pixels a side pictures are brought, and whether in colour.
    values
        What the controls of the settings hold, by name.
    offer
        What is known of the entry.
    store
        The store.

    Raises
    ------
    UserError
        If nothing can be trained here, or a field will not do.
    """
    if find_spec("torch") is None:
        raise UserError("Training needs torch", "It is not installed here", "Install it with: pip install torch")
    given = {name: _read(name, value) for name, value in values.items() if value not in (None, "")}
    found = fields_of(source, store)
    if found["source"] in RESIZED:
        side, colour = sized
        if not isinstance(side, int) or not 8 <= side <= 128:
            raise UserError("This size will not do", f"“Size” is {side!r}", "Choose from 8 to 128 pixels a side.")
        found |= {"side": side, "colour": bool(colour)}
    given["hidden"] = layers(str(given.get("architecture", "mlp")), offer.side or found["side"])
    recipe = TrainVaeRecipe(**found, settings=given)
    _ = recipe.key  # its settings are read
    return recipe


def _read(name: str, value: Any) -> Any:
    return int(value) if name in WHOLE and str(value).lstrip("-").isdecimal() else value
