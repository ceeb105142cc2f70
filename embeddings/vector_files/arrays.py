"""NumPy: `.npy`, one array; `.npz`, several, of which one holds the vectors and others say what the items are."""

from __future__ import annotations

import tokenize
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar, NamedTuple

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of
from embeddings.vector_files.choosing import as_vectors, choose, shape_of

MAGIC, ZIP = b"\x93NUMPY", b"PK\x03\x04"
HEADERS: dict[tuple[int, int], Callable[[IO[bytes]], Any]] = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
DAMAGED = (
    ValueError, EOFError, KeyError, OSError, OverflowError, SyntaxError, TypeError, MemoryError, NotImplementedError,
    tokenize.TokenError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
WHY_NOT_OBJECTS = "its entries are pickled Python objects, which can run any program when they are opened"


class Header(NamedTuple):
    """What the beginning of an array says."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]


@VECTOR_FILES.register("npy")
@dataclass(frozen=True)
class Npy:
    """One NumPy array, one row an item."""

    label: ClassVar[str] = "NumPy array"
    order: ClassVar[int] = 1
    suffixes: ClassVar[tuple[str, ...]] = (".npy",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is an array by its ending or by its first bytes."""
        return name.lower().endswith(self.suffixes) or head_of(path, 6) == MAGIC

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the array."""
        with refused_if_damaged(name), path.open("rb") as file:
            header = header_of(file)
            array = first_rows(file, path.stat().st_size, header, ask, name)
        vectors, notes = as_vectors(array, name)
        described = f"NumPy, {shape_of(header.shape)} {header.dtype.name}"
        items = pd.DataFrame(index=range(len(vectors)))
        return Vectors(vectors, items, described, notes=notes, dtype=header.dtype.name, total=header.shape[0])

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


@VECTOR_FILES.register("npz")
@dataclass(frozen=True)
class Npz:
    """Several NumPy arrays: one holds the vectors, those of the same length are columns."""

    label: ClassVar[str] = "NumPy archive"
    order: ClassVar[int] = 2
    suffixes: ClassVar[tuple[str, ...]] = (".npz",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is an archive by its ending."""
        return name.lower().endswith(self.suffixes)

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the array of vectors, and those that have an entry for each of its rows."""
        with refused_if_damaged(name), zipfile.ZipFile(path) as archive:
            headers = headers_of(archive)
            tables = {key: one.dtype.kind == "f" for key, one in headers.items() if is_table(one)}
            objects = [key for key, one in headers.items() if one.dtype.hasobject]
            if objects and (not tables or ask.vectors in objects):
                raise pickled(name, objects[0])
            chosen = choose(tables, ask.vectors, name, "arrays")
            header = headers[chosen]
            vectors, notes = as_vectors(member_rows(archive, chosen, header, ask, name), name)
            columns: dict[str, Any] = {}
            for key, one in headers.items():
                if key != chosen and one.shape == header.shape[:1] and one.dtype.kind in "fiubUSM":
                    columns[key] = cells(member_rows(archive, key, one, ask, name))
        if objects:
            notes += (f"Left out, as they hold pickled objects: {', '.join(objects)}.",)
        items = pd.DataFrame(columns, index=range(len(vectors)))
        described = f"NumPy archive, “{chosen}”, {shape_of(header.shape)} {header.dtype.name}"
        return Vectors(
            vectors, items, described, None, None, notes, header.dtype.name, header.shape[0], None, tuple(tables)
        )

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


@contextmanager
def refused_if_damaged(name: str) -> Iterator[None]:
    """Turn what NumPy and zip say of a damaged file into a refusal."""
    try:
        yield
    except DAMAGED as error:
        reason = str(error).split("\n")[0][:160] or "it ends too early"
        raise UserError("The array cannot be read", f"“{name}”: {reason}", "Save it again with numpy.save.") from error


def header_of(file: IO[bytes]) -> Header:
    """Read the beginning of an array."""
    version = np.lib.format.read_magic(file)
    if version not in HEADERS:
        raise ValueError(f"version {version} of the format, of structured entries, is no table of numbers")
    return Header(*HEADERS[version](file))


def headers_of(archive: zipfile.ZipFile) -> dict[str, Header]:
    """Return what each array of an archive is, by name; nothing more of them is read."""
    found = {}
    for entry in archive.namelist():
        with archive.open(entry) as file:
            if file.read(len(MAGIC)) != MAGIC:
                continue
        with archive.open(entry) as file:
            found[entry.removesuffix(".npy")] = header_of(file)
    return found


def is_table(header: Header) -> bool:
    """Return whether an array could be vectors."""
    return len(header.shape) >= 2 and header.dtype.kind in "fiub"


def member_rows(archive: zipfile.ZipFile, key: str, header: Header, ask: Ask, name: str) -> np.ndarray:
    """Read the first rows of an array of an archive."""
    entry = next(one for one in archive.namelist() if one.removesuffix(".npy") == key)
    with archive.open(entry) as file:
        header_of(file)
        return first_rows(file, archive.getinfo(entry).file_size, header, ask, name)


def first_rows(file: IO[bytes], file_size: int, header: Header, ask: Ask, name: str) -> np.ndarray:
    """Read the rows that are asked for of an array whose header has been read.

    Raises
    ------
    UserError
        If it holds objects: nothing is ever unpickled.
    """
    if header.dtype.hasobject:
        raise pickled(name, "")
    shape = header.shape
    count = ask.of(shape[0]) if shape else 1
    wanted = shape if header.fortran or not shape else (count, *shape[1:])
    size = int(np.prod(wanted, dtype=np.int64)) * header.dtype.itemsize
    content = file.read(min(size, file_size))
    if len(content) < size:
        row = max(1, size // max(1, wanted[0] if wanted else 1))
        raise ValueError(f"it is cut off: {len(content) // row:,} of {wanted[0] if wanted else 1:,} rows are whole")
    flat = np.frombuffer(content, header.dtype)
    return flat.reshape(wanted, order="F" if header.fortran else "C")[:count] if shape else flat


def cells(column: np.ndarray) -> np.ndarray:
    """Return a column as items hold it: bytes become text."""
    return np.char.decode(column, "utf-8", "replace") if column.dtype.kind == "S" else column


def pickled(name: str, key: str) -> UserError:
    """Return the refusal of an array of objects."""
    of = f", array “{key}”" if key else ""
    return UserError(
        "Pickled objects are not opened",
        f"“{name}”{of}: {WHY_NOT_OBJECTS}",
        "Save numbers as float32 and texts with astype(str).",
    )
