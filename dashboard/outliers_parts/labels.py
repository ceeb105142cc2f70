"""The part Labels: items whose neighbours carry another label, each with one click to give it theirs."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.outliers_parts import MOST, NAME, START, Chosen, label_columns
from dashboard.outliers_parts.confusion import confusion
from dashboard.outliers_parts.known import neighbourhoods, neighbours_wanted
from dashboard.store import Result
from dashboard.tools import Asked, Shown, problem
from dashboard.tools.column_lines import column_lines
from dashboard.tools.fields import menu, number
from dashboard.tools.parts import python_for, rounded, sets, table
from dashboard.tools.starting import pairs_seconds, started
from embeddings import Space, UserError
from embeddings.labelling.label_check import LabelCheck, label_check
from embeddings.labels import labels_of

LISTED = 50


def show(asked: Asked, chosen: Chosen) -> Shown:
    """Check the labels of a column, or say what has to happen first."""
    if not chosen.column:
        return Shown([no_labels()])
    head = [controls(asked.space, chosen)]
    try:
        labels = labels_of(asked.space, chosen.column)
    except UserError as error:  # the menu stays, so that another column can be chosen
        return Shown([*head, problem(error, [])])
    size = len(labels.labelled)
    seconds = pairs_seconds(size, size, asked.space.vectors.shape[1], chosen.metric)
    what = "Every labelled item is compared with every other"
    found = started(asked, "all_neighbours", neighbours_wanted(chosen, labels), seconds, START, what)
    if isinstance(found, Shown):
        return Shown([*head, *found.body], again=found.again)
    check = checked(asked.space, chosen, found)
    suspects = check.suspects()
    body = [
        *head,
        summary(check, chosen, len(asked.space)),
        html.Div(sets("Colour the map by agreement", {"colour": "~label-agreement"}), className="buttons"),
        html.H3("Likely mistakes"),
        suspicious(asked.space, suspects, chosen.column),
        html.H3("What is taken for what"),
        confusion(check),
        python_for(
            asked,
            "label_check",
            *(lines := column_lines(asked, chosen.column)),
            f'label_check(space, {chosen.column!r}, k={chosen.votes}, metric="{chosen.metric}").suspects()',
            libraries=("pandas as pd",) if lines else (),
        ),
    ]
    return Shown(body)


def checked(space: Space, chosen: Chosen, result: Result) -> LabelCheck:
    """Return the check that the neighbours of a worker make."""
    return label_check(space, chosen.column, chosen.votes, chosen.metric, near=neighbourhoods(result, chosen.metric))


def no_labels() -> Component:
    """Say what to do in a space without labels."""
    return html.Div(
        [
            html.P("This space has no column of labels to check.", className="help"),
            html.P(
                ["Try: ", sets("label some items in the Data tab", {"tab": "data"}, kind="link")], className="examples"
            ),
        ],
        className="tool-empty",
    )


def controls(space: Space, chosen: Chosen) -> Component:
    """Return which column, and how many neighbours vote."""
    columns = dict.fromkeys([*label_columns(space), chosen.column])
    usual = next(iter(columns)) if str(space.label) not in columns else str(space.label)
    return html.Div(
        [
            menu(f"{NAME}.column", "Labels in", {name: name for name in columns}, chosen.column, usual),
            number(f"{NAME}.votes", "Votes", chosen.votes, 10, 1, MOST, 1),
        ],
        className="fields",
    )


def summary(check: LabelCheck, chosen: Chosen, count: int) -> Component:
    """Say how well labels and neighbours agree."""
    most = check.labels.names[0]
    missing = count - len(check.items)
    about = (
        f"{len(check.items):,} labelled items, {len(check.labels.names):,} labels, {check.k} votes each, exact, "
        f"{chosen.metric}: leave-one-out accuracy of kNN. Always guessing “{most}” would be right for "
        f"{percent(check.baseline)}."
    )
    left = f" {missing:,} items have no label, and no vote." if missing else ""
    return html.Div(
        [
            html.P([html.Strong(percent(check.accuracy)), " of the labels are what most of their neighbours say."]),
            html.P(about + left, className="source-line"),
        ],
        className="summary",
    )


def percent(share: float) -> str:
    """Return a share of a whole."""
    return "—" if pd.isna(share) else f"{100 * share:.1f} %"


def suspicious(space: Space, suspects: pd.DataFrame, column: str) -> Component:
    """Return the likeliest mistakes."""
    if suspects.empty:
        return html.P("No item has neighbours that mostly say otherwise.", className="help")
    rows = [row(space, item, column) for item in suspects.head(LISTED).itertuples(index=False)]
    listed = table("Likely mistakes", ["Item, its label → what its neighbours say", ""], rows, csv="label check")
    count = len(suspects)
    button = html.Button(f"Select all {count:,}", type="button", className="small", **{"data-picks": "suspects"})
    return html.Div([html.Div(button, className="buttons"), listed], className="suspects")


def row(space: Space, item: Any, column: str) -> Component:
    """Return one item with both labels, the share of the votes, and the button that gives it theirs."""
    index = int(item.index)
    suggested, share = item.suggested, item.share
    name = html.Button(
        [pictured.thumbnail(space, index), space.names[index]],
        type="button",
        className="neighbour-name",
        title=space.names[index],
    )
    change = json.dumps({"name": column, "indices": [index], "value": suggested})
    relabel = html.Button(
        "Relabel", type="button", className="small", title=f"Label it “{suggested}”", **{"data-labels": change}
    )
    said = html.Div(
        [html.S(item.label), " → ", html.Span(suggested, className="becomes"), f" say {100 * share:.0f} %"],
        className="help",
    )
    value = f"{item.label} → {suggested}, {rounded(share, 2)}"
    return html.Tr(
        [
            html.Td([name, said], className="item-cell", **{"data-value": space.names[index]}),
            html.Td(relabel, className="figure", **{"data-value": value}),
        ],
        **{"data-item": str(index)},
    )


def picked(asked: Asked, chosen: Chosen, result: Result, which: str) -> np.ndarray:
    """Return the items of a button: ``suspects``, or ``cell:3:5`` of the confusion."""
    check = checked(asked.space, chosen, result)
    if which == "suspects":
        return check.suspects()["index"].to_numpy()
    own, said = (int(one) for one in which.split(":")[1:])
    return np.asarray(check.items[(check.own == own) & (check.votes.said == said)])
