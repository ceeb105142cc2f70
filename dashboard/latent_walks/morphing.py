"""Between two items: the way from the one to the other, decoded step by step."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Film, Ground, typical
from dashboard.latent_walks.parts import Walked, files, lines, one_item, place_of, slot, strip
from dashboard.tools.fields import choice
from dashboard.tools.parts import empty, item_row, rounded, sets, table
from dashboard.tools.reading import one_of
from dashboard.tools.terms import Term
from embeddings import nearest_to
from embeddings.vae.walking import Way

FRAMES = 41
STEPS = 9
WAYS = {"straight": "Straight", "spherical": "Along the sphere"}
MEANING = {
    "straight": "The straight line between the two places (lerp).",
    "spherical": "The arc about the origin, the distance from it changing evenly (slerp): in many dimensions it does not pass through the empty middle.",
}


def show(ground: Ground) -> Walked:
    """Show the way, or what is still to be given."""
    start, end = one_item(ground, "start"), one_item(ground, "end")
    chosen = one_of(ground.asked.values, "way", WAYS, "straight")
    head: list[Component | None] = [
        html.Div(
            [
                slot(ground.space, "start", "From", start, fills=start is None),
                slot(ground.space, "end", "To", end, fills=start is not None and end is None),
            ],
            className="latent-slots",
        ),
    ]
    if start is None or end is None:
        return Walked([*head, empty("Click two points: the one turns into the other.", *examples(ground))])
    way: Way = "spherical" if chosen == "spherical" else "straight"
    film = Film(np.stack([place_of(ground, start), place_of(ground, end)]), FRAMES, way, "latent-way")
    spots, note, again = ground.spots(film.places)
    body = [
        *head,
        choice(f"{NAME}.way", "Way", WAYS, chosen, "straight"),
        html.P(MEANING[chosen], className="help"),
        html.P(note, className="help") if note else None,
        strip(ground, film, "Eight pictures along the way"),
        steps(ground, film),
        files(ground, film),
        lines(
            ground,
            "",
            "between, to_pictures",
            f"places = between(space.vectors[{start.item}], space.vectors[{end.item}], steps={FRAMES}, way={way!r})",
            "to_pictures(vae.decode(places), vae.shape)",
        ),
    ]
    return Walked(body, {"film": film.told(ground, spots)}, drawn(start, end, spots), again)


def examples(ground: Ground) -> list[Component]:
    """Return buttons that fill both slots with an item that is like most of its label."""
    known = list(typical(ground.space).items())
    pairs = [(known[at], known[-1 - at]) for at in range(min(3, len(known) // 2))]
    return [
        sets(f"{one} → {other}", {f"{NAME}.start": str(first), f"{NAME}.end": str(last)})
        for (one, first), (other, last) in pairs
    ]


def steps(ground: Ground, film: Film) -> Component:
    """Return the table of a few steps: what is nearest to each."""
    places = film.places[:: (FRAMES - 1) // (STEPS - 1)]
    rows = []
    for share, place in zip(np.linspace(0, 1, STEPS), places, strict=True):
        found = nearest_to(ground.space, place, 1, "euclidean")
        item, distance = int(found["index"].iloc[0]), float(found["distance"].iloc[0])
        rows.append(item_row(ground.space, item, f"{100 * share:.0f} %", rounded(distance)))
    return table("Steps", ["Nearest real item", "Of the way", "Distance, L2"], rows, csv="latent-way")


def drawn(start: Term, end: Term, spots: list[list[float]] | None) -> dict[str, object]:
    """Return the way on the map, with a ring at either end."""
    marks = [{"at": start.item, "shape": "ring"}, {"at": end.item, "shape": "ring"}]
    return {"path": spots or [start.item, end.item], "marks": marks}
