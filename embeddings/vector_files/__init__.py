"""Files of ready-made vectors: one module each. It tells whether a file is one of its own, and reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

import numpy as np
import pandas as pd

from embeddings.progress import Progress
from embeddings.registry import Registry
from embeddings.unpacking import ENDING, PART, unpacked


@dataclass(frozen=True)
class Ask:
    """What is asked of a file.

    Parameters
    ----------
    vectors
        What in it holds the vectors: a column, several, an array, a data set; the obvious one when left out.
    most
        How many items to read at most, the first ones.
    drop_bad
        Leave out what is damaged, rather than refuse the file.
    label, text
        The columns that the person named: they are no part of the vectors.
    beginning
        Only the beginning of the file is there: of one that is packed no more is unpacked for a preview.
    """

    vectors: str | None = None
    most: int | None = None
    drop_bad: bool = False
    label: str | None = None
    text: str | None = None
    beginning: bool = False

    def of(self, count: int) -> int:
        """Return how many of `count` items are asked for."""
        return count if self.most is None else min(self.most, count)


@dataclass(frozen=True, eq=False)
class Vectors:
    """What a file holds.

    Parameters
    ----------
    vectors
        ``(n, d)`` float32, not yet looked at for NaN.
    items
        A row for each vector; it may have no columns.
    text, label
        The columns that say what an item is, and by which to colour, where the format knows.
    format
        A line that says how it was read.
    notes
        Sentences about what was met.
    dtype
        The kind of number in the file.
    total
        How many vectors the file has, where that is known without reading it all.
    kept
        The places in the file of the vectors that were read, where some were left out.
    candidates
        What else could have been chosen by `Ask.vectors`.
    """

    vectors: np.ndarray
    items: pd.DataFrame
    format: str
    text: str | None = None
    label: str | None = None
    notes: tuple[str, ...] = ()
    dtype: str = "float32"
    total: int | None = None
    kept: np.ndarray | None = None
    candidates: tuple[str, ...] = ()


class Beside(NamedTuple):
    """What lies beside a file and belongs to it: its metadata, and what its neighbours say of its shape."""

    metadata: Path | None = None
    vectors: str | None = None


class VectorFile(Protocol):
    """Reads one kind of file."""

    label: ClassVar[str]
    order: ClassVar[int]
    suffixes: ClassVar[tuple[str, ...]]

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether this is such a file, by its ending and its content; only its beginning is read."""

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the vectors and what the file says of each."""

    def beside(self, path: Path) -> Beside:
        """Find what lies beside it."""


VECTOR_FILES: Registry[VectorFile] = Registry("format of vectors", "embeddings.vector_files")


def reader_of(path: Path, name: str, ask: Ask) -> VectorFile | None:
    """Return what can read the vectors of a file, or None where it holds none."""
    made = (VECTOR_FILES.make(kind) for kind in VECTOR_FILES.all())
    return next((one for one in made if one.holds(path, name, ask)), None)


@contextmanager
def laid_open(path: Path, name: str, *, beginning: bool = False) -> Iterator[tuple[Path, str]]:
    """Yield a file and its name; of word vectors that are packed by gzip what is in them, and the name of that.

    Parameters
    ----------
    path, name
        The file, and what the person calls it.
    beginning
        Whether a megabyte of it is enough.

    Raises
    ------
    UserError
        If it is no sound gzip, or unpacks to far too much.
    """
    plain = name[: -len(ENDING)]
    endings = [
        ending for one in VECTOR_FILES.all().values() if getattr(one, "packed", False) for ending in one.suffixes
    ]
    if name.lower().endswith(ENDING) and plain.lower().endswith(tuple(endings)):
        with unpacked(path, name, PART if beginning else None) as found:
            yield found, plain
    else:
        yield path, name


def head_of(path: Path, size: int) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as file:
        return file.read(size)
