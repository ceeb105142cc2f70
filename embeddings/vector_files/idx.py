"""MNIST's idx files, packed by gzip or not: each image is a vector of its pixels from 0 to 1."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar, cast

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of
from embeddings.vector_files.choosing import as_vectors, shape_of

GZIP = b"\x1f\x8b"
KINDS = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
LABEL = "label"
CHUNK = 1 << 22


@VECTOR_FILES.register("idx")
@dataclass(frozen=True)
class Idx:
    """Images or vectors in the format of MNIST; the labels lie in a file beside it."""

    label: ClassVar[str] = "MNIST idx"
    order: ClassVar[int] = 8
    suffixes: ClassVar[tuple[str, ...]] = ("-ubyte", "-ubyte.gz", ".idx", ".idx.gz")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it begins as such a file, with two axes or more."""
        return (sides_of(path) or 0) >= 2

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the images, or the first of them."""
        array, shape = array_of(path, name, ask)
        vectors, _ = as_vectors(array, name)
        notes = []
        if array.dtype == np.uint8:
            vectors /= 255
            notes.append("Pixels from 0 to 255 are read as 0 to 1.")
        items = pd.DataFrame({"number": np.arange(len(vectors))})
        described = f"MNIST idx, {shape_of(shape)} {array.dtype.name}"
        return Vectors(vectors, items, described, notes=tuple(notes), dtype=array.dtype.name, total=shape[0])

    def beside(self, path: Path) -> Beside:
        """Find the labels: the same name with “labels” for “images”, packed or not."""
        name = path.name.removesuffix(".gz").replace("images", "labels").replace("idx3", "idx1")
        if name == path.name.removesuffix(".gz"):
            return Beside()
        found = (path.with_name(one) for one in (name, f"{name}.gz"))
        return Beside(next((one for one in found if one.is_file()), None))


def sides_of(path: Path) -> int | None:
    """Return how many axes an idx file has, or None where it is none."""
    try:
        with opened(path) as file:
            head = file.read(8)
    except (OSError, EOFError, zlib.error):
        return None
    whole = len(head) == 8 and head[:2] == b"\0\0" and head[2] in KINDS and 1 <= head[3] <= 4
    return head[3] if whole else None


def opened(path: Path) -> IO[bytes]:
    """Open a file, unpacking it where it is packed."""
    return cast(IO[bytes], gzip.open(path)) if head_of(path, 2) == GZIP else path.open("rb")


def array_of(path: Path, name: str, ask: Ask) -> tuple[np.ndarray, tuple[int, ...]]:
    """Read the first entries of an idx file, and its whole shape.

    Raises
    ------
    UserError
        If it is cut off.
    """
    try:
        with opened(path) as file:
            kind, sides = file.read(4)[2:4]
            shape = tuple(np.frombuffer(file.read(4 * sides), ">u4").tolist())
            dtype = np.dtype(KINDS[kind])
            row = int(np.prod(shape[1:], dtype=np.int64)) * dtype.itemsize
            content = whole(file, ask.of(shape[0]) * row)
    except (OSError, EOFError, zlib.error) as error:
        raise UserError("The file is cut off", f"“{name}”: {error}", "Get it again.") from error
    count = ask.of(shape[0])
    if len(content) < count * row:
        detail = f"“{name}” says {shape[0]:,} entries; {len(content) // max(1, row):,} are whole"
        raise UserError("The file is cut off", detail, "Get it again.")
    return np.frombuffer(content, dtype, count * row // dtype.itemsize).reshape(count, *shape[1:]), shape


def whole(file: IO[bytes], size: int) -> bytes:
    """Read so many bytes, or as many as there are: a header may say anything."""
    parts = []
    while size > 0 and (part := file.read(min(size, CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def labels_of(path: Path, name: str) -> pd.DataFrame:
    """Read a file of labels, as texts."""
    array, _ = array_of(path, name, Ask())
    return pd.DataFrame({LABEL: array.astype(str).astype("object")})
