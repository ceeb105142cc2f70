"""A space: items, their vectors and what made them. Row `i` is item `i`, everywhere and for ever."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from embeddings.errors import UserError
from embeddings.keys import content_key

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Space:
    """Items and their vectors, aligned, finite and read-only.

    Parameters
    ----------
    vectors
        An ``(n, d)`` array of finite float32 numbers (a memory map will do); made read-only.
    items
        One row for each vector, in the same order, indexed ``0..n-1``.
    name
        What the page calls the space.
    text
        The column that says what an item is: its word, sentence or title.
    label
        The column by which the map is first coloured, if there is one.
    encoder
        The registered name of what made the vectors (``"given"`` for ready-made ones).
    provenance
        What anyone needs to make the vectors again: model, parameters, versions, dtype, normalisation.
    notes
        Sentences for the person about what reading or encoding met, such as rows left out.

    Raises
    ------
    UserError
        If there are no items, the counts differ, a column is missing or a vector is not finite.
    """

    vectors: np.ndarray
    items: pd.DataFrame
    name: str = "Space"
    text: str | None = None
    label: str | None = None
    encoder: str = "given"
    provenance: dict[str, str | int | float | bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

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
        for column in (self.text, self.label):
            if column is not None and column not in self.items.columns:
                known = ", ".join(map(str, self.items.columns[:12]))
                raise UserError("No such column", f"There is no column “{column}”", f"The columns are: {known}.")
        bad = first_bad_row(vectors)
        if bad is not None:
            raise UserError(
                "A vector is not finite",
                f"Item {bad:,} of “{self.name}” has NaN or infinity in its vector",
                "Leave that item out, or mend its numbers.",
            )
        vectors.setflags(write=False)

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
        return np.asarray(lengths, dtype=np.float32)

    @cached_property
    def key(self) -> str:
        """The content key of vectors and items: the same content anywhere has the same key."""
        columns = {str(column): [str(value) for value in self.items[column]] for column in self.items.columns}
        return content_key("space", np.asarray(self.vectors), columns, self.text, self.label, self.encoder)

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
            raise UserError("No such item", f"There is no item {item}; the last is {len(self) - 1}", "")
        index = self._index_by_name.get(item, self._index_by_name.get(item.casefold()))
        if index is None:
            near = get_close_matches(item.casefold(), self._index_by_name, n=1)
            hint = f"Did you mean “{self.names[self._index_by_name[near[0]]]}”?" if near else "Check its spelling."
            raise UserError("No such item", f"“{self.name}” has no item called “{item}”", hint)
        return index

    @cached_property
    def _index_by_name(self) -> dict[str, int]:
        table: dict[str, int] = {}
        for index, name in enumerate(self.names):
            table.setdefault(name, index)
        for index, name in enumerate(self.names):
            table.setdefault(name.casefold(), index)
        return table


def first_bad_row(vectors: np.ndarray, block: int = 65_536) -> int | None:
    """Return the index of the first row that holds NaN or infinity, reading a block at a time."""
    for start in range(0, len(vectors), block):
        finite = np.isfinite(vectors[start : start + block]).all(axis=1)
        if not finite.all():
            return start + int(np.argmin(finite))
    return None
