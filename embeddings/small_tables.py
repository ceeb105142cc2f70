"""A table of a few rows, made quickly: an answer's table must not take longer than the answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas.api.internals import create_dataframe_from_blocks  # type: ignore[import-not-found]  # not in its stubs

ROWS = pd.RangeIndex(np.iinfo(np.int64).max)


class SmallTable:
    """The columns of a table, of which many with a few rows will be made.

    pandas' usual way looks into every column and every name for what it is. Just after a product with a large matrix,
    which has filled the processor's cache, that takes 80 µs: a third of the product with 10,000 vectors.

    Parameters
    ----------
    groups
        The names of the columns, those of one dtype that stand together in one group.

    Examples
    --------
    >>> found = SmallTable(["index"], ["distance", "similarity"])
    >>> found.of(np.array([[7, 3]]), np.array([[0.5, 0.75], [1, 2]])).to_dict("list")
    {'index': [7, 3], 'distance': [0.5, 0.75], 'similarity': [1.0, 2.0]}
    """

    def __init__(self, *groups: list[str]) -> None:
        self._names = pd.Index([name for group in groups for name in group])
        ends = np.cumsum([len(group) for group in groups])
        self._places = [np.arange(end - len(group), end) for group, end in zip(groups, ends, strict=True)]

    def of(self, *blocks: np.ndarray) -> pd.DataFrame:
        """Return a table of these ``(columns, rows)`` arrays, one for each group, as they are; texts are of dtype object."""
        # Views: whoever gives the columns or rows of this table a name must not name those of the next one.
        rows, names = ROWS[: blocks[0].shape[1]], self._names.view()
        placed = list(zip(blocks, self._places, strict=True))
        made: pd.DataFrame = create_dataframe_from_blocks(placed, index=rows, columns=names)
        return made
