"""Filters: which items have given values in a column, numbers in a range, or a text within a text; all of them together.

Cells are compared as a person reads them, so a filter can be typed, and a value of nothing means that it is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from embeddings.displayed import display_value, display_values
from embeddings.errors import UserError
from embeddings.searching.folding import fold
from embeddings.space import Space

if TYPE_CHECKING:
    import pandas as pd


class Filter(Protocol):
    """What says which items stay; `column` is the one that it looks at."""

    @property
    def column(self) -> str:
        """The name of the column."""

    def mask(self, column: pd.Series) -> np.ndarray:
        """Return which cells of the column stay, (n,) bool."""


@dataclass(frozen=True)
class OneOf:
    """Cells that are one of some values, as a person reads them; an empty value stands for what is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> OneOf("size", ("2", "")).mask(pd.Series([1.0, 2.0, None])).tolist()
    [False, True, True]
    """

    column: str
    values: tuple[str, ...]

    def mask(self, column: pd.Series) -> np.ndarray:
        """Return which cells are one of the values, (n,) bool."""
        import pandas as pd

        if isinstance(column.dtype, pd.StringDtype) or column.dtype == object:
            return display_values(column).isin(self.values).to_numpy(bool)
        codes, different = pd.factorize(column)
        wanted = [*(display_value(value) in self.values for value in different), "" in self.values]
        return np.array(wanted, bool)[codes]


@dataclass(frozen=True)
class Between:
    """Numbers from `low` to `high`, both included; None is no bound. What is no number does not stay.

    Examples
    --------
    >>> import pandas as pd
    >>> Between("year", 1990, None).mask(pd.Series([1989, 1990, None])).tolist()
    [False, True, False]
    """

    column: str
    low: float | None = None
    high: float | None = None

    def mask(self, column: pd.Series) -> np.ndarray:
        """Return which numbers lie in the range, (n,) bool.

        Raises
        ------
        UserError
            If the column holds no numbers, or the range is empty.
        """
        import pandas as pd

        if not pd.api.types.is_numeric_dtype(column):
            detail = f"“{self.column}” does not hold numbers"
            raise UserError("No range of this column", detail, "Choose some of its values instead.")
        if self.low is not None and self.high is not None and self.low > self.high:
            detail = f"No number of “{self.column}” is from {self.low:g} to {self.high:g}"
            raise UserError("A range from high to low", detail, "Exchange its two ends.")
        numbers = column.to_numpy(np.float64, na_value=np.nan)
        kept: np.ndarray = ~np.isnan(numbers)
        if self.low is not None:
            kept &= numbers >= self.low
        if self.high is not None:
            kept &= numbers <= self.high
        return kept


@dataclass(frozen=True)
class Contains:
    """Texts that have another within them, whatever its case and accents.

    Examples
    --------
    >>> import pandas as pd
    >>> Contains("name", "CAFE").mask(pd.Series(["Café noir", "tea"])).tolist()
    [True, False]
    """

    column: str
    text: str

    def mask(self, column: pd.Series) -> np.ndarray:
        """Return which texts have it, (n,) bool."""
        import pandas as pd
        import pyarrow as pa
        import pyarrow.compute as pc

        codes, different = pd.factorize(display_values(column).to_numpy(object))
        texts, wanted = pa.array(different, pa.large_string()), fold(self.text)
        plain = np.asarray(pc.string_is_ascii(texts).to_numpy(zero_copy_only=False), bool)
        letters = pc.ascii_lower(texts.filter(pa.array(plain)))
        if " " in wanted:
            letters = pc.ascii_trim_whitespace(pc.replace_substring_regex(letters, r"\s+", " "))
        has = np.empty(len(texts), bool)
        has[plain] = pc.match_substring(letters, wanted).to_numpy(zero_copy_only=False)
        has[~plain] = [wanted in fold(text) for text in different[~plain]]
        return has[codes]


def matching(space: Space, filters: Iterable[Filter]) -> np.ndarray:
    """Return which items of a space stay under every one of some filters.

    Parameters
    ----------
    space
        The space.
    filters
        Such as ``[OneOf("genre", ("jazz", "blues")), Between("year", 1950, 1960)]``.

    Returns
    -------
    numpy.ndarray
        ``(n,)`` bool; all of them without a filter.

    Raises
    ------
    UserError
        If there is no such column, or it does not hold what the filter asks for.
    """
    kept = np.ones(len(space), bool)
    for one in filters:
        if one.column not in space.items.columns:
            known = ", ".join(map(str, space.items.columns[:12]))
            raise UserError("No such column", f"There is no column “{one.column}”", f"The columns are: {known}.")
        kept &= one.mask(space.items[one.column])
    return kept
