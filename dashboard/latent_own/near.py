"""The real items nearest to a picture of one's own, and which class they vote for."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.tools import Asked
from dashboard.tools.parts import item_row, rounded, table
from embeddings import Space

LISTED = 30


def vote(space: Space, items: list[int]) -> tuple[str, int] | None:
    """Return the commonest class of items and how many have it, the nearer first where two are as common; None without one."""
    labels = labels_of(space, items)
    said = pd.Series(dtype="object") if labels is None else labels.dropna()
    if said.empty:
        return None
    counts = said.value_counts(sort=False)  # in the order of their first item
    return str(counts.idxmax()), int(counts.max())


def labels_of(space: Space, items: list[int] | None = None) -> pd.Series | None:
    """Return the class of items, or of all, as text, missing where one has none; None in a space without labels."""
    if space.label is None or space.label not in space.items.columns:
        return None
    labels = space.items[space.label] if items is None else space.items[space.label].iloc[items]
    return labels.astype("object").where(labels.isna(), labels.astype(str)).reset_index(drop=True)


def sentence(asked: Asked, found: pd.DataFrame) -> Component:
    """Say what its nearest items are."""
    items = found["index"].tolist()
    won = vote(asked.space, items)
    if won is None:
        name = asked.space.names[items[0]]
        return html.P([f"Nearest is “{name}”, at a distance of {rounded(found['distance'].iloc[0])}."])
    label, votes = won
    return html.P([html.Strong(f"{votes} of its {len(items)} nearest are “{label}”"), said_of(votes, len(items))])


def said_of(votes: int, of: int) -> str:
    """Say how clear a vote is."""
    if votes == of:
        return ": it lies well among them."
    return ": most, but not all." if 2 * votes > of else ": it lies where several classes meet."


def near_table(asked: Asked, found: pd.DataFrame) -> Component:
    """Return the nearest items, each with its class."""
    listed = found.head(LISTED)
    labels = labels_of(asked.space, listed["index"].tolist())
    rows = []
    for place, (item, distance) in enumerate(zip(listed["index"].tolist(), listed["distance"].tolist(), strict=True)):
        label = [] if labels is None else ["—" if pd.isna(labels[place]) else labels[place]]
        rows.append(item_row(asked.space, item, *label, rounded(distance)))
    heads = ["Nearest real items", *([] if labels is None else [str(asked.space.label)]), "Distance"]
    about = f"Exact, Euclidean distance (L2) between latent means, n = {len(asked.space):,}."
    made = table("Nearest to yours", heads, rows, csv="nearest to yours")
    return html.Div([made, html.P(about, className="source-line")])
