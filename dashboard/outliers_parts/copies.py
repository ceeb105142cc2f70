"""The part Duplicates: groups of items that are nearly the same, above a similarity that a slider sets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.outliers_parts import LEAST, NAME, START, Chosen
from dashboard.outliers_parts.known import LIKENESS_WANTED, likeness_of
from dashboard.store import Result
from dashboard.tools import Asked, Shown
from dashboard.tools.fields import slider
from dashboard.tools.keeping import keeping, untaken
from dashboard.tools.parts import python_for, rounded, sets, table
from dashboard.tools.starting import pairs_seconds, started
from embeddings import Space
from embeddings.counting import counted
from embeddings.encoders import near_by
from embeddings.oddities.duplicates import Likeness, group_members, measured

GROUPS, MEMBERS = 25, 6
STEP = 0.005


def show(asked: Asked, chosen: Chosen) -> Shown:
    """Show the groups, or what has to happen first."""
    head = [
        only_directions(asked.space),
        slider(f"{NAME}.above", "Similarity of a pair (cosine), at least", 0.95, LEAST, 1, STEP, chosen.above),
        html.P("A group is a chain: each item is at least that similar to another of its group.", className="help"),
    ]
    size, dimensions = asked.space.vectors.shape
    seconds = pairs_seconds(size, size, dimensions) / 2
    found = started(asked, "duplicates", LIKENESS_WANTED, seconds, START, "Every item is compared with every other")
    if isinstance(found, Shown):
        return Shown([*head, *found.body], again=found.again)
    known = likeness_of(found)
    above = max(chosen.above, known.least)
    groups = group_members(known, above)
    if groups.empty:
        return Shown([*head, raised(chosen, known), nothing(above)])
    body = [
        *head,
        raised(chosen, known),
        summary(groups, above),
        buttons(),
        *lists(asked.space, groups),
        keeping("duplicates", "Save the groups as a column called", untaken(asked.space, "duplicate group")),
        python_for(asked, "near_duplicates", f"near_duplicates(space, above={above:.6g})"),
    ]
    return Shown(body)


def only_directions(space: Space) -> Component | None:
    """Say that a cosine tells little where the straight line is what counts: in a plane, hundreds point the same way."""
    if near_by(space.encoder) == "cosine":
        return None
    said = (
        "In this space places are near by the straight line between them. A cosine compares directions from the origin "
        "alone: items far apart on one ray count as the same here. Exact copies are told all the same."
    )
    return html.P(said, className="warning")


def raised(chosen: Chosen, known: Likeness) -> Component | None:
    """Say that groups begin higher than was asked, where nearly all items are that similar."""
    if chosen.above >= known.least:
        return None
    least = rounded(known.least)
    return html.P(
        f"Here nearly all items are that similar to many others: groups begin at {least}.", className="warning"
    )


def nothing(above: float) -> Component:
    """Say that no two items are that similar."""
    lower = f"{max(LEAST, above - 0.05):g}"
    return html.Div(
        [
            html.P(f"No two items have a similarity of {above:g} or more.", className="help"),
            html.P(["Try: ", sets(lower, {f"{NAME}.above": lower}, kind="link")], className="examples")
            if above > LEAST
            else None,
        ],
        className="tool-empty",
    )


def summary(groups: pd.DataFrame, above: float) -> Component:
    """Say how many items would go if the first of each group were kept."""
    count = int(groups["group"].iloc[-1]) + 1
    goes, copies = len(groups) - count, int(groups["copy"].sum())
    kept = f"{counted(count, 'group')} of {len(groups):,} items. With only the first of each kept, "
    exact = f"{copies:,} of them {'is an exact copy' if copies == 1 else 'are exact copies'}: the same vector, number for number."
    return html.Div(
        [
            html.P([kept, html.Strong(f"{goes:,} would go"), "."]),
            html.P(exact if copies else "None of them is an exact copy.", className="source-line"),
        ],
        className="summary",
    )


def buttons() -> Component:
    """Return what can be done with all groups."""
    return html.Div(
        [
            html.Button(
                "Select all but the first of each", type="button", className="small", **{"data-picks": "extra"}
            ),
            html.Button("Select all in groups", type="button", className="small", **{"data-picks": "grouped"}),
            sets("Colour the map by group", {"colour": "~duplicates"}),
        ],
        className="buttons",
    )


def lists(space: Space, groups: pd.DataFrame) -> list[Component]:
    """Return the largest groups as one table, each under its own heading."""
    rows: list[Component] = []
    count = int(groups["group"].iloc[-1]) + 1
    for number in range(min(count, GROUPS)):
        group = groups[groups["group"] == number]
        heading = html.Span(f"Group {number + 1} · {counted(len(group), 'item')}")
        select = html.Button(
            "Select",
            type="button",
            className="small",
            title=f"Select group {number + 1}",
            **{"data-picks": f"group:{number}"},
        )
        rows.append(html.Tr(html.Th([heading, select], scope="rowgroup", colSpan=2, className="group-head")))
        rows += [member(space, item) for item in measured(space, group.head(MEMBERS)).itertuples(index=False)]
        if len(group) > MEMBERS:
            more = f"and {len(group) - MEMBERS:,} more: select the group to see them all"
            rows.append(html.Tr(html.Td(more, colSpan=2, className="help")))
    left = count - GROUPS
    shown = table("Groups of near-duplicates", ["Item", "Similarity to the first"], rows, csv="duplicates")
    after = f"The {GROUPS} largest groups are listed; {left:,} more follow." if left > 0 else ""
    return [shown, html.P(after, className="help")]


def member(space: Space, item: Any) -> Component:
    """Return one item of a group."""
    index = int(item.index)
    name = html.Button(
        [pictured.thumbnail(space, index), space.names[index]],
        type="button",
        className="neighbour-name",
        title=space.names[index],
    )
    figure = "copy" if item.copy else rounded(item.similarity)
    return html.Tr(
        [html.Td(name, className="item-cell"), html.Td(figure, className="figure")], **{"data-item": str(index)}
    )


def picked(asked: Asked, chosen: Chosen, result: Result, which: str) -> np.ndarray:
    """Return the items of a button: ``extra``, ``grouped`` or ``group:3``."""
    known = likeness_of(result)
    group = known.groups(max(chosen.above, known.least))
    if which.startswith("group:"):
        return np.flatnonzero(group == int(which.partition(":")[2]))
    grouped = np.flatnonzero(group >= 0)
    if which == "grouped":
        return grouped
    firsts = np.unique(group[grouped], return_index=True)[1]
    return np.delete(grouped, firsts)
