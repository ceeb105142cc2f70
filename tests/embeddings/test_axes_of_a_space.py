"""Directions: the mean difference of pairs, how far the pairs agree, and where every item lies along it."""

from collections.abc import Callable

import numpy as np
import pytest

from embeddings import Space, UserError, direction

SQUARE = [[1, 0, 0.5], [0, 1, 0.5], [1, 0, -0.5], [0, 1, -0.5], [0, 0, 0]]


def test_parallel_pairs_agree_wholly(space: Callable[..., Space]) -> None:
    made = direction(space(SQUARE), [("a", "b"), ("c", "d")])
    assert made.consistency == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(made.vector, np.array([-1, 1, 0]) / 2**0.5, atol=1e-6)
    assert made.vector.dtype == made.scores.dtype == np.float32


def test_a_single_pair_cannot_agree_with_another(space: Callable[..., Space]) -> None:
    assert direction(space(SQUARE), [("a", "b")]).consistency is None


def test_pairs_at_right_angles_have_nothing_in_common(space: Callable[..., Space]) -> None:
    made = space([[1, 1, 0, 0], [1, -1, 0, 0], [0, 0, 1, 1], [0, 0, 1, -1]])
    assert direction(made, [(0, 1), (2, 3)]).consistency == pytest.approx(0, abs=1e-6)


def test_scores_are_cosines_from_the_first_to_the_second(space: Callable[..., Space]) -> None:
    made = direction(space(SQUARE), [(0, 1)])
    expected = np.array([-1, 1, -1, 1]) / 2**0.5 / np.linalg.norm([1, 0, 0.5])
    np.testing.assert_allclose(made.scores, [*expected, 0], atol=1e-6)
    back = direction(space(SQUARE), [(1, 0)])
    np.testing.assert_allclose(back.scores, -made.scores, atol=1e-6)


def test_lengths_of_vectors_do_not_count(space: Callable[..., Space]) -> None:
    scaled = np.array(SQUARE) * np.array([[1], [9], [0.1], [3], [1]])
    plain, long = (direction(space(vectors), [("a", "b"), ("c", "d")]) for vectors in (SQUARE, scaled))
    np.testing.assert_allclose(plain.vector, long.vector, atol=1e-6)
    np.testing.assert_allclose(plain.scores, long.scores, atol=1e-6)


@pytest.mark.parametrize("pairs", [[("a", "b"), ("b", "a")], [("a", "a")]])
def test_pairs_that_cancel_are_refused(space: Callable[..., Space], pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(UserError, match=r"differences of these pairs cancel out.*differ alike"):
        direction(space(SQUARE), pairs)


def test_no_pairs_are_refused(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match="at least one pair"):
        direction(space(SQUARE), [])


def test_an_unknown_item_is_refused(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match="no item called “zebra”"):
        direction(space(SQUARE), [("a", "zebra")])
