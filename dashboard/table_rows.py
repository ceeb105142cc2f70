"""The table of a space: its rows in any order, those that a filter leaves, some at a time. No page needs them all."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dashboard.columns import display_value, display_values
from dashboard.finding import Texts
from embeddings import Space

LONGEST_CELL = 2_000
SAMPLE = 1_000  # rows that tell whether nearly every row has a text of its own
TEXT_RULES: dict[str, Callable[[pd.Series, str], pd.Series]] = {
    "contains": lambda cells, wanted: cells.str.contains(wanted, regex=False),
    "notContains": lambda cells, wanted: ~cells.str.contains(wanted, regex=False),
    "equals": lambda cells, wanted: cells == wanted,
    "notEqual": lambda cells, wanted: cells != wanted,
    "startsWith": lambda cells, wanted: cells.str.startswith(wanted),
    "endsWith": lambda cells, wanted: cells.str.endswith(wanted),
}
NUMBER_RULES: dict[str, Callable[[pd.Series, float], pd.Series]] = {
    "equals": lambda cells, wanted: cells == wanted,
    "notEqual": lambda cells, wanted: cells != wanted,
    "lessThan": lambda cells, wanted: cells < wanted,
    "lessThanOrEqual": lambda cells, wanted: cells <= wanted,
    "greaterThan": lambda cells, wanted: cells > wanted,
    "greaterThanOrEqual": lambda cells, wanted: cells >= wanted,
}


def ordered(
    space: Space, sorting: str, filters: str, found: np.ndarray | None = None, only: Sequence[int] | None = None
) -> np.ndarray:
    """Return the indices of the rows that are left, in their order.

    Parameters
    ----------
    space
        The space.
    sorting
        JSON of the grid's sort model: ``[{"colId": "1", "sort": "desc"}]``; a column is named by its place.
    filters
        JSON of the grid's filter model, by the place of a column.
    found
        The rows that a search has found (see `row_texts`); all where it is None.
    only
        The rows to choose from; all where it is None.

    Returns
    -------
    numpy.ndarray
        ``(m,)`` int64; rows that are equal keep their order, and what has no value comes last.
    """
    kept = np.ones(len(space), bool)
    if only is not None:
        kept[:] = False
        kept[[index for index in only if 0 <= index < len(space)]] = True
    for place, rule in json.loads(filters).items():
        kept &= satisfies(space.items.iloc[:, int(place)], rule)
    if found is not None:
        among = np.zeros(len(space), bool)
        among[found] = True
        kept &= among
    rows = np.flatnonzero(kept)
    keys = json.loads(sorting)
    if not keys:
        return rows
    chosen = pd.DataFrame({str(at): sortable(space.items.iloc[rows, int(key["colId"])]) for at, key in enumerate(keys)})
    ascending = [key["sort"] == "asc" for key in keys]
    order = chosen.reset_index(drop=True).sort_values(list(chosen.columns), ascending=ascending, kind="stable").index
    return np.asarray(rows[order.to_numpy()])


def sortable(column: pd.Series) -> pd.Series:
    """Return numbers by which a column is sorted: its own, or the ranks of its texts, without regard to case."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    cells, different = folded(column)
    ranks = different.rank(method="dense").to_numpy(np.float64)
    ranks = np.where(different == "", np.nan, ranks)
    return pd.Series(ranks[cells], index=column.index)


def folded(column: pd.Series) -> tuple[np.ndarray | slice, pd.Series]:
    """Return which of its different texts each cell has, and those in small letters: most columns have few of them."""
    texts = display_values(column).astype("str")
    if texts.head(SAMPLE).nunique() > SAMPLE // 2:
        return slice(None), texts.str.lower()
    cells, different = pd.factorize(texts)
    return cells, pd.Series(different, dtype="str").str.lower()


def satisfies(column: pd.Series, rule: dict[str, Any]) -> np.ndarray:
    """Return which cells meet a rule of the grid, or several that it joins by AND or OR."""
    if parts := rule.get("conditions"):
        each = [satisfies(column, part) for part in parts]
        joined = np.logical_or if rule.get("operator") == "OR" else np.logical_and
        return np.asarray(joined.reduce(each))
    kind = rule["type"]
    numeric = pd.api.types.is_numeric_dtype(column)
    empty = column.isna() if numeric else display_values(column) == ""
    if kind in {"blank", "notBlank"}:
        return np.asarray(empty if kind == "blank" else ~empty, bool)
    if numeric:
        return _of_numbers(column, kind, rule)
    cells, different = folded(column)
    meets = TEXT_RULES[kind](different, str(rule["filter"]).lower())
    return np.asarray(meets.to_numpy(bool)[cells])


def _of_numbers(column: pd.Series, kind: str, rule: dict[str, Any]) -> np.ndarray:
    if kind == "inRange":
        return np.asarray(column.between(float(rule["filter"]), float(rule["filterTo"])), bool)
    return np.asarray(NUMBER_RULES[kind](column, float(rule["filter"])).fillna(False), bool)


def row_texts(space: Space) -> Texts:
    """Return the cells of every row as one text, made ready to be searched as the page's other search does it."""
    columns = [display_values(space.items.iloc[:, place]).tolist() for place in range(space.items.shape[1])]
    return Texts([" ".join(cells) for cells in zip(*columns, strict=True)])


def rows_of(space: Space, indices: np.ndarray) -> list[dict[str, Any]]:
    """Return rows for the grid: each cell under its column's place, the item's own number, as text, under `item`."""
    some = space.items.iloc[indices]
    cells = [[_cell(value) for value in some.iloc[:, place]] for place in range(some.shape[1])]
    return [
        {"item": str(index), **{str(place): column[row] for place, column in enumerate(cells)}}
        for row, index in enumerate(indices)
    ]


def _cell(value: object) -> str | float | int:
    if isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, int | np.integer):
        return int(value) if abs(int(value)) < 1 << 53 else str(value)
    if isinstance(value, float | np.floating) and np.isfinite(value):
        return float(value)
    return display_value(value)[:LONGEST_CELL]


def columns_of(space: Space) -> list[dict[str, Any]]:
    """Return the grid's columns: each with the filter that suits it."""
    definitions: list[dict[str, Any]] = []
    for place, name in enumerate(space.items.columns):
        numeric = pd.api.types.is_numeric_dtype(space.items.iloc[:, place]) and not pd.api.types.is_bool_dtype(
            space.items.iloc[:, place]
        )
        definitions.append(
            {
                "field": str(place),
                "colId": str(place),
                "headerName": str(name),
                "hide": name == space.image,
                "editable": name not in (space.text, space.image),
                "filter": "agNumberColumnFilter" if numeric else "agTextColumnFilter",
                "type": "rightAligned" if numeric else None,
                "flex": 3 if name == space.text else 1,
                "minWidth": 160 if name == space.text else 96,
            }
        )
    return definitions
