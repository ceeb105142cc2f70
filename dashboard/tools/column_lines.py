"""The lines of Python that give a space the labels that people wrote over it, so that copied lines see the same."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.spaces import bare_space
from dashboard.tools import Asked
from embeddings.labels import label_name

MOST = 300


def column_lines(asked: Asked, column: str) -> list[str]:
    """Return the lines that write a column as it is on the page; none where nobody wrote it.

    A few labels stand in the lines themselves; many are read from the table that the Data tab downloads.
    """
    store = asked.services.store
    bare = bare_space(asked.space_id, store)
    if column not in store.annotations.columns(asked.space_id, bare):
        return []
    now = texts(asked.space.items[column])
    own = column in bare.items.columns
    before = texts(bare.items[column]) if own else pd.Series(None, index=now.index, dtype="object")
    changed = (now != before) & ~(now.isna() & before.isna())
    if not changed.any():
        return []
    if changed.sum() > MOST:
        file = f"{asked.space.name}.csv"
        return [
            f"# “{column}” was written on the page: download all rows as CSV in the Data tab.",
            f"space.items[{column!r}] = pd.read_csv({file!r}, dtype={{{column!r}: str}})[{column!r}]",
        ]
    places = np.flatnonzero(changed).tolist()
    labels = {place: None if pd.isna(now[place]) else str(now[place]) for place in places}
    made = f"labels = pd.Series({labels!r}, dtype='str')"
    if not own:
        return [made, f"space.items[{column!r}] = labels.reindex(range(len(space)))"]
    as_text = f"space.items[{column!r}] = space.items[{column!r}].map(str, na_action='ignore').astype('str')"
    return [made, as_text, f"space.items.loc[labels.index, {column!r}] = labels"]


def texts(values: pd.Series) -> pd.Series:
    """Return the labels of a column."""
    is_text = isinstance(values.dtype, pd.StringDtype)
    return (values if is_text else values.map(label_name, na_action="ignore")).astype("object")
