"""The Between part: the way from one item to another, straight or along the sphere, and what lies on it."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.computing.between import way_of
from dashboard.computing.more_pairs import in_letters
from dashboard.direction_parts import NAME
from dashboard.direction_parts.given import items_and_texts, shortened
from dashboard.direction_parts.on_the_map import on_map
from dashboard.direction_parts.python_lines import term_line
from dashboard.direction_parts.slots import slot
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem
from dashboard.tools.fields import choice, switch
from dashboard.tools.parts import empty, item_row, python_for, rounded, sets, table
from dashboard.tools.reading import one_of
from dashboard.tools.terms import Term
from dashboard.tools.vectors import typed
from dashboard.tools.working import computed
from embeddings import Space, UserError, interpolate
from embeddings.directions.interpolations import STEPS, Interpolation, Way
from embeddings.metrics import METRICS

START, END, WAY = f"{NAME}.start", f"{NAME}.end", f"{NAME}.way"
WAYS = {"straight": "Straight", "spherical": "Along the sphere"}
MEANING = {
    "straight": "The straight line between the two vectors (lerp); half way it is their mean.",
    "spherical": "The great circle between the two, at a steady pace (slerp): half way it points as far from the one as from the other.",
}
EXAMPLES = (("kitten", "lion"), ("walk", "fly"), ("child", "king"))
MARKED = 6
AT_ONCE = 80_000_000  # so many differences take about 0.1 s


def show(asked: Asked) -> Shown:
    """Show the way, or say what is still to be given."""
    try:
        start, end = (one_term(asked, name) for name in ("start", "end"))
        way = one_of(asked.values, "way", WAYS, "straight")
    except UserError as error:
        return Shown([problem(error, [START, END, WAY])])
    head: list[Component | None] = [
        slot(asked.space, START, "From", start, fills=start is None),
        slot(asked.space, END, "To", end, fills=start is not None and end is None),
    ]
    if start is None or end is None:
        said = "Click two points, drag them here, or type: what lies on the way from one to the other is listed."
        return Shown([*head, empty(said, *examples(asked.space))])
    try:
        given = [typed(term.text, asked) if term.text is not None else int(term.item or 0) for term in (start, end)]
        left_out = one_of(asked.values, "inputs", ("yes", "no"), "no") == "no"
        found = the_way(asked, given, way, left_out)
    except StillWorking as waiting:
        work = in_work(waiting.job)
        return Shown([*head, *work.body], again=work.again)
    except UserError as error:
        return Shown([*head, choice(WAY, "Way", WAYS, way, "straight"), problem(error, [])])
    if isinstance(found, Shown):
        return Shown([*head, choice(WAY, "Way", WAYS, way, "straight"), *found.body], again=found.again)
    places, note, again = on_map(asked, found.vectors)
    body = [
        *head,
        choice(WAY, "Way", WAYS, way, "straight"),
        html.P(MEANING[way], className="help"),
        way_table(asked, found),
        switch(f"{NAME}.inputs", "List the two ends too", not left_out, False),
        html.P(note, className="help") if note else None,
        lines(asked, (start, end), way, left_out),
    ]
    return Shown(body, drawing(places, found, (start, end)), again)


def the_way(asked: Asked, ends: list[int | np.ndarray], way: str, left_out: bool) -> Interpolation | Shown:
    """Return the way, or what to show while a worker goes it: under Manhattan every place reads all vectors anew."""
    start, end = ends
    if asked.metric != "manhattan" or asked.space.vectors.size * STEPS <= AT_ONCE:
        return interpolate(asked.space, start, end, way=cast(Way, way), metric=asked.metric, inputs_left_out=left_out)
    wanted = {"start": as_given(start), "end": as_given(end), "way": way, "inputs_left_out": left_out}
    found = computed(asked, "between", {**wanted, "metric": asked.metric})
    return found if isinstance(found, Shown) else way_of(found)


def as_given(end: int | np.ndarray) -> int | str:
    """Return an end as a recipe carries it."""
    return end if isinstance(end, int) else in_letters(end)


def one_term(asked: Asked, name: str) -> Term | None:
    """Return the one item or text of a name of the address."""
    terms = items_and_texts(asked.values.get(name, ""), asked.space)
    return terms[0] if terms else None


def examples(space: Space) -> list[Component]:
    """Return ways that are worth a look: of words where the space has them, else from the first item to the last."""
    places = {name: index for index, name in reversed([*enumerate(space.names)])}
    known = [(places[one], places[other]) for one, other in EXAMPLES if one in places and other in places]
    pairs = known or ([(0, len(space) - 1)] if len(space) > 1 else [])
    return [
        sets(
            " → ".join(shortened(space.names[item]) for item in pair),
            {START: str(pair[0]), END: str(pair[1])},
            kind="link",
        )
        for pair in pairs
    ]


def way_table(asked: Asked, found: Interpolation) -> Component:
    """Return the items on the way in their order."""
    if found.on_the_way.empty:
        return html.P("There is no other item to lie on the way.", className="help")
    columns = (found.on_the_way[name].tolist() for name in ("index", "from_share", "to_share", "similarity"))
    rows = [
        item_row(asked.space, item, where(first, last), rounded(similarity))
        for item, first, last, similarity in zip(*columns, strict=True)
    ]
    label = METRICS.get(asked.metric).label
    return table("On the way", ["On the way", "Nearest from … to", f"Similarity, {label}"], rows, csv="on-the-way")


def where(first: float, last: float) -> str:
    """Say along which part of the way an item is the nearest."""
    return f"{first:.0%}" if first == last else f"{first:.0%} – {last:.0%}"


def drawing(places: np.ndarray | None, found: Interpolation, ends: tuple[Term, Term]) -> dict[str, Any]:
    """Return the way on the map: where its places belong, else through the items that lie on it."""
    items = [int(item) for item in found.on_the_way["index"]]
    through = [ends[0].item, *items, ends[1].item]
    path = places.tolist() if places is not None else [item for item in through if item is not None]
    marks = [{"at": term.item, "shape": "diamond"} for term in ends if term.item is not None]
    stars = items if len(items) <= MARKED else [items[round(at)] for at in np.linspace(0, len(items) - 1, MARKED)]
    return {"path": path, "arrows": [], "marks": [*marks, *({"at": item, "shape": "star"} for item in stars)]}


def lines(asked: Asked, ends: tuple[Term, Term], way: str, left_out: bool) -> Component:
    """Return the lines of Python that find the way."""
    start, end = (term_line(asked.space, term) for term in ends)
    options = f"way={way!r}, metric={asked.metric!r}" + ("" if left_out else ", inputs_left_out=False")
    imports = "interpolate" + (", query_vector" if any(term.text is not None for term in ends) else "")
    return python_for(asked, imports, f"interpolate(space, {start}, {end}, {options}).on_the_way")
