"""The average of a selection: the picture at the mean place, beside the mean of the pictures."""

from __future__ import annotations

import base64

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.direction_parts.given import End, read_end
from dashboard.direction_parts.python_lines import end_line
from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Ground, typical
from dashboard.latent_walks.parts import LISTED, Walked, lines, nearest_table, numbers, shown_at
from dashboard.latent_walks.pictures import png
from dashboard.tools.fields import text_field
from dashboard.tools.parts import chips, empty, sets
from dashboard.tools.terms import Term, write_terms
from embeddings import UserError
from embeddings.vae import middle, to_pictures

MOST = 500  # items of a selection: the address carries them
SHOWN = 24
BLURRED = 500  # pictures that are averaged, spread over all


def show(ground: Ground) -> Walked:
    """Show the average, or how to say of what."""
    end = read_end(ground.asked.values, "items", ground.space)
    if any(term.item is None for term in end.terms):
        raise UserError("Not an item", "Only items have a place here", "Click points, or select some.")
    items = list(end.items)
    head = [given(ground, end.terms), rule_field(end.rule)]
    if not items:
        words = "Select points on the map (Shift and drag), then press the button; or click them one by one."
        return Walked([*head, empty(words, *examples(ground))])
    place = middle(ground.space.vectors[items])
    spots, note, again = ground.spots(place[None])
    spread = float(np.sqrt(np.mean(np.sum((np.asarray(ground.space.vectors[items]) - place) ** 2, axis=1))))
    body = [
        *head,
        html.P(
            f"{len(items):,} item{'s' * (len(items) != 1)}; they lie {spread:.2f} from the average (root mean square)."
        ),
        compared(ground, items, place),
        html.P(note, className="help") if note else None,
        nearest_table(ground, place, "Nearest to the average"),
        lines(ground, "nearest_to", "middle, to_pictures", *python_lines(ground, end)),
    ]
    marks = [{"at": spots[0], "shape": "diamond", "label": "average"}] if spots else []
    stage = {"place": [float(f"{number:.6g}") for number in place], "spot": spots[0] if spots else None}
    return Walked(body, stage, {"path": [], "marks": marks}, again)


def given(ground: Ground, terms: tuple[Term, ...]) -> Component:
    """Return the items that were given one by one, and what adds to them."""
    address = f"{NAME}.items"
    rest = [write_terms([other for other in terms if other != term]) or None for term in terms]
    some = list(zip(terms, [{address: one} for one in rest], strict=True))[:SHOWN]
    more = html.Span(f"and {len(terms) - SHOWN:,} more", className="help") if len(terms) > SHOWN else None
    adds = html.Button(
        "Add what is selected",
        type="button",
        className="small",
        **{"data-adds-selection": address, "data-most": str(MOST)},
    )
    clears = sets("Clear", {address: None, f"{NAME}.items.all": None}) if terms else None
    return chips(some, ground.space, waits_for=address, appends=True, ends=[more, adds, clears])


def rule_field(rule: str) -> Component:
    """Return the field that takes all items that match."""
    field = text_field(f"{NAME}.items.all", "And all items of a label", "such as 7", rule)
    return html.Div(field, className="fields")


def examples(ground: Ground) -> list[Component]:
    """Return buttons that average all items of a label."""
    return [sets(f"All {label}", {f"{NAME}.items.all": label}) for label in list(typical(ground.space))[:3]]


def compared(ground: Ground, items: list[int], place: np.ndarray) -> Component:
    """Return the picture at the mean place beside the mean of the pictures, which is a blur."""
    some = np.asarray(items)[np.linspace(0, len(items) - 1, min(len(items), BLURRED)).astype(int)]
    mean = ground.vae.decode(np.asarray(ground.space.vectors[np.sort(some)])).mean(axis=0, keepdims=True)
    source = base64.b64encode(png(to_pictures(mean, ground.vae.shape)[0])).decode()
    blur = html.Img(
        src=f"data:image/png;base64,{source}", alt="Decoded: mean of the pictures", className="latent-picture"
    )
    pictures = [
        shown_at(ground, place, "Picture of the average place", numbers(place)),
        html.Figure([blur, html.Figcaption("Average of the pictures")], className="latent-figure"),
    ]
    return html.Div(pictures, className="latent-formula")


def python_lines(ground: Ground, end: End) -> list[str]:
    """Return the lines that average the items."""
    return [
        f"items = [space.find(item) for item in {end_line(ground.space, end)}]",
        "place = middle(space.vectors[items])",
        "picture = to_pictures(vae.decode(place[None]), vae.shape)[0]",
        f'nearest_to(space, place, {LISTED}, "euclidean")',
    ]
