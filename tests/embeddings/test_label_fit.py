"""Which space fits a column better: votes as scikit-learn counts them, and differences that are not sold as more than chance."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from sklearn.neighbors import KNeighborsClassifier

from embeddings import UserError
from embeddings.labelling.label_fit import chance_of, difference_interval, label_fit, voted


@pytest.fixture(scope="module")
def points() -> tuple[np.ndarray, np.ndarray]:
    """Return 150 points in three overlapping heaps, and which heap each is of."""
    rng = np.random.default_rng(2)
    heap = rng.integers(0, 3, 150)
    return rng.normal(size=(150, 4)) + 1.4 * np.eye(4)[heap], heap


def nearest(points: np.ndarray, k: int) -> np.ndarray:
    distances = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return np.argsort(distances, axis=1)[:, :k]


@pytest.mark.parametrize("k", [1, 5])
def test_votes_are_those_of_scikit_learn(points, k: int) -> None:
    where, heap = points
    near = nearest(where, k)
    winners = voted(heap, near)
    for item in range(150):
        counts = np.bincount(heap[near[item]], minlength=3)
        if (counts == counts.max()).sum() > 1:  # scikit-learn takes the smaller label, we the nearest
            assert winners[item] == next(one for one in heap[near[item]] if counts[one] == counts.max())
            continue
        others = np.arange(150) != item
        model = KNeighborsClassifier(k).fit(where[others], heap[others])
        assert winners[item] == model.predict(where[[item]])[0]


def test_accuracy_leaves_each_item_out(points) -> None:
    where, heap = points
    one, other = nearest(where, 5), nearest(where[:, :1], 5)
    fit = label_fit([f"heap {one}" for one in heap], one, other)
    assert fit.ours == pytest.approx((voted(heap, one) == heap).mean())
    assert fit.theirs == pytest.approx((voted(heap, other) == heap).mean())
    assert fit.difference > 0
    assert fit.certain
    assert fit.low > 0
    assert (fit.items, fit.labels, fit.usual) == (150, 3, pytest.approx(np.bincount(heap).max() / 150))


def test_items_without_a_label_neither_vote_nor_count() -> None:
    near = np.array([[1, 2], [2, 0], [1, 0], [1, 0]])
    labels = pd.Series(["a", None, "a", "b"])
    fit = label_fit(labels, near, near)
    assert (fit.items, fit.ours) == (3, pytest.approx(2 / 3))
    assert voted(np.array([-1, -1]), np.array([[1], [0]])).tolist() == [-1, -1]
    assert label_fit(["a", " ", "a", "b"], near, near).items == 3


def test_equal_spaces_differ_by_nothing(points) -> None:
    where, heap = points
    near = nearest(where, 3)
    fit = label_fit(heap, near, near)
    assert (fit.difference, fit.p, fit.certain) == (0, 1, False)
    assert fit.low < 0 < fit.high


def test_a_small_difference_is_not_certain() -> None:
    assert chance_of(9, 5) == pytest.approx(binomtest(5, 14).pvalue)
    assert chance_of(9, 5) > 0.4
    low, high = difference_interval(9, 5, 500)
    assert low < 0 < high


def test_intervals_of_differences_hold_the_truth_as_often_as_they_say() -> None:
    rng, inside = np.random.default_rng(0), 0
    for _ in range(1_000):
        both = rng.multinomial(120, [0.6, 0.2, 0.1, 0.1])
        low, high = difference_interval(both[1], both[2], 120)
        inside += low <= 0.1 <= high
    assert 0.93 <= inside / 1_000 <= 0.975


def test_a_column_of_one_label_says_nothing() -> None:
    with pytest.raises(UserError, match="there are 1 different ones"):
        label_fit(["a"] * 3, np.zeros((3, 1), int), np.zeros((3, 1), int))
