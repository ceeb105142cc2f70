"""How well the labels can be guessed: one number with its margin, what to mind, and the figures of each class."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.tools.parts import rounded, table
from embeddings.counting import counted
from embeddings.labelling.classify import FOLDS, Classified

NAMED, LISTED = 4, 30


def score(found: Classified) -> Component:
    """Say how often it is right about items that it has not learnt from."""
    labelled, most = len(found.labels.labelled), found.labels.names[0]
    if not found.folds:
        line = "Each label has one item only: it can be learnt, but not tested. Label at least two of each."
        return html.Div([html.P(line, className="warning")], className="summary")
    margin = 1.96 * np.sqrt(found.accuracy * (1 - found.accuracy) / len(found.tested))
    about = (
        f"{found.folds}-fold cross-validation, stratified: {len(found.tested):,} of {counted(labelled, 'labelled item')}, each "
        f"guessed from others. Always saying “{most}” would be right for {percent(found.baseline)}."
    )
    said = [html.Strong(f"{percent(found.accuracy)} ± {100 * margin:.1f}"), " of its guesses are right."]
    return html.Div([html.P(said), html.P(about, className="source-line"), *warnings(found)], className="summary")


def warnings(found: Classified) -> list[Component]:
    """Say what to mind about the score."""
    said = []
    counts = found.labels.counts
    alone = [found.labels.names[code] for code in np.flatnonzero(counts == 1)]
    if alone:
        names = ", ".join(f"“{name}”" for name in alone[:NAMED]) + (" …" if len(alone) > NAMED else "")
        verb = "has one labelled item: it is" if len(alone) == 1 else "have one labelled item each: they are"
        said.append(f"{names} {verb} learnt from, and not tested.")
    few = int(((counts > 1) & (counts < FOLDS)).sum())
    if few:
        labels = "1 label has" if few == 1 else f"{few:,} labels have"
        said.append(f"{labels} fewer than {FOLDS} labelled items: what is said of them is rough.")
    if not found.settled:
        said.append("The regression was stopped before it had settled: it might do a little better.")
    return [html.P(sentence, className="warning") for sentence in said]


def by_class(found: Classified) -> Component:
    """Return the figures of each class, the worst first, folded away."""
    figures = found.by_class().sort_values("f1", kind="stable", na_position="last")
    rows = [
        html.Tr(
            [
                html.Td(row["label"], className="item-cell"),
                html.Td(f"{row['count']:,}", className="figure"),
                *[html.Td(rounded(row[name], 2), className="figure") for name in ("precision", "recall", "f1")],
            ]
        )
        for _, row in figures.head(LISTED).iterrows()
    ]
    heads = ["Label, the worst first", "Labelled", "Precision", "Recall", "F1"]
    about = (
        "Precision: how many of its guesses of this label are right. Recall: how many of the label's items it finds."
    )
    left = len(figures) - LISTED
    more = f" The {LISTED} worst of {len(figures):,} are listed." if left > 0 else ""
    inside = [html.P(about + more, className="help"), table("Figures by label", heads, rows, csv="scores by label")]
    return html.Details([html.Summary("Label by label"), *inside], className="folded")


def percent(share: float) -> str:
    """Return a share of a whole."""
    return "—" if np.isnan(share) else f"{100 * share:.1f} %"
