"""Columns as the map colours by them: categories with their counts and colours, or numbers on a scale."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from dashboard.palette import category_colours, sequential
from embeddings import Space

Kind = Literal["category", "number", "text"]
MOST_CATEGORIES = 250
FEW_WHOLE_NUMBERS = 12
MISSING = 65_535
OTHER = "Other"
BINS = 32
CLIPPED = 0.02


def column_kind(column: pd.Series) -> Kind:
    """Say how a column can colour a map.

    Numbers are a scale, unless they are a few whole numbers. Anything else is categories, unless nearly every
    row has its own value: then it is text, and colours nothing.
    """
    if pd.api.types.is_bool_dtype(column):
        return "category"
    if pd.api.types.is_numeric_dtype(column):
        whole = pd.api.types.is_integer_dtype(column) and column.nunique() <= FEW_WHOLE_NUMBERS
        return "category" if whole else "number"
    distinct = column.nunique()
    repeated = distinct <= max(1, len(column) // 2)
    return "category" if repeated or distinct <= FEW_WHOLE_NUMBERS else "text"


def list_columns(space: Space) -> list[dict[str, Any]]:
    """Return each column's index, name and kind; the text of the items themselves is always text."""
    return [
        {
            "index": index,
            "name": str(name),
            "kind": "text" if name == space.text else column_kind(space.items[name]),
        }
        for index, name in enumerate(space.items.columns)
    ]


def category_payload(column: pd.Series) -> tuple[dict[str, Any], np.ndarray]:
    """Return the categories, most frequent first, and each item's code.

    Returns
    -------
    tuple
        The description, and an (n,) array of uint16 codes in which 65,535 means that the item has none.
    """
    values = column.map(display_value, na_action="ignore")
    counts = values.value_counts()
    ordered = sorted(counts.items(), key=lambda entry: (-int(entry[1]), str(entry[0])))
    kept, rest = ordered[:MOST_CATEGORIES], ordered[MOST_CATEGORIES:]
    place = {name: code for code, (name, _) in enumerate(kept)}
    place |= {name: len(kept) for name, _ in rest}
    named = [(str(name), int(count)) for name, count in kept]
    if rest:
        named.append((OTHER, int(sum(count for _, count in rest))))
    codes = values.map(place).fillna(MISSING).to_numpy(np.uint16)
    light, dark = category_colours(len(named), "light"), category_colours(len(named), "dark")
    categories = [
        {"value": name, "count": count, "light": light[code], "dark": dark[code]}
        for code, (name, count) in enumerate(named)
    ]
    about = {"kind": "category", "categories": categories, "missing": int((codes == MISSING).sum())}
    return about, codes


def number_payload(column: pd.Series) -> tuple[dict[str, Any], np.ndarray]:
    """Return the range, the histogram and the scale of a column, and each item's number.

    Returns
    -------
    tuple
        The description, and an (n,) array of float32 numbers in which NaN means that the item has none.
    """
    numbers = column.to_numpy(np.float32, na_value=np.nan)
    numbers = np.where(np.isfinite(numbers), numbers, np.float32(np.nan))
    present = numbers[~np.isnan(numbers)]
    low, high = (float(present.min()), float(present.max())) if present.size else (0.0, 1.0)
    inner = np.quantile(present, [CLIPPED, 1 - CLIPPED]) if present.size else [low, high]
    counts = np.histogram(present, bins=BINS, range=(low, high if high > low else low + 1))[0]
    about = {
        "kind": "number",
        "min": low,
        "max": high,
        "low": float(inner[0]),
        "high": float(inner[1]),
        "missing": int(len(numbers) - present.size),
        "histogram": counts.tolist(),
        "scale": sequential(),
    }
    return about, numbers


def display_value(value: object) -> str:
    """Return a cell as a person reads it: text verbatim, whole numbers without a point, nothing for what is missing."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float | np.floating):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.6g}"
    return str(value)
