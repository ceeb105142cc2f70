"""Where does my sentence land? Queries kept as points of the map, with lines to what is nearest, and how far they are from everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.jobs import JobState
from dashboard.placing import placed
from dashboard.search_parts import NAME
from dashboard.search_parts.wanted import MOST_KEPT, Wanted
from dashboard.tools import Asked, StillWorking, in_work, problem
from dashboard.tools.parts import chip, python_for, rounded, sets
from dashboard.tools.terms import Term, write_terms
from dashboard.tools.vectors import line_of, vectors_of
from dashboard.tools.working import computed
from embeddings import Space, UserError, nearest_to
from embeddings.searching.querying import takes

LINES = 3
LABEL = 40


@dataclass
class Points:
    """What stands in the tab and on the map of the kept points, and whether a worker is at it."""

    body: list[Component | None] = field(default_factory=list)
    drawn: dict[str, Any] = field(default_factory=dict)
    again: bool = False


def show(asked: Asked, wanted: Wanted, *, waiting: bool = False) -> Points:
    """Show the button that keeps the query, and what is kept already; while the search itself waits, nothing is asked."""
    points = Points()
    now = asking(wanted)
    understood = now is not None and takes(asked.space, "text" if now.picture is None else "picture")
    if now is not None and understood and now not in wanted.kept and len(wanted.kept) < MOST_KEPT:
        points.body.append(keep_button(wanted, now))
    if not wanted.kept:
        return points
    removable = [
        html.Li(
            chip(term, {f"{NAME}.kept": write_terms([o for o in wanted.kept if o != term]) or None}, asked.space),
            className="chip",
        )
        for term in wanted.kept
    ]
    points.body.append(html.H3("Kept on the map"))
    points.body.append(html.Ul(removable, className="chips", **{"aria-label": "Kept on the map"}))
    if waiting:
        return points
    try:
        vectors = vectors_of(wanted.kept, asked)
        near = [nearest_to(asked.space, vector, LINES, asked.metric) for vector in vectors]
        usual = usual_distances(asked)
        points.body.append(
            html.Ul(
                [sentence(asked, term, some, usual) for term, some in zip(wanted.kept, near, strict=True)],
                className="kept",
            )
        )
        points.body.append(kept_lines(asked, wanted.kept))
        points.again = usual is None
        places = placed(asked.map, vectors, asked.services)
        if isinstance(places, JobState):
            raise StillWorking(places)
        points.drawn = drawing(wanted.kept, places, near, asked.space)
    except StillWorking as working:
        work = in_work(working.job)
        points.body, points.again = [*points.body, *work.body], work.again
    except UserError as error:
        points.body.append(problem(error, []))
    return points


def asking(wanted: Wanted) -> Term | None:
    """Return what could be kept: the picture that is asked with, or the text; an item has its point."""
    if wanted.like is not None:
        return wanted.like if wanted.like.item is None else None
    return Term(text=wanted.text) if wanted.text and wanted.how != "text" else None


def keep_button(wanted: Wanted, now: Term) -> Component:
    """Return the button that keeps the query as a point."""
    what = "this picture" if now.picture is not None else "my sentence"
    words = f"Where does {what} land? Keep it on the map"
    return sets(words, {f"{NAME}.kept": write_terms([*wanted.kept, now])}, "Place it as the map would have placed it")


def usual_distances(asked: Asked) -> np.ndarray | None:
    """Return how far sampled items are from their nearest other item, ascending; None while a worker measures it."""
    found = computed(asked, "usual_distance", {"metric": asked.metric})
    return getattr(found, "arrays", {}).get("distances")


def sentence(asked: Asked, term: Term, near: pd.DataFrame, usual: np.ndarray | None) -> Component:
    """Say what a kept point is nearest to, and how far it is from everything."""
    index, distance = int(near["index"].iloc[0]), float(near["distance"].iloc[0])
    nearest = html.Button(asked.space.names[index][:80], type="button", className="link", **{"data-item": str(index)})
    name = term.name(asked.space)
    said: list[Component | str] = [
        f"“{name[:LABEL]}” is nearest to ",
        nearest,
        f" ({asked.metric} distance {rounded(distance)})",
    ]
    if usual is not None and len(usual):
        farther = float((usual < distance).mean())
        said.append(f": farther from everything than {100 * farther:.0f} % of the items are from theirs.")
    else:
        said.append(".")
    return html.Li(said)


def drawing(terms: tuple[Term, ...], places: np.ndarray, near: list[pd.DataFrame], space: Space) -> dict[str, Any]:
    """Return the diamonds, and the lines to the nearest items of each."""
    marks = [
        {"at": place, "shape": "diamond", "label": term.name(space)[:LABEL]}
        for term, place in zip(terms, places.tolist(), strict=True)
    ]
    lines = [
        {"from": place, "to": int(index), "faint": True}
        for place, some in zip(places.tolist(), near, strict=True)
        for index in some["index"]
    ]
    return {"marks": marks, "arrows": lines}


def kept_lines(asked: Asked, terms: tuple[Term, ...]) -> Component:
    """Return the lines of Python that find what is nearest to the kept points."""
    made = [f"nearest_to(space, {line_of(term, asked)}, k={LINES}, metric={asked.metric!r})" for term in terms]
    return python_for(asked, "nearest_to, query_vector", *made)
