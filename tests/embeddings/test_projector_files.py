"""TensorFlow projector's pairs: tensors with their metadata beside them, its header told from its items by counts."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, load
from embeddings.vector_files.spaces import is_vectors

TENSORS = "0.1\t0.2\t0.3\n1.1\t1.2\t1.3\n2.1\t2.2\t2.3\n"


@pytest.mark.parametrize(
    ("tensors", "metadata"),
    [
        ("tensors.tsv", "metadata.tsv"),
        ("shop.tsv", "shop_metadata.tsv"),
        ("shop_tensors.tsv", "shop_metadata.tsv"),
        ("shop_tensors.tsv", "shop_labels.tsv"),
    ],
)
def test_metadata_is_found_by_its_name(file: Callable[..., Path], tensors: str, metadata: str) -> None:
    path = file(TENSORS, tensors)
    file("one\ntwo\nthree\n", metadata)
    assert is_vectors(path)
    space = load(path)
    assert space.names == ["one", "two", "three"]
    assert space.vectors[1].tolist() == pytest.approx([1.1, 1.2, 1.3])
    assert space.notes == (f"The first row of “{metadata}” is taken as an item.",)


def test_several_columns_have_a_header(file: Callable[..., Path]) -> None:
    path = file(TENSORS, "tensors.tsv")
    file("word\tkind\none\ta\ntwo\tb\nthree\ta\n", "metadata.tsv")
    space = load(path)
    assert list(space.items.columns) == ["word", "kind"]
    assert space.notes == ("The first row of “metadata.tsv” is taken as the names of its columns.",)


def test_counts_that_differ_are_said(file: Callable[..., Path]) -> None:
    path = file(TENSORS, "tensors.tsv")
    file("one\ntwo\n", "metadata.tsv")
    with pytest.raises(UserError, match=r"There are 3 vectors, and “metadata\.tsv” has 2 rows"):
        load(path)


def test_a_mark_of_quotation_alone_is_a_word(file: Callable[..., Path]) -> None:
    path = file(TENSORS, "tensors.tsv")
    file('"\n,\n;\n', "metadata.tsv")
    assert load(path).names == ['"', ",", ";"]


def test_bytes_need_their_dimensions(tmp_path: Path) -> None:
    rows = np.arange(12, dtype="<f4").reshape(3, 4)
    rows.tofile(tmp_path / "a.bytes")
    with pytest.raises(UserError, match="12 numbers and no shape"):
        load(tmp_path / "a.bytes")
    assert np.array_equal(load(tmp_path / "a.bytes", vectors="4").vectors, rows)
    with pytest.raises(UserError, match="no whole vectors of 5"):
        load(tmp_path / "a.bytes", vectors="5")


def test_the_projectors_irises(shared_data: Path) -> None:
    space = load(shared_data / "vectors" / "projector" / "iris_tensors.bytes")
    assert space.vectors.shape == (150, 4)
    assert np.allclose(space.vectors[:, 0], space.items["sepal-length"])
    assert (space.label, space.text) == ("class", None)


def test_two_thousand_words(shared_data: Path) -> None:
    folder = shared_data / "words" / "vectors"
    space = load(folder / "projector_2000_tensors.tsv")
    glove = load(folder / "glove.twitter.27B.25d.subset11925.txt", most=2000)
    assert np.array_equal(space.vectors, glove.vectors)
    assert space.names == glove.names


@pytest.mark.parametrize("content", ["alpha\nbeta\ngamma\n", "word\nalpha\nbeta\ngamma\n"])
def test_the_count_settles_whether_one_column_has_a_header(file: Callable[..., Path], content: str) -> None:
    space = load(file(TENSORS, "shop_tensors.tsv"), metadata=file(content, "words.csv"))
    assert space.names == ["alpha", "beta", "gamma"]
