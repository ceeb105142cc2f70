"""Analogies in a space where the right answer is drawn by hand."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError, analogy

NAMES = ["man", "woman", "king", "queen", "boy", "girl"]
VECTORS = [[1, 0, 0], [0, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, -0.4], [0, 1, -0.4]]


@pytest.fixture
def people(space: Callable[..., Space]) -> Space:
    return space(VECTORS, NAMES)


def test_king_less_man_and_woman_is_queen(people: Space) -> None:
    found = analogy(people, plus=["king", "woman"], minus=["man"], k=2)
    assert list(found.columns) == ["index", "label", "similarity"]
    assert found["label"][0] == "queen"
    assert found["index"][0] == 3


def test_inputs_are_left_out_and_all_others_ranked(people: Space) -> None:
    found = analogy(people, plus=["king", "woman"], minus=["man"], k=99)
    assert set(found["label"]) == {"queen", "boy", "girl"}
    assert found["similarity"].is_monotonic_decreasing


def test_items_are_names_or_indices(people: Space) -> None:
    pd.testing.assert_frame_equal(analogy(people, ["KING", 1], [0]), analogy(people, [2, "woman"], ["man"]))


def test_each_input_counts_as_a_unit_vector(space: Callable[..., Space]) -> None:
    long = np.array(VECTORS) * np.array([[1], [50], [1], [1], [1], [1]])
    plain = analogy(space(VECTORS, NAMES), ["king", "woman"], ["man"])
    scaled = analogy(space(long, NAMES), ["king", "woman"], ["man"])
    assert scaled["label"].tolist() == plain["label"].tolist()
    np.testing.assert_allclose(scaled["similarity"], plain["similarity"], atol=1e-6)


def test_the_similarity_is_the_cosine_to_the_sum(people: Space) -> None:
    units = np.array(VECTORS) / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    total = units[2] + units[1] - units[0]
    expected = units[3] @ total / np.linalg.norm(total)
    assert analogy(people, ["king", "woman"], ["man"])["similarity"][0] == pytest.approx(expected, abs=1e-6)


def test_an_input_given_twice_counts_twice(space: Callable[..., Space]) -> None:
    made = space([[1, 0], [0, 1], [2, 1], [1, 2]])
    assert analogy(made, plus=["a", "a", "b"], k=1)["label"].tolist() == ["c"]
    assert analogy(made, plus=["a", "b", "b"], k=1)["label"].tolist() == ["d"]


def test_zero_vectors_change_nothing(space: Callable[..., Space]) -> None:
    made = space([[1, 0], [0, 0], [1, 0.1], [-1, 0]])
    assert analogy(made, plus=["a", "b"], k=1)["label"].tolist() == ["c"]


def test_nothing_added_is_refused(people: Space) -> None:
    with pytest.raises(UserError, match="needs at least one item that is added"):
        analogy(people, plus=[], minus=["man"])


def test_what_cancels_out_is_refused(people: Space) -> None:
    with pytest.raises(UserError, match="cancel out"):
        analogy(people, plus=["king"], minus=["king"])


def test_an_unknown_item_is_refused_with_a_suggestion(people: Space) -> None:
    with pytest.raises(UserError, match=r"no item called “quen”. Did you mean “queen”\?"):
        analogy(people, plus=["king"], minus=["quen"])


def test_nothing_is_left_of_a_space_of_inputs(space: Callable[..., Space]) -> None:
    assert len(analogy(space(np.eye(2)), plus=[0, 1])) == 0
