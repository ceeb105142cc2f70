"""Asking documents: the passages that a retrieval system would hand to a model, with their scores, sources and places."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.search_parts import NAME
from dashboard.search_parts.found import Found
from dashboard.search_parts.rows import near_row
from dashboard.search_parts.wanted import Wanted
from dashboard.tools import Asked
from dashboard.tools.fields import number
from dashboard.tools.parts import rounded, table
from embeddings import Space
from embeddings.displayed import display_value
from embeddings.metrics import METRICS

DOCUMENT, PASSAGE = "document", "passage"  # the columns that `embeddings.searching.passages` adds
USUAL = 5
LONGEST_SOURCE = 80


def place_columns(space: Space) -> tuple[str, str] | None:
    """Return the columns that say which passage of which document an item is, or None where it is none."""
    import pandas as pd

    found = []
    for wanted in (DOCUMENT, PASSAGE):
        names = [str(name) for name in space.items.columns if str(name) == wanted or str(name).startswith(f"{wanted}_")]
        whole = [name for name in names if pd.api.types.is_integer_dtype(space.items[name])]
        if not whole:
            return None
        found.append(whole[-1])
    return found[0], found[1]


def of_passages(space: Space) -> bool:
    """Return whether the items of a space are passages of documents."""
    return space.text is not None and place_columns(space) is not None


def source_of(space: Space, index: int) -> str:
    """Return where a passage is from: its document, what else is known of it, and its place."""
    places = place_columns(space)
    if places is None:
        return f"item {index:,}"
    document, passage = (space.items[name].to_numpy(np.int64)[index] for name in places)
    count = int((space.items[places[0]] == document).sum())
    own = [str(name) for name in space.items.columns if name not in (*places, space.text, space.image)]
    told = [display_value(space.items[name].iat[index]) for name in own[:2]]
    said = " · ".join(value[:LONGEST_SOURCE] for value in told if value)
    return f"document {document + 1:,}{f' ({said})' if said else ''}, passage {passage:,} of {count:,}"


def answers(asked: Asked, wanted: Wanted, found: Found) -> list[Component | None]:
    """Return the passages, how many there are, and all of them as a context to copy."""
    assert found.nearest is not None
    made = []
    for place, (index, distance, similarity) in enumerate(found.nearest.itertuples(index=False), 1):
        row = near_row(asked, int(index), float(similarity), float(distance))
        source = html.Span(source_of(asked.space, int(index)), className="found-column")
        name = asked.space.names[int(index)]
        button = html.Button(
            [html.Span(f"{place}. ", className="found-place"), html.Span(name, className="found-words"), source],
            type="button",
            className="neighbour-name passage",
        )
        row.children[0] = html.Td(button, className="item-cell")
        made.append(row)
    label = METRICS.get(asked.metric).label
    count = number(f"{NAME}.show", "How many passages", wanted.shown, 20, 1, 50, 1)
    said = f"What a retrieval system would hand over: the {len(made):,} passages nearest in meaning of {found.count:,}."
    return [
        count,
        html.P(said, className="help", role="status"),
        table("Passages", ["Passage", f"Similarity ({label})"], made, csv="passages"),
        copied(asked, wanted, found),
    ]


def context(asked: Asked, wanted: Wanted, found: Found) -> str:
    """Return the passages as a context: numbered, each with its source, the question last."""
    assert found.nearest is not None
    parts = [
        f"[{place}] {source_of(asked.space, int(index))}; similarity {rounded(float(similarity))}\n{asked.space.names[int(index)]}"
        for place, (index, _, similarity) in enumerate(found.nearest.itertuples(index=False), 1)
    ]
    question = f"\n\nQuestion: {wanted.text}" if wanted.text else ""
    return "\n\n".join(parts) + question


def copied(asked: Asked, wanted: Wanted, found: Found) -> Component:
    """Return the button that copies the passages as a context."""
    return html.Div(
        [
            html.Pre(context(asked, wanted, found), className="context", hidden=True),
            html.Button("Copy as context", type="button", className="small", **{"data-copies": "pre"}),
        ],
        className="context-box",
    )
