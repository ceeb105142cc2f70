"""HDF5: one data set with two axes; in the layout of ann-benchmarks, the one called `train`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of
from embeddings.vector_files.choosing import as_vectors, choose, shape_of

MAGIC = b"\x89HDF\r\n\x1a\n"
BENCHMARK = {"train", "test", "neighbors", "distances"}
BLOCK = 65_536


@VECTOR_FILES.register("hdf5")
@dataclass(frozen=True)
class Hdf5:
    """Data sets by name: the one with two axes holds the vectors."""

    label: ClassVar[str] = "HDF5"
    order: ClassVar[int] = 6
    suffixes: ClassVar[tuple[str, ...]] = (".h5", ".hdf5", ".hdf")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is one by its ending or by its first bytes."""
        return name.lower().endswith(self.suffixes) or head_of(path, 8) == MAGIC

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the data set of vectors, and those beside it that have an entry for each of its rows."""
        with opened(path, name) as file:
            sets = datasets_of(file)
            tables = {
                key: one.dtype.kind == "f" for key, one in sets.items() if one.ndim == 2 and one.dtype.kind in "fiub"
            }
            notes: list[str] = []
            wanted = ask.vectors
            if wanted is None and set(sets) >= BENCHMARK:
                wanted = "train"
                notes.append("The layout of ann-benchmarks: “train” is read; choose “test” for the queries.")
            chosen = choose(tables, wanted, name, "data sets")
            vectors = rows_of(sets[chosen], ask.of(len(sets[chosen])), name, progress)
            folder = chosen.rpartition("/")[0]
            columns = {}
            for key, one in sets.items():
                beside = key.rpartition("/")[0] == folder and one.shape == sets[chosen].shape[:1]
                if key != chosen and beside and (one.dtype.kind in "fiubS" or is_text(one)):
                    columns[key.rpartition("/")[2]] = cells(one, len(vectors))
            shape, dtype = sets[chosen].shape, sets[chosen].dtype.name
        items = pd.DataFrame(columns, index=range(len(vectors)))
        described = f"HDF5, “{chosen}”, {shape_of(shape)} {dtype}"
        return Vectors(vectors, items, described, None, None, tuple(notes), dtype, shape[0], None, tuple(tables))

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


@contextmanager
def opened(path: Path, name: str) -> Iterator[Any]:
    """Open a file; what h5py says of a damaged one becomes a refusal."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            yield file
    except (OSError, KeyError, RuntimeError, ValueError, TypeError) as error:
        reason = str(error).split("\n")[0][:160]
        raise UserError("The HDF5 file cannot be read", f"“{name}”: {reason}", "Save it again with h5py.") from error


def datasets_of(file: Any) -> dict[str, Any]:
    """Return every data set of a file by its whole name."""
    import h5py

    found: dict[str, Any] = {}

    def look(key: str, one: object) -> None:
        if isinstance(one, h5py.Dataset):
            found[key] = one

    file.visititems(look)
    return found


def rows_of(data: Any, count: int, name: str, progress: Progress) -> np.ndarray:
    """Read the first rows of a data set as float32, a block at a time."""
    vectors = np.empty((count, data.shape[1]), np.float32)
    for start in range(0, count, BLOCK):
        stop = min(count, start + BLOCK)
        vectors[start:stop] = as_vectors(data[start:stop], name)[0]
        progress(stop, count, "reading vectors")
    return vectors


def is_text(data: Any) -> bool:
    """Return whether the entries of a data set are strings."""
    import h5py

    return h5py.check_string_dtype(data.dtype) is not None


def cells(data: Any, count: int) -> np.ndarray:
    """Read the first entries of a data set of one axis as items hold them: bytes become text."""
    if is_text(data):
        return np.asarray(data.asstr(errors="replace")[:count], dtype="object")
    return np.asarray(data[:count])
