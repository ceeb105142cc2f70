"""Walk: any place of the latent space decoded; films along paths, ways between two, arithmetic, and averages.

State: `latent.walk`, the way of walking; `latent.z`, where one is; `latent.grid`, the manifold under the points;
`latent.path` with `latent.across` and `latent.up`; `latent.start`, `latent.end`, `latent.way`; `latent.a`, `latent.b`,
`latent.c`; `latent.items`, `latent.items.all`. The picture, the sliders and the player are the browser's (assets/page/walking).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME, PARTS
from dashboard.latent_walks import averaging, filming, morphing, summing, wandering
from dashboard.latent_walks.ground import Ground
from dashboard.latent_walks.parts import Walked
from dashboard.tools import Asked, Shown, problem
from dashboard.tools.fields import choice, switch
from dashboard.tools.reading import one_of
from embeddings import UserError
from embeddings.vae import Vae

WALKS = {
    "wander": ("Wander", wandering.show),
    "path": ("Film", filming.show),
    "between": ("Between", morphing.show),
    "sum": ("A−B+C", summing.show),
    "mean": ("Average", averaging.show),
}
GIVEN = ("z", "path", "across", "up", "start", "end", "way", "a", "b", "c", "items", "items.all")


@PARTS.register("walk")
@dataclass(frozen=True)
class Walk:
    """The picture of any place."""

    label: ClassVar[str] = "Walk"
    order: ClassVar[int] = 1

    def fixed(self) -> list[Component]:
        """Return the place of the picture, its sliders and its player, which the browser draws."""
        return [html.Div(id="latent-stage", className="latent-stage")]

    def show(self, asked: Asked, vae: Vae) -> Shown:
        """Show the way of walking that is chosen."""
        labels = {name: label for name, (label, _) in WALKS.items()}
        walk = one_of(asked.values, "walk", labels, "wander")
        ground = Ground(asked, vae)
        grid = asked.values.get("grid") == "yes"
        try:
            walked = WALKS[walk][1](ground)
            told = {**ground.told(), "walk": walk, "grid": grid, **walked.stage}
        except UserError as error:  # the ways of walking stay
            walked, told = Walked([problem(error, [f"{NAME}.{name}" for name in GIVEN])]), {}
        under = switch(f"{NAME}.grid", "Decoded plane under the points", grid, False)
        body = [
            html.Div(choice(f"{NAME}.walk", "How to walk", labels, walk, "wander"), className="latent-first"),
            under if ground.axes is not None else None,
            *walked.body,
            html.Div(id="latent-walk", hidden=True, **{"data-walk": json.dumps(told)}),
        ]
        return Shown(body, walked.drawn, walked.again)
