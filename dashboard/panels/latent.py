"""Latent: the space of a VAE as a place to walk in, to put one's own pictures into, and to understand.

Its parts are in `dashboard/latent_parts`. State: `latent.part`, and what the parts say of theirs.
"""

from __future__ import annotations

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME, PARTS
from dashboard.latent_parts.models import vae_here
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.fields import choice
from dashboard.tools.keeping import told
from dashboard.tools.parts import empty
from dashboard.tools.reading import one_of
from dashboard.training.told import opens_dialog
from embeddings import UserError


def layout() -> Component:
    """Return the fixed controls of every part, and the place of the answer."""
    fixed = [
        html.Div(PARTS.make(name).fixed(), className="fields latent-fixed", **{"data-part": name})
        for name in PARTS.all()
    ]
    return tool_layout(NAME, *fixed, told(), follows_item=True)


def show(asked: Asked) -> Shown:
    """Show the part of the tab that is open, or where a VAE is to be had."""
    vae = vae_here(asked.space)
    if vae is None:
        return Shown([invitation(asked)])
    labels = {name: part.label for name, part in PARTS.all().items()}
    part = one_of(asked.values, "part", labels, "walk")
    head = choice(f"{NAME}.part", "What to do in the latent space", labels, part, "walk")
    try:
        shown = PARTS.make(part).show(asked, vae)
    except UserError as error:  # the parts stay
        given = [f"{NAME}.{name}" for name in asked.values if name != "part"]
        shown = Shown([problem(error, given)])
    return Shown([head, html.Div(shown.body, className="latent-body", **{"data-open": part})], shown.drawn, shown.again)


def invitation(asked: Asked) -> Component:
    """Say what this tab is for, and lead to a space that has it."""
    told_so = (
        f"“{asked.space.name}” was not made by a VAE. A variational autoencoder squeezes pictures into a few numbers, "
        "and draws the picture of any numbers: between two digits lies what is between their shapes."
    )
    return empty(
        told_so,
        html.Button("Open MNIST digits (VAE)", type="button", className="small", **{"data-shows-plane": "mnist-vae"}),
        opens_dialog("Train one on your own pictures"),
    )


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show, follows_item=True)


PANEL = Panel("Latent", "tab", 11, layout, register)
