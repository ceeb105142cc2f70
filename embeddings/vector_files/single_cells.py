"""AnnData `.h5ad`: single cells. `obsm` has vectors made of them, `X` the counts, `obs` a table of the cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors
from embeddings.vector_files.choosing import choose, shape_of
from embeddings.vector_files.hdf5 import cells, opened, rows_of

PCA, COUNTS = "obsm/X_pca", "X"
MOST_BYTES = 2 << 30
LABELS = ("cell_type", "celltype", "cell_types", "bulk_labels", "leiden", "louvain", "clusters")


@VECTOR_FILES.register("h5ad")
@dataclass(frozen=True)
class SingleCells:
    """Cells of an experiment, with the vectors that were made of them."""

    label: ClassVar[str] = "AnnData"
    order: ClassVar[int] = 5  # before HDF5, which it is too
    suffixes: ClassVar[tuple[str, ...]] = (".h5ad",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is one by its ending."""
        return name.lower().endswith(self.suffixes)

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the PCA of the cells, or the counts where there is none, and the table of the cells."""
        with opened(path, name) as file:
            tables = tables_of(file)
            usual = PCA if PCA in tables else COUNTS if COUNTS in tables else None
            chosen = choose(tables, ask.vectors or usual, name, "matrices")
            shape, matrix = shape_in(file[chosen]), file[chosen]
            count = ask.of(shape[0])
            if hasattr(matrix, "dtype"):
                vectors, dtype = rows_of(matrix, count, name, progress), matrix.dtype.name
            else:
                vectors, dtype = dense(matrix, shape, count, name), matrix["data"].dtype.name
            items, index = (
                cells_table(file["obs"], count) if "obs" in file else (pd.DataFrame(index=range(count)), None)
            )
        notes = [] if ask.vectors else [f"“{chosen}” is read, of {', '.join(tables)}."] if len(tables) > 1 else []
        named = next((one for one in LABELS if one in items), None)
        described = f"AnnData, “{chosen}”, {shape_of(shape)} {dtype}"
        return Vectors(vectors, items, described, index, named, tuple(notes), dtype, shape[0], None, tuple(tables))

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


def tables_of(file: Any) -> dict[str, bool]:
    """Return the matrices that have a row for each cell."""
    keys = [f"obsm/{key}" for key in file["obsm"]] if "obsm" in file else []
    keys += [COUNTS] if COUNTS in file else []
    keys += [f"layers/{key}" for key in file["layers"]] if "layers" in file else []
    return {key: True for key in keys if len(shape_in(file[key])) == 2}


def shape_in(matrix: Any) -> tuple[int, ...]:
    """Return the shape of a matrix, dense or sparse; () where it is neither."""
    if hasattr(matrix, "shape"):
        return tuple(matrix.shape) if matrix.dtype.kind in "fiub" else ()
    shape = matrix.attrs.get("shape", matrix.attrs.get("h5sparse_shape", ()))
    return tuple(int(side) for side in shape)


def dense(matrix: Any, shape: tuple[int, ...], count: int, name: str) -> np.ndarray:
    """Return the first rows of a sparse matrix with its zeros written out.

    Raises
    ------
    UserError
        If that takes more than 2 GB.
    """
    from scipy.sparse import csc_matrix, csr_matrix

    if (size := 4 * count * shape[1]) > MOST_BYTES:
        detail = f"The sparse matrix of “{name}”, {shape_of((count, shape[1]))}, would take {size / 1e9:,.1f} GB"
        raise UserError(
            "Too large without its zeros", detail, f"Choose vectors made of it, such as {PCA}, or fewer cells."
        )
    kind = str(matrix.attrs.get("encoding-type", matrix.attrs.get("h5sparse_format", "csr")))
    if kind.startswith("csc"):
        whole = csc_matrix((matrix["data"][:], matrix["indices"][:], matrix["indptr"][:]), shape=shape)
        return np.asarray(whole.tocsr()[:count].toarray(), np.float32)
    pointers = matrix["indptr"][: count + 1]
    data, indices = matrix["data"][: pointers[-1]], matrix["indices"][: pointers[-1]]
    return np.asarray(csr_matrix((data, indices, pointers), shape=(count, shape[1])).toarray(), np.float32)


def cells_table(obs: Any, count: int) -> tuple[pd.DataFrame, str | None]:
    """Return the table of the cells, and the column that names each."""
    if hasattr(obs, "dtype"):  # before AnnData 0.7 it was one data set of records
        records = obs[:count]
        columns = {key: texts(records[key]) for key in records.dtype.names or ()}
        return pd.DataFrame(columns), next(iter(columns), None)
    index = str(obs.attrs.get("_index", "index"))
    order = [str(key) for key in obs.attrs.get("column-order", ())] or [key for key in obs if key != "__categories"]
    columns = {key: column(obs, key, count) for key in dict.fromkeys([index, *order]) if key in obs}
    return pd.DataFrame(columns, index=range(count)), index if index in columns else None


def column(obs: Any, key: str, count: int) -> Any:
    """Return one column: numbers, texts, categories by their names, or values of which some are missing."""
    one = obs[key]
    if not hasattr(one, "dtype"):
        if "categories" in one:
            return named(one["codes"][:count], cells(one["categories"], len(one["categories"])))
        values = pd.Series(cells(one["values"], count), dtype="object")
        return values.mask(one["mask"][:count].astype(bool)).infer_objects()
    if "__categories" in obs and key in obs["__categories"]:
        names = obs["__categories"][key]
        return named(one[:count], cells(names, len(names)))
    return cells(one, count)


def named(codes: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return the name of each code; −1 stands for a missing one."""
    table = np.empty(len(names) + 1, dtype="object")
    table[:-1] = names
    return np.asarray(table[codes])


def texts(values: np.ndarray) -> np.ndarray:
    """Return bytes as text, and anything else as it is."""
    if values.dtype.kind in "SO":
        return np.array([one.decode("utf-8", "replace") if isinstance(one, bytes) else one for one in values], "object")
    return values
