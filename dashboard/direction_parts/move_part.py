"""The Move part: any item, or a typed text, moved along the axis, with what is nearest to where it then is."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.direction_parts import LISTED, NAME
from dashboard.direction_parts.favourites import favourites
from dashboard.direction_parts.given import Wanted, items_and_texts, made, shortened
from dashboard.direction_parts.on_the_map import along_path, on_map
from dashboard.direction_parts.python_lines import axis_lines, term_line
from dashboard.direction_parts.slots import slot
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem
from dashboard.tools.fields import switch
from dashboard.tools.parts import empty, item_row, python_for, rounded, sets, table
from dashboard.tools.reading import decimal, one_of
from dashboard.tools.terms import Term
from dashboard.tools.vectors import typed
from embeddings import UserError, apply_direction
from embeddings.directions.direction import Direction, Moved
from embeddings.metrics import METRICS

FARTHEST = 3.0
ITEM = f"{NAME}.item"
PLACED = 25  # places of the whole way on the map, between which the slider moves


def show(asked: Asked, wanted: Wanted) -> Shown:
    """Show the moved item and its neighbours, or say what is still to be given."""
    if not wanted.ready:
        to_axis = [sets("Make an axis", {f"{NAME}.part": None}), *favourites(asked.space_id, asked.space)]
        return Shown([empty("What moves needs an axis to move along.", *to_axis)])
    terms = items_and_texts(asked.values.get("item", ""), asked.space)[:1]
    term = terms[0] if terms else None
    change = sets("Change it", {f"{NAME}.part": None}, kind="link")
    line = html.P(["Along ", html.Strong(wanted.title), ". ", change], className="direction-line")
    head: list[Component | None] = [line, slot(asked.space, ITEM, "What moves", term, fills=term is None)]
    if term is None:
        return Shown(
            [
                *head,
                empty(
                    "Click a point, drag it here, or type: it moves from one end to the other.",
                    *examples(asked, wanted),
                ),
            ]
        )
    try:
        along = made(asked.space, wanted, lambda text: typed(text, asked))
        return moved(asked, wanted, term, along, head)
    except StillWorking as waiting:
        work = in_work(waiting.job)
        return Shown([*head, *work.body], again=work.again)
    except UserError as error:
        return Shown([*head, problem(error, [])])


def examples(asked: Asked, wanted: Wanted) -> list[Component]:
    """Return buttons that move an item of the low end, and one that is at neither."""
    others = (index for index in range(len(asked.space)) if index not in {*wanted.low.items, *wanted.high.items})
    items = [
        *wanted.low.items[1:2],
        *([next(others)] if len(asked.space) > wanted.low.count + wanted.high.count else []),
    ]
    return [sets(shortened(asked.space.names[item]), {ITEM: str(item)}, kind="link") for item in items]


def moved(asked: Asked, wanted: Wanted, term: Term, along: Direction, head: list[Component | None]) -> Shown:
    """Show where an item is at the strength of the slider."""
    strength = decimal(asked.values, "strength", 1, -FARTHEST, FARTHEST)
    left_out = one_of(asked.values, "inputs", ("yes", "no"), "no") == "no"
    given = typed(term.text, asked) if term.text is not None else int(term.item or 0)
    found = apply_direction(
        asked.space, given, along, strength, k=LISTED, metric=asked.metric, leave_out=None if left_out else ()
    )
    start = given if isinstance(given, np.ndarray) else np.asarray(asked.space.vectors[given])
    whole = whole_way(start, along)
    places, note, again = on_map(asked, whole)
    name = shortened(term.name(asked.space), 24)
    formula = f"{name} {'−' if strength < 0 else '+'} {abs(strength):.2f} × ({wanted.low.name} → {wanted.high.name})"
    body = [
        *head,
        html.P(formula, className="direction-formula moves"),
        html.P(told(strength), className="help"),
        nearest_table(asked, found, along),
        switch(f"{NAME}.inputs", "List the item itself and what made the axis too", not left_out, False),
        html.P(note, className="help") if note else None,
        lines(asked, wanted, term, strength, left_out),
    ]
    nearest = int(found.nearest["index"].iloc[0]) if len(found.nearest) else None
    shares = np.linspace(-FARTHEST, FARTHEST, PLACED)
    drawn = along_path(places, shares, strength, term.item, nearest, shortened(formula, 48))
    return Shown(body, drawn, again)


def whole_way(start: np.ndarray, along: Direction) -> np.ndarray:
    """Return where an item is at every strength that the slider has, ``(PLACED, d)`` float32: placed once for all."""
    step = along.length * float(np.linalg.norm(start.astype(np.float64))) * along.vector
    return np.asarray(start + np.linspace(-FARTHEST, FARTHEST, PLACED)[:, None] * step, np.float32)


def told(strength: float) -> str:
    """Say what a strength means."""
    if strength == 0:
        return "At 0 it is where it was."
    if strength == 1:
        return "At 1 it moved as far as the two ends lie apart: with one pair this is the analogy."
    return f"{rounded(strength, 2)} times as far as the two ends lie apart."


def nearest_table(asked: Asked, found: Moved, along: Direction) -> Component:
    """Return the items nearest to where it is now."""
    label = METRICS.get(asked.metric).label
    near = found.nearest
    rows = [
        item_row(asked.space, item, rounded(similarity), rounded(float(along.positions[item]), 2))
        for item, similarity in zip(near["index"].tolist(), near["similarity"].tolist(), strict=True)
    ]
    if not rows:
        return html.P("There is no other item to be near.", className="help")
    return table(
        "Nearest to the moved vector", ["Nearest now", f"Similarity, {label}", "On the axis"], rows, csv="moved"
    )


def lines(asked: Asked, wanted: Wanted, term: Term, strength: float, left_out: bool) -> Component:
    """Return the lines of Python that move the item."""
    options = f"k={LISTED}, metric={asked.metric!r}" + ("" if left_out else ", leave_out=[]")
    then = f"apply_direction(space, {term_line(asked.space, term)}, along, {strength:g}, {options}).nearest"
    also = "apply_direction" if term.text is None else "apply_direction, query_vector"
    return python_for(asked, *axis_lines(asked, wanted, then, also=also))
