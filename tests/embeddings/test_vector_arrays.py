"""Arrays, tables and tensors of ready-made vectors are read as their own libraries read them, and refused with why."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from embeddings import UserError, load
from embeddings.vector_files.spaces import is_vectors, vector_preview

ROWS = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)


def saved(path: Path, **arrays: np.ndarray) -> Path:
    np.savez_compressed(path, **arrays)
    return path


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int8", ">f4"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_is_read_whatever_its_numbers(tmp_path: Path, dtype: str, order: str) -> None:
    array = np.asarray(ROWS * 9, dtype=dtype, order=order)
    np.save(tmp_path / "a.npy", array)
    space = load(tmp_path / "a.npy")
    assert np.array_equal(space.vectors, array.astype(np.float32))
    assert (space.encoder, space.provenance["file"], len(space.items)) == ("given", "a.npy", 30)
    assert np.array_equal(load(tmp_path / "a.npy", most=7).vectors, array[:7].astype(np.float32))


def test_pictures_are_laid_out_in_rows(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", ROWS.reshape(10, 3, 5))
    space = load(tmp_path / "a.npy")
    assert space.vectors.shape == (10, 15)
    assert "laid out as 15" in space.notes[0]


@pytest.mark.parametrize(
    ("array", "said"),
    [
        (np.array([{"a": 1}, None], dtype=object), "pickled Python objects"),
        (np.arange(5.0), "two axes"),
        (ROWS.astype(complex), "no real numbers"),
        (np.empty((0, 4), np.float32), "Nothing to map"),
        (np.empty((4, 0), np.float32), "No dimensions"),
    ],
    ids=["objects", "one axis", "complex", "no rows", "no dimensions"],
)
def test_what_is_no_table_of_numbers_is_refused(tmp_path: Path, array: np.ndarray, said: str) -> None:
    np.save(tmp_path / "a.npy", array, allow_pickle=True)
    with pytest.raises(UserError, match=said):
        load(tmp_path / "a.npy")


@pytest.mark.parametrize("keep", [3, 60, 400])
def test_an_array_that_is_cut_off_is_refused(tmp_path: Path, keep: int) -> None:
    np.save(tmp_path / "a.npy", ROWS)
    (tmp_path / "a.npy").write_bytes((tmp_path / "a.npy").read_bytes()[:keep])
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "a.npy")


def test_an_array_whose_beginning_is_damaged_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", ROWS)
    whole = (tmp_path / "a.npy").read_bytes()
    for place in range(6, 128):
        for byte in (0, 39, 40, 255):
            (tmp_path / "a.npy").write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            with contextlib.suppress(UserError):
                load(tmp_path / "a.npy")


def test_an_archive_has_columns_beside_its_vectors(tmp_path: Path) -> None:
    names = np.array([f"text number {place}" for place in range(30)])
    kinds = np.array(["a", "b", "c"] * 10)
    space = load(saved(tmp_path / "a.npz", vectors=ROWS, name=names, kind=kinds, other=np.arange(4)))
    assert np.array_equal(space.vectors, ROWS)
    assert (space.text, space.label, list(space.items.columns)) == ("name", "kind", ["name", "kind"])


def test_of_several_arrays_one_has_to_be_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.npz", train=ROWS, test=ROWS[:3])
    with pytest.raises(UserError, match=r"“train”, “test”\. Choose one, such as vectors=train"):
        load(path)
    assert len(load(path, vectors="test")) == 3
    with pytest.raises(UserError, match="no “valid”"):
        load(path, vectors="valid")


def test_bad_vectors_are_named_or_left_out(tmp_path: Path) -> None:
    array = ROWS.copy()
    array[4, 1], array[9, 0] = np.nan, np.inf
    path = saved(tmp_path / "a.npz", vectors=array, number=np.arange(30))
    with pytest.raises(UserError, match=r"2 vectors with NaN, infinity or a number too large, in row 5, 10"):
        load(path)
    space = load(path, drop_bad=True)
    assert space.items["number"].tolist() == [n for n in range(30) if n not in (4, 9)]
    assert any("left out: row 5, 10" in note for note in space.notes)


@pytest.mark.parametrize("kind", ["list", "large_list", "fixed"])
@pytest.mark.parametrize("ending", ["parquet", "feather"])
def test_a_column_of_lists_is_the_vectors(tmp_path: Path, kind: str, ending: str) -> None:
    types = {
        "list": pa.list_(pa.float32()),
        "large_list": pa.large_list(pa.float64()),
        "fixed": pa.list_(pa.float32(), 5),
    }
    column = pa.array(ROWS.tolist(), types[kind])
    titles = [f"the title of {place}" for place in range(30)]
    table = pa.table({"title": titles, "embedding": column, "topic": pa.array(["x", "y"] * 15).dictionary_encode()})
    path = tmp_path / f"a.{ending}"
    pq.write_table(table, path) if ending == "parquet" else pyarrow.feather.write_feather(table, path)
    assert is_vectors(path)
    space = load(path)
    assert np.array_equal(space.vectors, ROWS)
    assert (space.text, space.label, space.items["topic"].tolist()[:2]) == ("title", "topic", ["x", "y"])
    assert len(load(path, most=4)) == 4


def test_a_list_of_another_length_is_named_or_left_out(tmp_path: Path) -> None:
    table = pa.table({"v": [[1.0, 2.0], [3.0, 4.0], [5.0], None, [6.0, 7.0]], "id": list("abcde")})
    pq.write_table(table, tmp_path / "a.parquet")
    with pytest.raises(UserError, match="Row 3 has in “v”"):
        load(tmp_path / "a.parquet")
    space = load(tmp_path / "a.parquet", drop_bad=True)
    assert space.items["id"].tolist() == ["a", "b", "e"]
    assert space.vectors.tolist() == [[1, 2], [3, 4], [6, 7]]


def test_a_table_without_lists_is_no_file_of_vectors(tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": [1.0, 2.0], "y": [3.0, 4.0], "t": ["a", "b"]}), tmp_path / "a.parquet")
    assert not is_vectors(tmp_path / "a.parquet")
    assert load(tmp_path / "a.parquet", vectors="x,y").vectors.tolist() == [[1, 3], [2, 4]]


def test_a_table_of_numbers(file: Callable[..., Path]) -> None:
    head = "id,title," + ",".join(f"dim_{n}" for n in range(9))
    rows = [f"{n},the title of {n}," + ",".join(f"{n}.{d}" for d in range(9)) for n in range(4)]
    path = file("\n".join([head, *rows]))
    assert is_vectors(path)
    space = load(path)
    assert space.vectors[2].tolist() == pytest.approx([2 + d / 10 for d in range(9)])
    assert (list(space.items.columns), space.text) == (["id", "title"], "title")
    assert load(path, vectors="dim_1,dim_0").vectors[0].tolist() == pytest.approx([0.1, 0])
    assert load(path, vectors="dim_*", most=2).vectors.shape == (2, 9)
    assert vector_preview(path, most=2).count == 4
    with pytest.raises(UserError, match="no column “nothing_\\*”"):
        load(path, vectors="nothing_*")


def test_a_cell_that_is_no_number_is_named_or_left_out(file: Callable[..., Path]) -> None:
    path = file("word,a,b\none,1,2\ntwo,x,4\nthree,5,6\nfour,7\n")
    with pytest.raises(UserError, match="Row 3 has “x” in the column “a”"):
        load(path, vectors="a,b")
    space = load(path, vectors="a,b", drop_bad=True)
    assert space.items["word"].tolist() == ["one", "three"]


@pytest.mark.parametrize("content", ["text,label\nhello there,a\nbye now,b\n", "a,b,c\n1,2,3\n4,5,6\n"])
def test_other_tables_are_no_files_of_vectors(file: Callable[..., Path], content: str) -> None:
    assert not is_vectors(file(content))


def test_safetensors_are_read(tmp_path: Path) -> None:
    from safetensors import numpy

    numpy.save_file({"emb": ROWS, "bias": ROWS[0]}, tmp_path / "a.safetensors")
    assert np.array_equal(load(tmp_path / "a.safetensors").vectors, ROWS)
    assert np.array_equal(load(tmp_path / "a.safetensors", most=3).vectors, ROWS[:3])
    numpy.save_file({"one": ROWS, "two": ROWS}, tmp_path / "b.safetensors")
    with pytest.raises(UserError, match="Choose one, such as vectors="):
        load(tmp_path / "b.safetensors")
    (tmp_path / "c.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{}")
    with pytest.raises(UserError, match="tensors cannot be read"):
        load(tmp_path / "c.safetensors")


def test_half_floats_of_torch_are_read(tmp_path: Path) -> None:
    upper = (ROWS.view(np.uint32) >> 16).astype("<u2")
    head = b'{"e":{"dtype":"BF16","shape":[30,5],"data_offsets":[0,300]}}'
    (tmp_path / "a.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + upper.tobytes())
    expected = (upper.astype(np.uint32) << 16).view(np.float32)
    assert np.array_equal(load(tmp_path / "a.safetensors").vectors, expected)


def test_metadata_is_joined_by_order_or_by_key(tmp_path: Path, file: Callable[..., Path]) -> None:
    path = saved(tmp_path / "a.npz", vectors=ROWS[:3], code=np.array(["p", "q", "r"]))
    by_order = file("name,size\nred ball,1\nblue ball,2\ngreen ball,3\n", "by_order.csv")
    space = load(path, metadata=by_order)
    assert (space.text, space.items["size"].tolist()) == ("name", [1, 2, 3])
    by_key = file("code,name\nr,green ball\np,red ball\n", "by_key.csv")
    space = load(path, metadata=by_key, key="code")
    assert space.items["name"].tolist() == ["red ball", "", "green ball"]
    assert any("1 item without a row" in note for note in space.notes)
    with pytest.raises(UserError, match=r"There are 3 vectors, and “by_key\.csv” has 2 rows"):
        load(path, metadata=by_key)
    with pytest.raises(UserError, match="no column “colour”"):
        load(path, metadata=by_key, key="colour")


def test_a_preview_reads_the_beginning_only(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.npz", vectors=ROWS, kind=np.array(["a", "b"] * 15))
    seen = vector_preview(path)
    assert (seen.count, seen.dimensions, seen.columns, seen.candidates) == (30, 5, ("kind",), ("vectors",))
    assert isinstance(seen.rows, pd.DataFrame)
    assert len(seen.rows) == 20


def test_the_map_of_papers_is_read_and_its_pickle_refused(shared_data: Path) -> None:
    folder = shared_data / "vectors" / "arxiv_ml"
    assert load(folder / "arxiv_ml_data_map.npz").vectors.shape == (117_592, 2)
    with pytest.raises(UserError, match="Pickled objects are not opened"):
        load(folder / "arxiv_ml_cluster_labels.pickled.npz")
