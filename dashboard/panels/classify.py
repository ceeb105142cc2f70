"""Classify: from some labelled items the labels of the rest, with a score that is earned on items not learnt from.

State: `classify.column`, `classify.method`, `classify.k`, `classify.least` and `classify.start` of the address, and the
page's metric.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.classify_parts import MOST, NAME, START, Chosen, chosen, classified, found_before, usual_column, wanted
from dashboard.classify_parts.filling import data_tab, filling
from dashboard.classify_parts.scores import by_class, score
from dashboard.outliers_parts import label_columns
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.column_lines import column_lines
from dashboard.tools.fields import choice, menu, number
from dashboard.tools.keeping import told
from dashboard.tools.parts import python_for
from dashboard.tools.starting import pairs_seconds, started
from embeddings import Space, UserError
from embeddings.labels import Labels, labels_of

METHODS = {"logistic": "Logistic regression", "knn": "Nearest neighbours"}
WHAT = {
    "logistic": "Draws straight borders between the labels, and says how sure it is. Good from few labels on.",
    "knn": "The most frequent label among the nearest labelled items; how sure it is, is their share.",
}
PER_FIT = 2e-7  # seconds for each item, label and dimension: some hundred passes, six fits


def layout() -> Component:
    """Return the line that says what was written, and the place of the answer."""
    return tool_layout(NAME, told())


def show(asked: Asked) -> Shown:
    """Learn the labels of a column, or say what has to happen first."""
    given = chosen(asked.values, asked.space, asked.metric)
    if not given.column:
        return Shown([invitation()])
    head: list[Component | None] = [controls(asked.space, given), html.P(WHAT[given.method], className="help")]
    try:
        labels = labels_of(asked.space, given.column)
        seconds = cost(asked.space, labels, given)
        found = started(asked, NAME, wanted(given, labels), seconds, START, "It learns from all labels, and is tested")
    except UserError as error:  # the menu stays, so that another column can be chosen
        return Shown([*head, problem(error, []), by_hand()])
    if isinstance(found, Shown):
        return Shown([*head, *found.body], again=found.again)
    learnt = classified(found, labels)
    return Shown([*head, score(learnt), by_class(learnt), *filling(asked.space, learnt, given), lines(asked, given)])


def invitation() -> Component:
    """Say how to begin in a space without labels."""
    return html.Div(
        [
            html.P("Give some items a label, and the others get theirs from them.", className="help"),
            by_hand(),
        ],
        className="tool-empty",
    )


def by_hand() -> Component:
    """Say where labels are given by hand."""
    line = ["Select items on the map (hold Shift and draw a loop), then ", data_tab("label them in the Data tab")]
    return html.P([*line, ": some of each kind, at least two kinds."], className="help")


def controls(space: Space, given: Chosen) -> Component:
    """Return the column to learn from, and how."""
    columns = dict.fromkeys([*label_columns(space), given.column])
    names = {name: name for name in columns}
    votes = number(f"{NAME}.k", "Neighbours", given.k, 5, 1, MOST, 1) if given.method == "knn" else None
    return html.Div(
        [
            html.Div(
                [menu(f"{NAME}.column", "Learn from", names, given.column, usual_column(space)), votes],
                className="fields",
            ),
            choice(f"{NAME}.method", "How", METHODS, given.method, "logistic"),
        ],
        className="classify-controls",
    )


def cost(space: Space, labels: Labels, given: Chosen) -> float:
    """Return about how many seconds it takes."""
    items, dimensions = space.vectors.shape
    known = len(labels.labelled)
    if given.method == "knn":
        return pairs_seconds(items + known, known, dimensions, given.metric)
    return float(known * len(labels.names) * dimensions * PER_FIT)


def lines(asked: Asked, given: Chosen) -> Component:
    """Return the lines of Python that fill in the column."""
    written = column_lines(asked, given.column)
    votes = f", k={given.k}" if given.method == "knn" else ""
    call = f'classify(space, {given.column!r}, "{given.method}"{votes}, metric="{given.metric}")'
    return python_for(
        asked,
        "classify",
        *written,
        f"learnt = {call}",
        "print(learnt.accuracy)",
        f"learnt.column({given.least:g})",
        libraries=("pandas as pd",) if written else (),
    )


def picked(asked: Asked, which: str) -> Sequence[int]:
    """Return the items of a button: ``empty``, or ``sure:0.9:0.95``.

    Raises
    ------
    UserError
        If nothing was learnt yet, or there is no such button.
    """
    tools = {f"{NAME}.{name}": value for name, value in asked.values.items()}
    given, learnt = found_before(tools, asked.space_id, asked.space, asked.metric, asked.services.store)
    rest = learnt.unlabelled
    if which == "empty":
        return [int(item) for item in np.setdiff1d(rest, learnt.kept(given.least))]
    try:
        low, high = (float(one) for one in which.split(":")[1:])
    except ValueError as error:
        raise UserError("Which items?", f"“{which}” means none", "Choose with the tool's own buttons.") from error
    sure = learnt.guesses.sure[rest]
    last = high >= sure.max() - 1e-8
    chosen_ones = (sure >= low - 1e-8) & ((sure < high - 1e-8) | last)
    return [int(item) for item in rest[chosen_ones]]


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Classify", "tab", 9, layout, register, picked=picked)
