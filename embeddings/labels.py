"""Labels: a column whose values are classes, as codes and names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.space import Space

MOST_CLASSES = 500


@dataclass(frozen=True, eq=False)
class Labels:
    """A column of labels.

    Parameters
    ----------
    column
        Its name.
    codes
        ``(n,)`` int64: each item's class, −1 where it has none.
    names
        What each class is called, the most frequent first.
    """

    column: str
    codes: np.ndarray
    names: list[str]

    @property
    def labelled(self) -> np.ndarray:
        """The indices of the items that have a label."""
        return np.flatnonzero(self.codes >= 0)

    @property
    def counts(self) -> np.ndarray:
        """How many items each class has."""
        return np.bincount(self.codes[self.labelled], minlength=len(self.names))


def labels_of(space: Space, column: str) -> Labels:
    """Read a column as labels; empty texts and missing values are no label.

    Raises
    ------
    UserError
        If there is no such column, nobody is labelled, there is but one class, or there are so many that it is no
        column of labels.

    Examples
    --------
    >>> items = pd.DataFrame({"kind": ["cat", "dog", None, "dog"]})
    >>> labels = labels_of(Space(np.eye(4, dtype=np.float32), items), "kind")
    >>> labels.names, labels.codes.tolist()
    (['dog', 'cat'], [1, 0, -1, 0])
    """
    places = {str(name): place for place, name in enumerate(space.items.columns)}
    if column not in places:
        known = ", ".join(list(places)[:12])
        raise UserError("No such column", f"There is no column “{column}”", f"The columns are: {known}.")
    values = space.items.iloc[:, places[column]]
    is_text = isinstance(values.dtype, pd.StringDtype)
    cells, different = pd.factorize(values if is_text else values.map(label_name, na_action="ignore"))
    texts = pd.Series(different, dtype="object")
    found = pd.Series(np.bincount(cells[cells >= 0], minlength=len(texts)), index=texts).drop("", errors="ignore")
    names = sorted(map(str, found.index), key=lambda name: (-found[name], name))
    if len(names) < 2:
        said = f"Every labelled item of “{column}” is “{names[0]}”" if names else f"No item has a value in “{column}”"
        raise UserError("Nothing to tell apart", said, "Choose a column of at least two labels, or label some items.")
    if len(names) > MOST_CLASSES:
        detail = f"“{column}” has {len(names):,} different values; at most {MOST_CLASSES} can be told apart"
        raise UserError("Too many labels", detail, "Choose a column in which many items share a value.")
    place = {name: code for code, name in enumerate(names)}
    return Labels(column, np.array([*(place.get(text, -1) for text in texts), -1], np.int64)[cells], names)


def label_name(value: object) -> str:
    """Return a value as a label: a text as it is, a whole number without a point."""
    if isinstance(value, float | np.floating):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.6g}"
    return str(value)
