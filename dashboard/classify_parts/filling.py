"""Filling in the rest: how sure it must be, what that costs, which to label by hand next, and the new column."""

from __future__ import annotations

import json

from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.classify_parts import LEAST, NAME, Chosen
from dashboard.classify_parts.scores import percent
from dashboard.tools.bars import histogram
from dashboard.tools.fields import slider
from dashboard.tools.keeping import keeping, untaken
from dashboard.tools.parts import sets, table
from embeddings import Space
from embeddings.counting import counted
from embeddings.labelling.classify import Classified

LISTED = 15


def filling(space: Space, found: Classified, chosen: Chosen) -> list[Component]:
    """Return what is filled in at the threshold; where every item has its label there is nothing."""
    rest = found.unlabelled
    if not len(rest):
        line = f"Every item has a label in “{chosen.column}”: there is nothing left to fill in."
        return [html.P([line, " To label others, ", data_tab("add a column in the Data tab"), "."], className="help")]
    name = untaken(space, f"{chosen.column} (guessed)")
    return [
        html.H3("The rest"),
        slider(f"{NAME}.least", "Guess only where it is at least this sure", LEAST, 0, 1, 0.01, chosen.least),
        outcome(found, chosen.least),
        histogram(
            found.guesses.sure[rest],
            "How sure it is about how many unlabelled items",
            (percent(found.guesses.sure[rest].min()), percent(found.guesses.sure[rest].max())),
            lambda low, high: f"sure:{low:.9g}:{high:.9g}",
        ),
        html.Div(
            [
                sets("Colour the map by guess", {"colour": "~classify"}),
                sets("by how sure it is", {"colour": "~certainty"}),
                html.Button("Select what stays empty", type="button", className="small", **{"data-picks": "empty"}),
            ],
            className="buttons",
        ),
        keeping("classify", "Save labels and guesses as a column called", name),
        html.H3("Label these next"),
        html.P("It is torn about them: they would teach it most. A click on the guess agrees.", className="help"),
        unsure(space, found, chosen.column),
    ]


def outcome(found: Classified, least: float) -> Component:
    """Say how many items get a label, and how often such guesses are right."""
    rest, kept = len(found.unlabelled), len(found.kept(least))
    right = found.accuracy_above(least)
    line = [html.Strong(f"{kept:,} of {counted(rest, 'unlabelled item')}"), " get a label; "]
    line += [f"{rest - kept:,} stay{'s' if rest - kept == 1 else ''} empty."]
    tested = int((found.tests.sure >= least).sum())
    about = (
        f"Of the tested items it was that sure about {tested:,}, and right about {percent(right)} of those."
        if tested
        else "It was that sure about none of the tested items."
    )
    return html.Div([html.P(line), html.P(about, className="source-line")], className="summary")


def unsure(space: Space, found: Classified, column: str) -> Component:
    """Return the items whose labels would teach most, each with the guess as a button."""
    rows = []
    for index in found.unsure()[:LISTED].tolist():
        guess = found.labels.names[int(found.guesses.said[index])]
        name = html.Button(
            [pictured.thumbnail(space, index), space.names[index]],
            type="button",
            className="neighbour-name",
            title=space.names[index],
        )
        change = json.dumps({"name": column, "indices": [index], "value": guess})
        agree = html.Button(
            guess, type="button", className="small", title=f"Label it “{guess}”", **{"data-labels": change}
        )
        other = sets("other", {"item": str(index), "tab": "data"}, "Label it by hand in the Data tab", "link")
        sure = html.Td(percent(float(found.guesses.sure[index])), className="figure")
        answers = html.Td([agree, other], className="agree", **{"data-value": guess})
        rows.append(html.Tr([html.Td(name, className="item-cell"), sure, answers], **{"data-item": str(index)}))
    return table("Label these next", ["Item", "Sure", "Its guess"], rows, csv="label next")


def data_tab(words: str) -> Component:
    """Return the way to the Data tab, where a selection is labelled by hand."""
    return sets(words, {"tab": "data"}, kind="link")
