"""A space holds items and vectors that are aligned, finite and cannot change."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError


def items(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text": list(texts), "kind": ["x"] * len(texts)})


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e19], ids=str)
def test_a_vector_that_is_not_finite_is_refused_by_its_item(value: float) -> None:
    vectors = np.ones((70_000, 2), np.float32)
    vectors[66_000, 1] = value
    with pytest.raises(UserError, match="Item 66,000 of “Mine” has NaN, infinity or a number too large"):
        Space(vectors, pd.DataFrame(index=range(70_000)), name="Mine")


def test_counts_that_differ_are_refused() -> None:
    with pytest.raises(UserError, match="“Space” has 3 vectors and 2 items"):
        Space(np.ones((3, 2), np.float32), items("a", "b"))


@pytest.mark.parametrize("shape", [(0, 2), (2, 0)])
def test_nothing_to_map_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="no items with a vector"):
        Space(np.ones(shape, np.float32), items(*"ab"[: shape[0]]))


@pytest.mark.parametrize(
    "vectors", [np.ones((2, 2)), np.ones(2, np.float32), np.ones((2, 2, 2), np.float32)], ids=["float64", "1-d", "3-d"]
)
def test_other_arrays_are_a_programmers_error(vectors: np.ndarray) -> None:
    with pytest.raises(TypeError, match=re.escape(f"{vectors.shape} {vectors.dtype}")):
        Space(vectors, items("a", "b"))


@pytest.mark.parametrize("role", ["text", "label"])
def test_a_column_that_is_not_there_is_refused(role: str) -> None:
    with pytest.raises(UserError, match=r"no column “words”.*text, kind"):
        Space(np.ones((1, 2), np.float32), items("a"), **{role: "words"})


def test_two_columns_of_one_name_are_refused() -> None:
    twice = pd.DataFrame([["a", "b"]], columns=["text", "text"])
    with pytest.raises(UserError, match="Two columns are called “text”"):
        Space(np.ones((1, 2), np.float32), twice, text="text")


def test_vectors_are_read_only() -> None:
    made = Space(np.ones((2, 2), np.float32), items("a", "b"))
    with pytest.raises(ValueError, match="read-only"):
        made.vectors[0, 0] = 5
    with pytest.raises(AttributeError, match="cannot assign"):
        made.name = "other"


def test_items_are_numbered_from_zero_whatever_table_they_come_from() -> None:
    some = items("a", "b", "c", "d").iloc[[3, 1]]
    made = Space(np.ones((2, 2), np.float32), some, text="text")
    assert made.items["text"].to_dict() == {0: "d", 1: "b"}
    assert some.index.tolist() == [3, 1]


def test_a_memory_map_will_do(tmp_path) -> None:
    np.save(tmp_path / "vectors.npy", np.eye(3, dtype=np.float32))
    made = Space(np.load(tmp_path / "vectors.npy", mmap_mode="r"), items("a", "b", "c"))
    assert made.norms.tolist() == [1, 1, 1]


def test_names_are_the_texts_or_else_numbers(space: Callable[..., Space]) -> None:
    assert space([[1, 0], [0, 1]], ["one", "two"]).names == ["one", "two"]
    assert Space(np.ones((2, 2), np.float32), items("a", "b")).names == ["Item 0", "Item 1"]


@pytest.mark.parametrize(
    ("asked", "index"), [("king", 0), ("King", 1), ("KING", 0), ("Straße", 3), ("STRASSE", 3), (2, 2), (np.int64(1), 1)]
)
def test_an_item_is_found_by_name_case_or_index(space: Callable[..., Space], asked: str | int, index: int) -> None:
    made = space(np.eye(4), ["king", "King", "queen", "Straße"])
    assert made.find(asked) == index


def test_of_equal_names_the_first_is_found(space: Callable[..., Space]) -> None:
    assert space(np.eye(3), ["a", "b", "b"]).find("b") == 1


def test_an_exact_name_comes_before_one_that_ignores_case(space: Callable[..., Space]) -> None:
    assert space(np.eye(2), ["Turkey", "turkey"]).find("turkey") == 1


def test_an_unknown_name_suggests_the_nearest(space: Callable[..., Space]) -> None:
    made = space(np.eye(2), ["Berlin", "Paris"])
    with pytest.raises(UserError, match=r"no item called “berlim”. Did you mean “Berlin”\?"):
        made.find("berlim")
    with pytest.raises(UserError, match="Check its spelling"):
        made.find("zzz")


@pytest.mark.parametrize("index", [-1, 2, 10**9])
def test_an_index_out_of_range_is_refused(space: Callable[..., Space], index: int) -> None:
    with pytest.raises(UserError, match=f"no item {index}; the last is 1"):
        space(np.eye(2)).find(index)


def test_norms_are_lengths_even_of_tiny_vectors(space: Callable[..., Space]) -> None:
    made = space([[3, 4], [0, 0], [3e-25, 4e-25], [3e18, 0]])
    np.testing.assert_allclose(made.norms, [5, 0, 5e-25, 3e18], rtol=1e-6)
    assert made.norms.dtype == np.float32
