"""The part Outliers: every item ranked by how far it stands apart, with what is nearest to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.outliers_parts import MOST, NAME, START, Chosen
from dashboard.outliers_parts.known import neighbourhoods, neighbours_wanted
from dashboard.store import Result
from dashboard.tools import Asked, Shown
from dashboard.tools.bars import histogram
from dashboard.tools.fields import choice, number
from dashboard.tools.keeping import keeping, untaken
from dashboard.tools.parts import python_for, rounded, sets, table
from dashboard.tools.starting import pairs_seconds, started
from embeddings import Space, UserError
from embeddings.nearest.all_neighbours import Neighbourhoods
from embeddings.oddities.outliers import check_metric, crowded, outliers

LISTED = 50
SCORES = {"lof": "Local outlier factor", "distance": "Distance"}
WHAT = {
    "lof": "How many times emptier it is around an item than around its neighbours: about 1 inside a crowd, however "
    "dense; more for what stands apart.",
    "distance": "How far an item is from its k-th neighbour. Loose groups count as odd as a whole.",
}


def show(asked: Asked, chosen: Chosen) -> Shown:
    """Rank the items, or show what has to happen first."""
    check_metric(chosen.metric)
    if len(asked.space) < 2:
        raise UserError("Too few items", "One item alone cannot stand apart", "Choose a space of at least two.")
    head = [controls(chosen), html.P(WHAT[chosen.by], className="help")]
    size, dimensions = asked.space.vectors.shape
    seconds = pairs_seconds(size, size, dimensions, chosen.metric)
    what = "Every item is compared with every other"
    found = started(asked, "all_neighbours", neighbours_wanted(chosen), seconds, START, what)
    if isinstance(found, Shown):
        return Shown([*head, *found.body], again=found.again)
    near = neighbourhoods(found, chosen.metric)
    ranked = outliers(asked.space, chosen.k, chosen.metric, by=chosen.by, near=near)
    first = f"first:{min(LISTED, len(ranked))}"
    body = [
        *head,
        summary(ranked, chosen, near),
        distribution(ranked, chosen),
        html.Div(
            [
                sets("Colour the map by it", {"colour": "~outliers"}),
                html.Button("Select those listed", type="button", className="small", **{"data-picks": first}),
            ],
            className="buttons",
        ),
        ranking(asked.space, ranked, chosen.by),
        keeping("outliers", "Save the score as a column called", untaken(asked.space, "outlier score")),
        python_for(asked, "outliers", f"{call(chosen)}.head({LISTED})"),
    ]
    return Shown(body)


def controls(chosen: Chosen) -> Component:
    """Return which score, and of how many neighbours."""
    return html.Div(
        [
            choice(f"{NAME}.by", "Score", SCORES, chosen.by, "lof"),
            number(f"{NAME}.k", "Neighbours", chosen.k, 20, 1, MOST, 1),
        ],
        className="fields",
    )


def call(chosen: Chosen) -> str:
    """Return the call that makes the ranking."""
    by = "" if chosen.by == "lof" else f', by="{chosen.by}"'
    return f'outliers(space, k={chosen.k}, metric="{chosen.metric}"{by})'


def summary(ranked: pd.DataFrame, chosen: Chosen, near: Neighbourhoods) -> Component:
    """Say what the scores amount to, and what to mind."""
    used = min(chosen.k, near.k)
    said = [html.P(f"{len(ranked):,} items, {used} neighbours each, exact, {chosen.metric}.", className="source-line")]
    if used < chosen.k:
        said.append(html.P(f"{chosen.k} neighbours were asked for; there are {used} others.", className="warning"))
    if chosen.by == "lof":
        apart = int((ranked["lof"] > 1.5).sum())
        said.insert(0, html.P([html.Strong(f"{apart:,}"), " stand clearly apart: a factor above 1.5."]))
        if (copies := crowded(near.head(chosen.k))) and copies < len(ranked):
            said.append(copies_warning(copies, used))
    return html.Div(said, className="summary")


def copies_warning(count: int, k: int) -> Component:
    """Say that factors beside many copies mean little."""
    return html.P(
        [
            f"{count:,} items have {k} or more exact copies. What lies beside them gets an enormous factor. Look at more "
            "neighbours, or see the ",
            sets("duplicates", {f"{NAME}.part": "duplicates"}, kind="link"),
            " first.",
        ],
        className="warning",
    )


def distribution(ranked: pd.DataFrame, chosen: Chosen) -> Component:
    """Return the histogram of the scores; those far beyond the rest share its last bar."""
    scores = ranked[chosen.by].to_numpy()
    low, high, most = scores.min(), min(scores.max(), 3 * np.quantile(scores, 0.99)), scores.max()
    ends = (rounded(low), rounded(high) if high >= most else f"{rounded(high)} and more, to {large(most)}")
    last = f"{high:.9g}"
    return histogram(
        np.minimum(scores, high),
        f"How many items have which {SCORES[chosen.by].lower()}",
        ends,
        lambda a, b: f"score:{a:.9g}:{'inf' if f'{b:.9g}' == last else f'{b:.9g}'}",
    )


def large(value: float) -> str:
    """Return a score with as many digits as help."""
    return rounded(value, 2) if value < 1000 else f"{value:.1e}"


def ranking(space: Space, ranked: pd.DataFrame, by: str) -> Component:
    """Return the oddest items, each with its nearest."""
    top = ranked.head(LISTED)
    most = float(top[by].iloc[0]) or 1.0
    rows = [row(space, item, float(getattr(item, by)), most) for item in top.itertuples(index=False)]
    return table("The oddest items", ["Item, and what is nearest to it", SCORES[by]], rows, csv="outliers")


def row(space: Space, item: Any, score: float, most: float) -> Component:
    """Return one item of the ranking."""
    index, nearest = int(item.index), int(item.nearest)
    name = html.Button(
        [pictured.thumbnail(space, index), space.names[index]],
        type="button",
        className="neighbour-name",
        title=space.names[index],
    )
    far = rounded(item.nearest_distance)
    why = html.Div(
        [
            "nearest ",
            html.Button(
                space.names[nearest],
                type="button",
                className="link one-line",
                title=space.names[nearest],
                **{"data-item": str(nearest)},
            ),
            f" {far}",
        ],
        className="help why",
    )
    meter = html.Span(className="meter", style={"width": f"{100 * score / most:.1f}%"})
    figure = html.Td([large(score), meter], className="figure", **{"data-value": f"{score:.6g}"})
    told = f"{space.names[index]} (nearest: {space.names[nearest]}, {far})"
    named = html.Td([name, why], className="item-cell", **{"data-value": told})
    return html.Tr([named, figure], **{"data-item": str(index)})


def picked(asked: Asked, chosen: Chosen, result: Result, which: str) -> np.ndarray:
    """Return the items of a button: ``first:50``, or ``score:1.2:1.3``, its upper end left out unless it is the last."""
    near = neighbourhoods(result, chosen.metric)
    ranked = outliers(asked.space, chosen.k, chosen.metric, by=chosen.by, near=near)
    kind, *given = which.split(":")
    if kind == "first":
        return ranked["index"].to_numpy()[: int(given[0])]
    scores = ranked[chosen.by].to_numpy().round(9)
    low, high = (float(one) for one in given)
    slack = 1e-8 * max(1, abs(low))
    return ranked["index"].to_numpy()[(scores >= low - slack) & (scores < high - slack)]
