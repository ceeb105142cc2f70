"""The confusion of labels as a heatmap: rows as they are labelled, columns as their neighbours say."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from embeddings.labelling.label_check import LabelCheck

SHOWN = 12


def confusion(check: LabelCheck) -> Component:
    """Return the heatmap of the classes that are confused most; a cell selects its items."""
    matrix, names = check.confusion, check.labels.names
    classes = most_confused(matrix)
    worst = max(int((matrix - np.diag(np.diag(matrix))).max()), 1)
    head = html.Tr([html.Td(), *[html.Th(html.Span(names[one], title=names[one]), scope="col") for one in classes]])
    rows = [
        html.Tr(
            [
                html.Th(names[own], scope="row", title=names[own]),
                *[cell(matrix, own, said, names, worst) for said in classes],
            ]
        )
        for own in classes
    ]
    left = len(names) - len(classes)
    about = "Rows: the label. Columns: what the neighbours say. Click a cell to select its items."
    more = f" The {len(classes)} of {len(names)} labels that are confused most." if left else ""
    made = html.Table(
        [html.Thead(head), html.Tbody(rows)], className="confusion", **{"aria-label": "Confusion of labels"}
    )
    button = html.Button(
        "CSV", type="button", className="small", title="Download this table", **{"data-csv": "confusion"}
    )
    return html.Div([html.P(about + more, className="help"), made, button], className="tool-table-box")


def most_confused(matrix: np.ndarray) -> list[int]:
    """Return the classes with most mistakes from or to them, in their own order; all where they are few."""
    mistakes = matrix.sum(axis=0) + matrix.sum(axis=1) - 2 * np.diag(matrix)
    return sorted(np.argsort(-mistakes, kind="stable")[:SHOWN].tolist())


def cell(matrix: np.ndarray, own: int, said: int, names: list[str], worst: int) -> Component:
    """Return one cell: blue where label and neighbours agree, orange where they differ."""
    count = int(matrix[own, said])
    if not count:
        return html.Td("", **{"data-value": "0"})
    right = own == said
    part = count / max(int(matrix[own].sum()), 1) if right else count / worst
    colour = "var(--vs-accent)" if right else "var(--vs-wrong)"
    words = f"{names[own]} → {names[said]}: {count:,} item{'s' * (count != 1)}"
    style = {"background": f"color-mix(in srgb, {colour} {12 + 60 * part:.0f}%, transparent)"}
    button = html.Button(
        f"{count:,}" if count < 1000 else f"{count / 1000:.0f}k",
        type="button",
        title=words,
        style=style,
        **{"aria-label": words, "data-picks": f"cell:{own}:{said}"},
    )
    return html.Td(button, **{"data-value": str(count)})
