"""Gzip: a packed file is unpacked to a temporary one, which is removed after the reading."""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings.errors import UserError

GZIP = b"\x1f\x8b"
ENDING = ".gz"
PART = 1 << 20
LARGEST = 4 << 30
HARMLESS = 64 << 20
MOST_TIMES = 200


def stem_of(name: str) -> str:
    """Return a file's name without its ending, and without that of what packed it: “reviews” of “reviews.csv.gz”."""
    return Path(name[: -len(ENDING)] if name.lower().endswith(ENDING) else name).stem or name


def is_packed(path: Path, name: str, known: bool) -> bool:
    """Return whether a file is packed: its name ends so, or no loader knows its ending and it begins so."""
    if name.lower().endswith(ENDING):
        return True
    with path.open("rb") as file:
        return not known and file.read(2) == GZIP


@contextmanager
def unpacked(path: Path, name: str, most: int | None = None) -> Iterator[Path]:
    """Yield the path of what is packed in a file, or of its first `most` bytes, for as long as it is needed.

    Raises
    ------
    UserError
        If it is no gzip, cut or damaged, or unpacks to far more than it is.
    """
    handle, place = tempfile.mkstemp(prefix="vectorscape-")
    try:
        with os.fdopen(handle, "wb") as target, path.open("rb") as raw:
            for part in parts(raw.read(2) == GZIP, path, name):
                target.write(part)
                if most is not None and target.tell() >= most:
                    break
        yield Path(place)
    finally:
        Path(place).unlink(missing_ok=True)


def parts(begins_so: bool, path: Path, name: str) -> Iterator[bytes]:
    """Yield what is packed in a file, part by part, as long as it is not a bomb."""
    if not begins_so:
        raise UserError(
            "Not a gzip file", f"“{name}” is called so, but does not begin like gzip", "Take .gz off its name."
        )
    size, limit = 0, min(LARGEST, max(HARMLESS, MOST_TIMES * path.stat().st_size))
    try:
        with gzip.open(path) as file:
            while part := file.read(PART):
                size += len(part)
                if size > limit:
                    detail = f"“{name}” unpacks to more than {limit >> 20:,} MB"
                    raise UserError("It unpacks to far too much", detail, "Unpack it yourself, and add a part of it.")
                yield part
    except EOFError:
        raise UserError("The file is cut", f"“{name}” ends before what is packed in it does", "Get it again.") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UserError("The file is damaged", f"“{name}” is no sound gzip: {error}", "Get it again.") from error
