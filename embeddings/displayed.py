"""Cells of a table as a person reads them: what is searched, filtered and shown is this, whatever a column holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def display_values(column: pd.Series) -> pd.Series:
    """Return the cells of a column as a person reads them: `display_value` of each, made once where many are equal."""
    import pandas as pd

    if isinstance(column.dtype, pd.StringDtype):
        return column.fillna("")
    if column.dtype == object:
        return column.map(display_value)  # equal does not mean the same here: 1 and True
    cells, different = pd.factorize(column)
    return pd.Series(np.array([*map(display_value, different), ""], object)[cells], index=column.index)


def display_value(value: object) -> str:
    """Return a cell as a person reads it: text verbatim, whole numbers without a point, nothing for what is missing."""
    import pandas as pd

    if isinstance(value, str):
        return value
    if (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, float | np.floating) and np.isnan(value))
    ):
        return ""
    if isinstance(value, float | np.floating):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.6g}"
    return str(value)
