"""Clusters against a column: who has which value, how far the two groupings agree, and which column fits best."""

from __future__ import annotations

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cluster_parts.found import Found
from dashboard.cluster_parts.wanted import NAME
from dashboard.columns import column_kind
from dashboard.tools import Asked
from dashboard.tools.fields import menu
from dashboard.tools.parts import rounded, table
from embeddings.clustering.names import crosstab
from embeddings.comparing.agreement import Agreement, agreement

COLUMN = f"{NAME}.column"
MOST_VALUES, MOST_ROWS = 40, 100
SHORT_HEADING = 3  # letters that stand upright over a narrow column
OTHERS = "others"
READINGS = {
    0.9: "almost the same grouping",
    0.65: "much the same grouping",
    0.3: "partly the same grouping",
    0.1: "little in common",
}


def against(asked: Asked, found: Found) -> Component | None:
    """Return the table of clusters by the values of a column, with how well they fit; nothing where no column groups."""
    columns = grouping_columns(asked)
    if not columns or not len(found.clusters):
        return None
    tables = {name: crosstab(asked.space.items[name], found.labels) for name in columns}
    fits = {name: agreement(one.to_numpy()) for name, one in tables.items()}
    usual = asked.space.label if asked.space.label in tables else columns[0]
    chosen = asked.values.get("column", usual)
    chosen = chosen if chosen in tables else usual
    options = {name: name for name in columns}
    return html.Section(
        [
            html.H3("Clusters and a column"),
            menu(COLUMN, "Column", options, chosen, usual),
            html.P(said(chosen, fits[chosen], len(asked.space)), className="help"),
            best(fits, chosen),
            cells(found, tables[chosen], chosen),
        ],
        className="against",
    )


def grouping_columns(asked: Asked) -> list[str]:
    """Return the columns that group items, the label column first."""
    space = asked.space
    names = [str(name) for name in space.items.columns if name not in (space.text, space.image)]
    grouping = [name for name in names if column_kind(space.items[name]) == "category"]
    return sorted(grouping, key=lambda name: name != space.label)


def said(name: str, fit: Agreement, total: int) -> str:
    """Say how far clusters and a column agree, in words first."""
    if np.isnan(fit.rand):
        return f"No item is in a cluster and has a value of “{name}”."
    words = next((words for least, words in READINGS.items() if fit.rand >= least), "hardly more than chance")
    left = f" Counted are the {fit.items:,} items that have both." if fit.items < total else ""
    figures = f"adjusted Rand index {rounded(fit.rand, 2)}, normalised mutual information {rounded(fit.information, 2)}"
    return f"The clusters and “{name}” are {words} ({figures}; 1 would be the same).{left}".replace(
        "are little", "have little"
    ).replace("are hardly more than chance", "agree hardly more than by chance")


def best(fits: dict[str, Agreement], chosen: str) -> Component | None:
    """Say which column fits better than the chosen one, if one does."""
    name = max(fits, key=lambda one: -1.0 if np.isnan(fits[one].rand) else fits[one].rand)
    if name == chosen or np.isnan(fits[name].rand) or len(fits) < 2 or fits[name].rand <= fits[chosen].rand:
        return None
    return html.P(f"“{name}” fits better ({rounded(fits[name].rand, 2)}).", className="help")


def cells(found: Found, counts: pd.DataFrame, name: str) -> Component:
    """Return the table: the share of each cluster's items that have a value; the number is under the pointer."""
    values = beside_their_cluster(counts.iloc[:, :MOST_VALUES])
    rest = counts.iloc[:, MOST_VALUES:].sum(axis=1).to_numpy()
    shown = counts[values].to_numpy()
    headings = [*values, OTHERS] if rest.any() else values
    columns = np.column_stack([shown, rest]) if rest.any() else shown
    sizes = np.maximum(found.sizes, 1)
    rows = []
    for group in range(min(len(columns), MOST_ROWS)):
        called = found.names[found.level][group]
        made = [
            share_cell(count, int(sizes[group]), f"{called}, {value}")
            for value, count in zip(headings, columns[group].tolist(), strict=True)
        ]
        rows.append(html.Tr([row_head(called, values, shown[group], int(sizes[group])), *made]))
    long = any(len(value) > SHORT_HEADING for value in headings)
    return html.Div(
        [
            html.P("Of each cluster's items, the share that has a value; in %.", className="help"),
            table(f"Clusters by {name}", ["Cluster", *headings], rows, csv=f"clusters-by-{name}"),
        ],
        className="crosstab is-long" if long else "crosstab",
    )


def beside_their_cluster(counts: pd.DataFrame) -> list[str]:
    """Return the values in the order of the cluster that most of their items are in, so that full cells lie on a diagonal."""
    home = counts.to_numpy().argmax(axis=0)
    return [str(counts.columns[at]) for at in np.argsort(home, kind="stable")]


def row_head(called: str, values: list[str], counts: np.ndarray, size: int) -> Component:
    """Return the name of a cluster, and under it the value that most of its items have."""
    most = int(counts.argmax()) if counts.any() else None
    told = "no value" if most is None else f"{values[most]} {percent(int(counts[most]), size)} %"
    words = [html.Span(called, className="crosstab-name"), html.Span(told, className="crosstab-most")]
    return html.Th(words, scope="row", title=f"{called}\n{told}", **{"data-value": called})


def share_cell(count: int, size: int, title: str) -> Component:
    """Return a cell that is the fuller the larger the share."""
    share = count / size
    shade = f"color-mix(in srgb, var(--vs-accent) {round(70 * share)}%, transparent)"
    words = percent(count, size) if share >= 0.005 else ("·" if count else "")
    value = {"data-value": str(count)}
    return html.Td(
        words, className="figure", title=f"{title}: {count:,} of {size:,}", style={"background": shade}, **value
    )


def percent(count: int, size: int) -> str:
    """Return a share in percent, without its sign."""
    return f"{100 * count / size:.0f}"
