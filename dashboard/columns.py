"""Columns as the map colours by them: categories with their counts and colours, or numbers on a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.palette import category_colours, sequential, two_ended_scale
from embeddings import Space
from embeddings.displayed import display_value, display_values

__all__ = [
    "category_payload",
    "column_kind",
    "display_value",
    "display_values",
    "distinct_values",
    "list_columns",
    "number_payload",
    "payload",
]

Kind = Literal["category", "number", "text"]
MOST_CATEGORIES = 250
FEW_WHOLE_NUMBERS = 12
MISSING = 65_535
OTHER = "Other"
BINS = 32
CLIPPED = 0.02
LARGEST = 1e38  # the map's numbers are float32


def column_kind(column: pd.Series) -> Kind:
    """Say how a column can colour a map.

    Numbers are a scale, unless they are a few whole numbers. Anything else is categories, unless nearly every
    row has its own value: then it is text, and colours nothing.
    """
    if pd.api.types.is_bool_dtype(column):
        return "category"
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_complex_dtype(column):
        whole = pd.api.types.is_integer_dtype(column) and column.nunique() <= FEW_WHOLE_NUMBERS
        return "category" if whole else "number"
    distinct = distinct_values(column)
    repeated = distinct <= max(1, len(column) // 2)
    return "category" if repeated or distinct <= FEW_WHOLE_NUMBERS else "text"


def distinct_values(column: pd.Series) -> int:
    """Return how many different values a column has; lists and the like count by how they read."""
    try:
        return int(column.nunique())
    except TypeError:
        return int(column.map(display_value).nunique())


def list_columns(space: Space) -> list[dict[str, Any]]:
    """Return each column's index, name and kind; the text and the picture of the items themselves colour nothing."""
    return [
        {
            "index": index,
            "name": str(name),
            "kind": "text" if name in (space.text, space.image) else column_kind(space.items.iloc[:, index]),
        }
        for index, name in enumerate(space.items.columns)
    ]


def category_payload(column: pd.Series) -> tuple[dict[str, Any], np.ndarray]:
    """Return the categories, most frequent first, and each item's code.

    `attrs["levels"]` of the column may say which group of a coarser level each category belongs to, level by level.

    Returns
    -------
    tuple
        The description, and an (n,) array of uint16 codes in which 65,535 means that the item has none.
    """
    cells, different = pd.factorize(display_values(column))
    counts = np.bincount(cells, minlength=len(different)).tolist()
    named = sorted(
        ((str(name), count) for name, count in zip(different, counts, strict=True) if name),
        key=lambda entry: (-entry[1], entry[0]),
    )
    kept, rest = named[:MOST_CATEGORIES], named[MOST_CATEGORIES:]
    place = {name: code for code, (name, _) in enumerate(kept)} | {name: len(kept) for name, _ in rest}
    named = [*kept, (OTHER, sum(count for _, count in rest))] if rest else kept
    codes = np.array([place.get(name, MISSING) for name in different], "<u2")[cells]
    light, dark = category_colours(len(named), "light"), category_colours(len(named), "dark")
    categories = [
        {"value": name, "count": count, "light": light[code], "dark": dark[code]}
        for code, (name, count) in enumerate(named)
    ]
    about = {"kind": "category", "categories": categories, "missing": int((codes == MISSING).sum())}
    levels = [coarser(groups, [name for name, _ in named]) for groups in column.attrs.get("levels", ())]
    return about | ({"levels": levels} if levels else {}), codes


def coarser(groups: Mapping[str, str], categories: Sequence[str]) -> dict[str, list[Any]]:
    """Return the names of the groups of one coarser level, and which of them each category belongs to; -1 for none."""
    names = list(dict.fromkeys(groups.values()))
    place = {name: at for at, name in enumerate(names)}
    return {"names": names, "of": [place.get(groups.get(category, ""), -1) for category in categories]}


def payload(values: pd.Series, *, two_ended: bool = False) -> tuple[dict[str, Any], np.ndarray]:
    """Describe values as a colour: numbers by `number_payload`, anything else by `category_payload`."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return number_payload(values, two_ended=two_ended)
    return category_payload(values)


def number_payload(column: pd.Series, *, two_ended: bool = False) -> tuple[dict[str, Any], np.ndarray]:
    """Return the range, the histogram and the scale of a column, and each item's number.

    Parameters
    ----------
    column
        The numbers; `attrs["ends"]` may name the two ends.
    two_ended
        Whether the colours part at zero, and reach as far to either side.

    Returns
    -------
    tuple
        The description, and an (n,) array of float32 numbers in which NaN means that the item has none.
    """
    exact = column.to_numpy(np.float64, na_value=np.nan)
    numbers = np.where(np.isfinite(exact), exact.clip(-LARGEST, LARGEST), np.nan).astype("<f4")
    present = numbers[~np.isnan(numbers)]
    low, high = (float(present.min()), float(present.max())) if present.size else (0.0, 1.0)
    inner = np.quantile(present.astype(np.float64), [CLIPPED, 1 - CLIPPED]) if present.size else [low, high]
    counts = np.histogram(present, bins=BINS, range=(low, high))[0].tolist() if high > low else [present.size]
    far = max(-float(inner[0]), float(inner[1]), 0.0)
    coloured = (-far, far) if two_ended else (float(inner[0]), float(inner[1]))
    about = {
        "kind": "number",
        "min": low,
        "max": high,
        "low": coloured[0],
        "high": coloured[1],
        "missing": int(len(numbers) - present.size),
        "histogram": counts + [0] * (BINS - len(counts)),
        "scale": two_ended_scale() if two_ended else sequential(),
        "ends": list(column.attrs.get("ends", ())),
    }
    return about, numbers
