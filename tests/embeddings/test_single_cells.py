"""HDF5 and AnnData are read by h5py alone: the right matrix, and the table of the cells with its categories."""

from pathlib import Path

import h5py
import numpy as np
import pytest
from scipy.sparse import csc_matrix, csr_matrix

from embeddings import UserError, load
from embeddings.vector_files.spaces import is_vectors, vector_preview

ROWS = np.random.default_rng(0).normal(size=(12, 4)).astype(np.float32)


def annotated(path: Path, matrix: object) -> Path:
    """Write a small `.h5ad` as AnnData does: a sparse or dense X, and obs with a category, a gap and a number."""
    with h5py.File(path, "w") as file:
        if isinstance(matrix, np.ndarray):
            file["X"] = matrix
        else:
            group = file.create_group("X")
            group.attrs["encoding-type"] = f"{matrix.format}_matrix"
            group.attrs["shape"] = matrix.shape
            for part in ("data", "indices", "indptr"):
                group[part] = getattr(matrix, part)
        obs = file.create_group("obs")
        obs.attrs["_index"], obs.attrs["column-order"] = "cell", ["leiden", "depth"]
        obs["cell"] = [f"cell {n}" for n in range(12)]
        obs.create_group("leiden")
        obs["leiden/codes"] = np.array([0, 1, -1] * 4, np.int8)
        obs["leiden/categories"] = ["T", "B"]
        obs["depth"] = np.arange(12)
    return path


@pytest.mark.parametrize("kind", [np.asarray, csr_matrix, csc_matrix])
def test_counts_are_read_dense_or_sparse(tmp_path: Path, kind: type) -> None:
    counts = np.where(ROWS > 0, ROWS, 0).astype(np.float32)
    path = annotated(tmp_path / "a.h5ad", kind(counts))
    space = load(path)
    assert np.array_equal(space.vectors, counts)
    assert space.items["leiden"].tolist()[:2] == ["T", "B"]
    assert space.items["leiden"].isna().sum() == 4
    assert (space.text, space.label) == ("cell", "leiden")
    assert space.items["depth"].tolist() == list(range(12))
    assert np.array_equal(load(path, most=5).vectors, counts[:5])


def test_a_sparse_matrix_too_large_without_its_zeros_is_refused(tmp_path: Path) -> None:
    path = annotated(tmp_path / "a.h5ad", csr_matrix((12, 90_000_000), dtype=np.float32))
    with pytest.raises(UserError, match=r"12 × 90,000,000, would take 4\.3 GB"):
        load(path)


def test_the_layout_of_ann_benchmarks(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.hdf5", "w") as file:
        file["train"], file["test"] = ROWS, ROWS[:3]
        file["neighbors"], file["distances"] = np.zeros((3, 2), np.int32), np.zeros((3, 2), np.float32)
    space = load(tmp_path / "a.hdf5")
    assert np.array_equal(space.vectors, ROWS)
    assert "“train” is read" in space.notes[0]
    assert len(load(tmp_path / "a.hdf5", vectors="test")) == 3


def test_any_file_with_one_matrix(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["deep/down/vectors"], file["deep/down/title"] = ROWS, [f"the title of {n}" for n in range(12)]
        file["elsewhere"] = np.arange(12)
    space = load(tmp_path / "a.h5")
    assert np.array_equal(space.vectors, ROWS)
    assert list(space.items.columns) == ["title"]
    assert space.names[3] == "the title of 3"


def test_of_several_matrices_one_has_to_be_chosen(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["one"], file["two"] = ROWS, ROWS + 1
    with pytest.raises(UserError, match="“one”, “two”"):
        load(tmp_path / "a.h5")
    assert np.array_equal(load(tmp_path / "a.h5", vectors="two").vectors, ROWS + 1)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(99))
    assert is_vectors(tmp_path / "a.h5")
    with pytest.raises(UserError, match="HDF5 file cannot be read"):
        load(tmp_path / "a.h5")


def test_real_cells_are_read(shared_data: Path) -> None:
    path = shared_data / "vectors" / "10x_pbmc68k_reduced.h5ad"
    space = load(path)
    with h5py.File(path) as file:
        assert np.array_equal(space.vectors, file["obsm/X_pca"][:])
        assert np.array_equal(load(path, vectors="X").vectors, file["X"][:])
    assert load(path, vectors="obsm/X_umap").vectors.shape == (700, 2)
    assert (space.label, space.items["bulk_labels"][0]) == ("bulk_labels", "CD14+ Monocyte")
    assert space.names[0] == "AAAGCCTGGCTAAC-1"
    assert vector_preview(path).candidates == ("obsm/X_pca", "obsm/X_umap", "X")
