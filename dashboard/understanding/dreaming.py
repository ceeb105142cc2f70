"""What the VAE dreams of: pictures at places that the prior draws, each the beginning of a walk."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_own.drawing import places as places_of
from dashboard.latent_parts import NAME
from dashboard.latent_walks.places import write_places
from dashboard.tools.fields import number
from dashboard.tools.inline import inline_image
from dashboard.tools.parts import sets
from dashboard.tools.reading import whole
from dashboard.understanding.looks import Look, Question, lines
from embeddings.vae import dreams, to_pictures

COUNT = 36
LARGEST_SEED = 999_999
WHAT = (
    "Places drawn by chance from the prior, the bell curve N(0, 1) in every number, and decoded. Where they look like real "
    "pictures, the places of the real ones fill the prior well; a smear lies in a gap between classes."
)


def show(question: Question) -> Look:
    """Show a sheet of dreams."""
    vae = question.vae
    seed = whole(question.asked.values, "seed", 0, 0, LARGEST_SEED)
    places = dreams(vae, COUNT, seed)
    shown = to_pictures(vae.decode(places), vae.shape)
    again = sets("Another", {f"{NAME}.seed": str((seed + 1) % (LARGEST_SEED + 1))}, "Draw other places")
    head = html.Div([number(f"{NAME}.seed", "Seed", seed, 0, 0, LARGEST_SEED, 1), again], className="dream-head")
    sheet = [dream(place, picture, at) for at, (place, picture) in enumerate(zip(places, shown, strict=True), 1)]
    return Look(
        [
            html.P(WHAT, className="help"),
            head,
            html.Div(sheet, className="dreams", role="group", **{"aria-label": "Samples from the prior"}),
            html.P("Click one to walk on from it.", className="source-line"),
            lines(
                question,
                "",
                "dreams, to_pictures",
                f"to_pictures(vae.decode(dreams(vae, {COUNT}, seed={seed})), vae.shape)",
            ),
        ],
        drawing(question, places),
    )


def dream(place: np.ndarray, picture: np.ndarray, at: int) -> Component:
    """Return one picture as a button that walks there."""
    patch = {f"{NAME}.part": None, f"{NAME}.walk": None, f"{NAME}.z": write_places(place[None])}
    return sets([inline_image(picture, f"Dream {at}")], patch, "Walk on from here", kind="dream")


def drawing(question: Question, places: np.ndarray) -> dict[str, object]:
    """Return a ring at every place, where the map can place them at once."""
    spots, _, _ = places_of(question.asked, question.vae, places)
    return {"path": [], "arrows": [], "marks": [{"at": spot, "shape": "ring"} for spot in spots]}
