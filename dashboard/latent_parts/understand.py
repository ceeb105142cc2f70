"""Understand: what the VAE has learnt: the strange pictures, its numbers, its dreams, distances, classes, and its loss.

State: `latent.look`; of the looks `latent.order`, `latent.of`, `latent.fetch`, `latent.seed`, `latent.same`, `latent.other`
and `latent.turn`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME, PARTS
from dashboard.tools import Asked, Shown, problem
from dashboard.tools.fields import choice
from dashboard.tools.reading import one_of
from dashboard.understanding import classes, dreaming, numbers, strange, terms, three
from dashboard.understanding.looks import Question
from embeddings import UserError
from embeddings.vae import Vae

LOOKS = {
    "strange": ("Strange", strange.show),
    "numbers": ("Numbers", numbers.show),
    "dreams": ("Dreams", dreaming.show),
    "distances": ("Distances", three.show),
    "classes": ("Classes", classes.show),
    "loss": ("Loss", terms.show),
}
GIVEN = ("order", "of", "fetch", "seed", "same", "other", "turn")


@PARTS.register("understand")
@dataclass(frozen=True)
class Understand:
    """What the VAE has understood."""

    label: ClassVar[str] = "Understand"
    order: ClassVar[int] = 3

    def fixed(self) -> list[Component]:
        """Nothing has to stay."""
        return []

    def show(self, asked: Asked, vae: Vae) -> Shown:
        """Show the look that is chosen."""
        labels = {name: label for name, (label, _) in LOOKS.items()}
        look = one_of(asked.values, "look", labels, "strange")
        head = html.Div(choice(f"{NAME}.look", "What to look at", labels, look, "strange"), className="latent-first")
        try:
            shown = LOOKS[look][1](Question(asked, vae))
        except UserError as error:  # the other looks stay
            return Shown([head, problem(error, [f"{NAME}.{name}" for name in GIVEN if name in asked.values])])
        return Shown([head, *shown.body], shown.drawn, shown.again)
