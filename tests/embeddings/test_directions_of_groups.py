"""Directions of two groups, plain vectors, and items moved along a direction."""

from collections.abc import Callable

import numpy as np
import pytest

from embeddings import Space, UserError, analogy, apply_direction, axis, builtin, direction, neighbours

SQUARE = [[1, 0, 0.5], [0, 1, 0.5], [1, 0, -0.5], [0, 1, -0.5]]
RANDOM = np.random.default_rng(0).normal(size=(60, 8)) * np.random.default_rng(1).uniform(0.1, 9, (60, 1))


def test_the_axis_is_the_difference_of_the_means_of_unit_vectors(space: Callable[..., Space]) -> None:
    made, low, high = space(RANDOM), [3, 7, 9], [20, 21]
    units = RANDOM / np.linalg.norm(RANDOM, axis=1, keepdims=True)
    difference = units[high].mean(axis=0) - units[low].mean(axis=0)
    expected = difference / np.linalg.norm(difference)
    found = axis(made, low, high)
    np.testing.assert_allclose(found.vector, expected, atol=1e-6)
    np.testing.assert_allclose(found.scores, units @ expected, atol=1e-6)
    np.testing.assert_allclose(found.projections, RANDOM @ expected, rtol=1e-4, atol=1e-5)
    assert found.length == pytest.approx(np.linalg.norm(difference), abs=1e-6)
    assert found.inputs == (3, 7, 9, 20, 21)


def test_positions_are_minus_one_and_one_at_the_means_of_the_ends(space: Callable[..., Space]) -> None:
    found = axis(space(RANDOM), [3, 7, 9], [20, 21])
    assert found.positions[[3, 7, 9]].mean() == pytest.approx(-1, abs=1e-5)
    assert found.positions[[20, 21]].mean() == pytest.approx(1, abs=1e-5)
    assert found.positions.dtype == np.float32


def test_pairs_and_groups_of_the_same_items_are_one_axis(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    paired, grouped = direction(made, [(1, 2), (3, 4), (5, 6)]), axis(made, [1, 3, 5], [2, 4, 6])
    np.testing.assert_allclose(paired.vector, grouped.vector, atol=1e-6)
    assert (paired.pairs, grouped.pairs) == (True, False)
    assert paired.consistency != grouped.consistency


def test_plain_vectors_count_as_items_do(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    items, vectors = axis(made, [1, 3], [2, 4]), axis(made, [RANDOM[1], 3], [2, 9 * RANDOM[4]])
    np.testing.assert_allclose(items.vector, vectors.vector, atol=1e-6)
    assert vectors.inputs == (3, 2)
    paired = direction(made, [(RANDOM[1], 2), (3, RANDOM[4])])
    np.testing.assert_allclose(paired.vector, items.vector, atol=1e-6)


@pytest.mark.parametrize(("low", "high", "said"), [([], [1], "low end"), ([1], [], "high end"), ([], [], "low end")])
def test_an_empty_end_is_refused(space: Callable[..., Space], low: list[int], high: list[int], said: str) -> None:
    with pytest.raises(UserError, match=f"The {said} of the direction has no item"):
        axis(space(SQUARE), low, high)


@pytest.mark.parametrize(("low", "high"), [([0], [0]), ([0, 1], [1, 0])])
def test_ends_of_one_mean_are_refused(space: Callable[..., Space], low: list[int], high: list[int]) -> None:
    with pytest.raises(UserError, match="Both ends have the same mean"):
        axis(space(SQUARE), low, high)


def test_a_zero_vector_points_nowhere(space: Callable[..., Space]) -> None:
    made = space([*SQUARE, [0, 0, 0]])
    with pytest.raises(UserError, match="“e” has a vector of zeros"):
        axis(made, ["a", "e"], ["b"])
    with pytest.raises(UserError, match="What was given has a vector of zeros"):
        axis(made, [np.zeros(3)], ["b"])
    with pytest.raises(UserError, match="“e” has a vector of zeros"):
        apply_direction(made, "e", axis(made, ["a"], ["b"]))
    assert axis(made, ["a"], ["b"]).scores[4] == 0


def test_a_vector_of_another_space_is_refused(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match=r"shape \(2,\) was given, and the space has 3 dimensions"):
        axis(space(SQUARE), [np.ones(2)], ["b"])


def test_an_unknown_word_is_told_with_the_nearest_spelling() -> None:
    with pytest.raises(UserError, match="Did you mean “happy”"):
        axis(builtin("words"), ["sad"], ["hapy"])


def test_at_strength_one_it_is_the_analogy() -> None:
    words = builtin("words")
    found = apply_direction(words, "king", direction(words, [("man", "woman")]), k=10)
    expected = analogy(words, plus=["king", "woman"], minus=["man"], k=10)
    assert found.nearest["index"].tolist() == expected["index"].tolist()
    np.testing.assert_allclose(found.nearest["similarity"], expected["similarity"], atol=1e-6)


def test_at_strength_zero_nothing_moves(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    along = axis(made, [1, 2], [3])
    found = apply_direction(made, 30, along, 0, k=4, metric="euclidean", leave_out=[30])
    np.testing.assert_array_equal(found.vector, made.vectors[30])
    assert found.nearest["index"].tolist() == neighbours(made, 30, 4, "euclidean")["index"].tolist()


def test_what_moves_keeps_its_scale(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    along = axis(made, [1, 2], [3])
    step = apply_direction(made, 30, along, -2.5).vector.astype(float) - RANDOM[30]
    np.testing.assert_allclose(
        step, -2.5 * along.length * np.linalg.norm(RANDOM[30]) * along.vector, rtol=1e-4, atol=1e-4
    )


def test_the_item_and_what_made_the_direction_are_left_out_unless_they_are_asked_for(
    space: Callable[..., Space],
) -> None:
    made = space(RANDOM)
    along = axis(made, [1, 2], [3])
    assert {30, 1, 2, 3}.isdisjoint(apply_direction(made, 30, along, 0, k=60).nearest["index"])
    assert apply_direction(made, 30, along, 0, k=60, leave_out=()).nearest["index"][0] == 30
    moved = apply_direction(made, RANDOM[30], along, 1, k=60).nearest
    assert 30 in set(moved["index"])
    assert len(moved) == 57
