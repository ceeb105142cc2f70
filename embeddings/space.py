"""A space: items, their vectors and what made them. Row `i` is item `i`, everywhere and for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.errors import UserError
from embeddings.keys import content_key

if TYPE_CHECKING:
    import pandas as pd


SHORT = 1e-15  # its square has hardly any digits left in single precision
LARGEST_SQUARE = 1e37  # of a vector's length: twice that still is a float32


@dataclass(frozen=True, eq=False)
class Space:
    """Items and their vectors, aligned, finite and read-only.

    Parameters
    ----------
    vectors
        An ``(n, d)`` array of finite float32 numbers (a memory map will do); made read-only.
    items
        One row for each vector, in the same order; indexed ``0..n-1`` from then on.
    name
        What the page calls the space.
    text
        The column that says what an item is: its word, sentence or title.
    label
        The column by which the map is first coloured, if there is one.
    image
        The column that says which picture an item is: the SHA-256 of the file's bytes, or nothing where it is a text.
    encoder
        The registered name of what made the vectors (``"given"`` for ready-made ones).
    provenance
        What anyone needs to make the vectors again: model, parameters, versions, dtype, normalisation.
    notes
        Sentences for the person about what reading or encoding met, such as rows left out.
    learnt
        What placing another item takes, where the encoder learnt from these; it is no part of the space's key.

    Raises
    ------
    UserError
        If there are no items, the counts differ, a column is missing or a vector is not finite.

    Examples
    --------
    >>> import pandas as pd
    >>> space = Space(np.eye(2, dtype=np.float32), pd.DataFrame({"word": ["yes", "no"]}), text="word")
    >>> len(space), space.find("no")
    (2, 1)
    """

    vectors: np.ndarray
    items: pd.DataFrame
    name: str = "Space"
    text: str | None = None
    label: str | None = None
    image: str | None = None
    encoder: str = "given"
    provenance: dict[str, str | int | float | bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    learnt: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        vectors = self.vectors
        if vectors.ndim != 2 or vectors.dtype != np.float32:
            raise TypeError(f"vectors must be an (n, d) float32 array, not {vectors.shape} {vectors.dtype}")
        if not len(vectors) or not vectors.shape[1]:
            raise UserError("Nothing to map", f"“{self.name}” has no items with a vector", "Choose data that has some.")
        if len(vectors) != len(self.items):
            raise UserError(
                "Counts differ",
                f"“{self.name}” has {len(vectors):,} vectors and {len(self.items):,} items",
                "Give one row of columns for each vector, in the same order.",
            )
        if not self.items.columns.is_unique:
            twice = self.items.columns[self.items.columns.duplicated()][0]
            raise UserError("Two columns of one name", f"Two columns are called “{twice}”", "Rename one of them.")
        for column in (self.text, self.label, self.image):
            if column is not None and column not in self.items.columns:
                known = ", ".join(map(str, self.items.columns[:12]))
                raise UserError("No such column", f"There is no column “{column}”", f"The columns are: {known}.")
        bad = first_bad_row(vectors)
        if bad is not None:
            raise UserError(
                "A vector is not finite",
                f"Item {bad:,} of “{self.name}” has NaN, infinity or a number too large in its vector",
                "Leave that item out, or mend its numbers.",
            )
        vectors.setflags(write=False)
        object.__setattr__(self, "items", self.items.reset_index(drop=True))

    def __len__(self) -> int:
        return len(self.vectors)

    @cached_property
    def names(self) -> list[str]:
        """What to call each item on the page: its text, or else its number."""
        if self.text is None:
            return [f"Item {index}" for index in range(len(self))]
        return [str(value) for value in self.items[self.text]]

    @cached_property
    def norms(self) -> np.ndarray:
        """The length of each vector, (n,) float32."""
        lengths = np.sqrt(np.einsum("ij,ij->i", self.vectors, self.vectors))
        short = np.flatnonzero(lengths < SHORT)
        lengths[short] = np.linalg.norm(self.vectors[short].astype(np.float64), axis=1)
        return np.asarray(lengths, dtype=np.float32)

    @cached_property
    def key(self) -> str:
        """The content key of vectors and items: the same content anywhere has the same key."""
        columns = Columns(self.items)
        pictures = [] if self.image is None else [self.image]
        return content_key("space", np.asarray(self.vectors), columns, self.text, self.label, self.encoder, *pictures)

    def find(self, item: int | str) -> int:
        """Return the index of an item given by its index or by its name (exact, else ignoring case).

        Raises
        ------
        UserError
            If no item is called so, or the index is out of range.
        """
        if isinstance(item, int | np.integer):
            if 0 <= item < len(self):
                return int(item)
            raise UserError("No such item", f"There is no item {item}; the last is {len(self) - 1}", "Count from 0.")
        index = self._index_by_name.get(item, self._index_by_name.get(item.casefold()))
        if index is None:
            near = get_close_matches(item.casefold(), self._index_by_name, n=1)
            hint = f"Did you mean “{self.names[self._index_by_name[near[0]]]}”?" if near else "Check its spelling."
            raise UserError("No such item", f"“{self.name}” has no item called “{item}”", hint)
        return index

    def places(self, names: Sequence[str]) -> np.ndarray:
        """Return the indices of many names as `find` has them, ``(len(names),)`` int64; −1 for a name that no item has."""
        table = self._index_by_name
        return np.array([table.get(name, table.get(name.casefold(), -1)) for name in names], np.int64)

    @cached_property
    def _index_by_name(self) -> dict[str, int]:
        table: dict[str, int] = {}
        for index, name in enumerate(self.names):
            table.setdefault(name, index)
        for index, name in enumerate(self.names):
            table.setdefault(name.casefold(), index)
        return table


class Columns(Sequence["list[str | int | float | bool | None]"]):
    """The columns of a table as what a key can hold, each made when it is asked for: all at once may be too large."""

    def __init__(self, items: pd.DataFrame) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items.columns)

    def __getitem__(self, place: Any) -> Any:
        column = self._items.iloc[:, range(len(self))[place]]
        return [str(column.name), *exact(column)]


def exact(column: pd.Series) -> list[str | int | float | bool | None]:
    """Return a column's values as what a key can hold: numbers stay numbers, what is missing is None."""
    values: list[object] = column.tolist()
    missing = column.isna().tolist()
    return [
        None if absent else value if isinstance(value, str | int | float) else str(value)
        for value, absent in zip(values, missing, strict=True)
    ]


def first_bad_row(vectors: np.ndarray, block: int = 65_536) -> int | None:
    """Return the index of the first row that is not finite or whose length is not, reading a block at a time."""
    for start in range(0, len(vectors), block):
        rows = vectors[start : start + block]
        usable = np.einsum("ij,ij->i", rows, rows) < LARGEST_SQUARE
        if not usable.all():
            return start + int(np.argmin(usable))
    return None
