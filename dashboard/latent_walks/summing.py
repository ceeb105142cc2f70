"""Arithmetic on pictures: A − B + C, the picture of every step, and the real item that is nearest to the sum."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Film, Ground, typical
from dashboard.latent_walks.parts import LISTED, Walked, files, lines, nearest_table, one_item, place_of, shown_at, slot
from dashboard.tools.parts import empty, sets
from embeddings.vae import combined

FRAMES = 41
SLOTS = ("a", "b", "c")


def show(ground: Ground) -> Walked:
    """Show the sum, or what is still to be given."""
    terms = [one_item(ground, name) for name in SLOTS]
    waiting = terms.index(None) if None in terms else -1
    labels = ("A", "− B", "+ C")
    fields = [
        slot(ground.space, name, label, term, fills=at == waiting)
        for at, (name, label, term) in enumerate(zip(SLOTS, labels, terms, strict=True))
    ]
    head = html.Div(fields, className="latent-slots three")
    given = [term for term in terms if term is not None]
    if len(given) < len(SLOTS):
        words = "Click three points: what turns B into A is done to C."
        return Walked([head, empty(words, *examples(ground))])
    a, b, c = (place_of(ground, term) for term in given)
    result = combined([a, c], [b])
    film = Film(np.stack([c, result]), FRAMES, name="latent-sum")
    spots, note, again = ground.spots(film.places)
    corners, _, _ = ground.spots(np.stack([a, b, c, result]))
    body = [
        head,
        formula(ground, [a, b, c], result),
        html.P(
            "The slider above goes from C to the sum: C + t · (A − B), t from 0 to 1. In a plane this is a parallelogram.",
            className="help",
        ),
        html.P(note, className="help") if note else None,
        nearest_table(ground, result, "Nearest to the sum", [int(term.item or 0) for term in given]),
        files(ground, film),
        python_lines(ground, [int(term.item or 0) for term in given]),
    ]
    items = [term.item for term in given]
    return Walked(body, {"film": film.told(ground, spots), "at": FRAMES - 1}, drawn(items, corners), again)


def formula(ground: Ground, places: list[np.ndarray], result: np.ndarray) -> Component:
    """Return the sum as pictures."""
    shown = [shown_at(ground, place, name) for place, name in zip([*places, result], [*"ABC", "the sum"], strict=True)]
    signs = [html.Span(sign, className="latent-sign", **{"aria-hidden": "true"}) for sign in "−+="]
    row = [shown[0], signs[0], shown[1], signs[1], shown[2], signs[2], shown[3]]
    return html.Div(row, className="latent-formula", role="group", **{"aria-label": "A − B + C as pictures"})


def python_lines(ground: Ground, items: list[int]) -> Component:
    """Return the lines that compute the sum."""
    return lines(
        ground,
        "nearest_to",
        "combined, to_pictures",
        f"a, b, c = space.vectors[{items}]",
        "place = combined([a, c], [b])",
        "picture = to_pictures(vae.decode(place[None]), vae.shape)[0]",
        f'nearest_to(space, place, {LISTED}, "euclidean", leave_out={items})',
    )


def examples(ground: Ground) -> list[Component]:
    """Return sums of items that are like most of their labels."""
    known = typical(ground.space)
    labels = list(known)
    if {"1", "4", "7", "9", "3", "8"} <= set(labels):
        sums = [("9", "4", "1"), ("8", "3", "1"), ("0", "6", "1")]
    else:
        sums = [(labels[at], labels[at + 1], labels[at + 2]) for at in range(min(2, len(labels) - 2))]
    return [
        sets(
            f"{a} − {b} + {c}",
            {f"{NAME}.{name}": str(known[label]) for name, label in zip(SLOTS, (a, b, c), strict=True)},
        )
        for a, b, c in sums
    ]


def drawn(items: list[int | None], corners: list[list[float]] | None) -> dict[str, object]:
    """Return two parallel arrows: from B to A, and from C to the sum."""
    a, b, c = items
    marks: list[dict[str, object]] = [
        {"at": item, "shape": "ring", "label": name} for item, name in zip(items, "ABC", strict=True)
    ]
    if corners is None:
        return {"path": [], "arrows": [{"from": b, "to": a, "faint": True}], "marks": marks}
    arrows = [{"from": b, "to": a, "faint": True}, {"from": c, "to": corners[3]}]
    return {"path": [], "arrows": arrows, "marks": [*marks, {"at": corners[3], "shape": "diamond"}]}
