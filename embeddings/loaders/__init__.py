"""The loaders: one module each. A loader reads one kind of file as a table of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Protocol

from embeddings.registry import Registry


class Row(NamedTuple):
    """One row of a file: its number as a spreadsheet shows it, the bytes read so far, its cells, or why it has none."""

    number: int
    position: int
    cells: list[str]
    problem: str = ""


class Rows(NamedTuple):
    """Many rows that fit: how many they are with empty lines, the bytes read so far, their columns as Arrow has them."""

    counted: int
    position: int
    columns: list[Any]


class Opened(NamedTuple):
    """A file that is understood: its columns, its rows still to be read, a line that says how it was read.

    `notes` may grow while the rows are read; `mend` says what to do about a row that does not fit. `quick` gives the
    same rows, many at once where a loader can, for whoever reads all of them. `reading` is what was guessed and could be
    given instead, by the names of the loader's fields.
    """

    columns: list[str]
    rows: Iterator[Row]
    format: str
    notes: list[str]
    mend: str = "Check for an unquoted separator or a stray quotation mark, or leave such rows out."
    quick: Iterator[Row | Rows] | None = None
    reading: Mapping[str, Any] = MappingProxyType({})


class Loader(Protocol):
    """Reads one kind of file."""

    label: ClassVar[str]
    order: ClassVar[int]
    suffixes: ClassVar[tuple[str, ...]]

    def claims(self, path: Path, head: bytes) -> bool:
        """Return whether a file of unknown ending, which begins so, is of this kind."""

    def open(self, path: Path, name: str) -> Opened:
        """Understand a file from its beginning; its rows are read as they are asked for."""


LOADERS: Registry[Loader] = Registry("loader", "embeddings.loaders")
