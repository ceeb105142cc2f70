"""The Data tab's table at a million rows: what its server does for each touch, beside pandas doing the same."""

import json
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.data import banking_questions
from benchmarks.timing import median_seconds, milliseconds, table
from dashboard.annotating import label_items, undo
from dashboard.columns import category_payload
from dashboard.spaces import open_space
from dashboard.store import Store
from dashboard.table_rows import ordered, row_texts, rows_of
from embeddings import Space

ROWS, DIMENSIONS, BLOCK = 1_000_000, 384, 200
WORD, LABEL = "card", "label 7"

Work = Callable[[], object]


def made_space() -> Space:
    """Return a million real questions, each with a number of its own, a label, a number and a day."""
    rng, texts = np.random.default_rng(0), banking_questions()
    items = pd.DataFrame(
        {
            "text": [f"{texts[row % len(texts)]} {row}" for row in range(ROWS)],
            "label": [f"label {number}" for number in rng.integers(0, 77, ROWS)],
            "stars": rng.random(ROWS),
            "day": [f"2026-{row % 12 + 1:02}-{row % 28 + 1:02}" for row in range(ROWS)],
        }
    )
    return Space(rng.random((ROWS, DIMENSIONS), dtype=np.float32), items, text="text", label="label")


def touches(space: Space) -> list[tuple[str, Work, Work | None]]:
    """Return each touch of the table: its name, ours, and the same in pandas."""
    items = space.items
    texts = row_texts(space)

    def sorted_by(column: int) -> np.ndarray:
        return ordered(space, json.dumps([{"colId": str(column), "sort": "asc"}]), "{}")

    def filtered(column: int, kind: str, wanted: object) -> np.ndarray:
        return ordered(space, "[]", json.dumps({str(column): {"type": kind, "filter": wanted}}))

    def anywhere() -> pd.DataFrame:
        cells = items.astype("str")
        return items[cells.apply(lambda column: column.str.contains(WORD, case=False, regex=False)).any(axis=1)]

    return [
        ("first rows", lambda: rows_of(space, ordered(space, "[]", "{}")[:BLOCK]), lambda: items.iloc[:BLOCK]),
        ("sort by a number", lambda: sorted_by(2), lambda: items.sort_values("stars")),
        ("sort by a label", lambda: sorted_by(1), lambda: items.sort_values("label")),
        ("sort by text", lambda: sorted_by(0), lambda: items.sort_values("text", key=lambda one: one.str.casefold())),
        ("filter: a label", lambda: filtered(1, "equals", LABEL), lambda: items[items["label"] == LABEL]),
        ("filter: a number", lambda: filtered(2, "greaterThan", 0.5), lambda: items[items["stars"] > 0.5]),
        (
            "filter: text contains",
            lambda: filtered(0, "contains", WORD),
            lambda: items[items["text"].str.contains(WORD, case=False, regex=False)],
        ),
        ("find in every column", lambda: ordered(space, "[]", "{}", texts.find(WORD)), anywhere),
        ("find: made ready, once", lambda: row_texts(space), None),
        ("colour by a label", lambda: category_payload(items["label"]), items["label"].value_counts),
    ]


def written(space: Space) -> list[list[str]]:
    """Return how long writing over the space takes."""
    chosen = np.random.default_rng(1).choice(ROWS, 100_000, replace=False).tolist()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store", shipped=None)
        store.save_space("0" * 32, space)
        names = iter(range(100))

        def label() -> None:
            label_items(store, "0" * 32, "mine", chosen, f"name {next(names)}", create=True)
            open_space("0" * 32, store)

        rows = [["label 100,000 selected", milliseconds(median_seconds(label, 3)), "", ""]]
        return [*rows, ["undo that", milliseconds(median_seconds(lambda: undo(store, "0" * 32), 3)), "", ""]]


def main() -> None:
    """Time each, ours and pandas, on the same table."""
    space = made_space()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = []
    for name, ours, theirs in touches(space):
        quick = median_seconds(ours, 3)
        plain = median_seconds(theirs, 3) if theirs else None
        shown = [milliseconds(plain), f"{plain / quick:.1f}×"] if plain else ["", ""]
        rows.append([name, milliseconds(quick), *shown])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    table([f"{ROWS:,} rows × {DIMENSIONS}", "ours", "pandas", "ratio"], [*rows, *written(space)])
    print(f"\nThe most memory beyond the table and its vectors, while all of it ran: {grown:,.0f} MB.")
