"""The nearest items, in spaces small enough to see and strange enough to matter."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError, neighbours
from embeddings.metrics import METRICS
from embeddings.nearest.neighbours import nearest_to

EVERY_METRIC = pytest.mark.parametrize("metric", METRICS.all())


@pytest.mark.parametrize(
    ("metric", "order", "distance", "similarity"),
    [
        ("cosine", ["double", "near", "across", "against"], [0, 0.2, 1, 2], [1, 0.8, 0, -1]),
        ("dot", ["double", "near", "across", "against"], [-2, -0.8, 0, 1], [2, 0.8, 0, -1]),
        ("euclidean", ["near", "double", "across", "against"], [0.4**0.5, 1, 2**0.5, 2], None),
        ("manhattan", ["near", "double", "across", "against"], [0.8, 1, 2, 2], None),
    ],
)
def test_each_metric_has_its_own_order(
    space: Callable[..., Space], metric: str, order: list[str], distance: list[float], similarity: list[float] | None
) -> None:
    made = space([[1, 0], [2, 0], [0.8, 0.6], [0, 1], [-1, 0]], ["here", "double", "near", "across", "against"])
    found = neighbours(made, "here", metric=metric)
    assert [made.names[index] for index in found["index"]] == order
    np.testing.assert_allclose(found["distance"], distance, atol=1e-6)
    np.testing.assert_allclose(found["similarity"], similarity or [1 / (1 + value) for value in distance], atol=1e-6)


def test_the_nearest_are_asked_for_by_name_and_number(space: Callable[..., Space]) -> None:
    made = space(np.eye(4), ["a", "b", "c", "d"])
    pd.testing.assert_frame_equal(neighbours(made, "c", k=2), neighbours(made, 2, k=2))


@EVERY_METRIC
@pytest.mark.parametrize("width", [1, 7, 50, 384])
def test_equal_vectors_come_in_the_order_of_items_at_one_distance(metric: str, width: int) -> None:
    rng = np.random.default_rng(0)
    three, which = rng.normal(size=(3, width)).astype(np.float32), rng.integers(0, 3, 1_003)
    space = Space(three[which], pd.DataFrame(index=range(1_003)))
    for k in (10, 400, 1_002):
        found = neighbours(space, 0, k=k, metric=metric)
        kinds = which[found["index"]]
        for kind in set(kinds):
            same = found[kinds == kind]
            alike = np.flatnonzero(which == kind)
            assert same["distance"].nunique() == 1
            assert same["index"].tolist() == alike[alike != 0][: len(same)].tolist()


@EVERY_METRIC
def test_constant_vectors_are_all_equally_near(space: Callable[..., Space], metric: str) -> None:
    found = neighbours(space(np.full((30, 5), 0.3)), 3, k=4, metric=metric)
    assert found["index"].tolist() == [0, 1, 2, 4]
    assert found["distance"].nunique() == 1
    if metric != "dot":
        assert found["distance"].tolist() == [0, 0, 0, 0]


@EVERY_METRIC
def test_more_neighbours_than_items_are_all_the_others(space: Callable[..., Space], metric: str) -> None:
    assert sorted(neighbours(space(np.eye(4)), 1, k=99, metric=metric)["index"]) == [0, 2, 3]


@EVERY_METRIC
def test_one_item_has_no_neighbours_and_two_have_one(space: Callable[..., Space], metric: str) -> None:
    alone = neighbours(space([[1, 2]]), 0, metric=metric)
    assert list(alone.columns) == ["index", "distance", "similarity"]
    assert len(alone) == 0
    assert neighbours(space([[1, 2], [3, 4]]), 0, metric=metric)["index"].tolist() == [1]


@EVERY_METRIC
@pytest.mark.parametrize("k", [0, -3])
def test_fewer_than_one_neighbour_is_refused(space: Callable[..., Space], metric: str, k: int) -> None:
    with pytest.raises(UserError, match=f"{k} neighbours were asked for. Ask for at least 1"):
        neighbours(space(np.eye(3)), 0, k=k, metric=metric)


def test_an_unknown_metric_is_refused_with_a_suggestion(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match=r"no metric called “euclid”. Did you mean “euclidean”\?"):
        neighbours(space(np.eye(3)), 0, metric="euclid")


def test_a_zero_vector_is_at_cosine_distance_one_from_all(space: Callable[..., Space]) -> None:
    made = space([[0, 0], [1, 0], [0, 0], [-5, 1]])
    assert neighbours(made, 0)["distance"].tolist() == [1, 1, 1]
    assert neighbours(made, 0)["index"].tolist() == [1, 2, 3]
    assert neighbours(made, 1)["index"].tolist() == [0, 2, 3]


def test_tiny_and_huge_vectors_have_angles_too(space: Callable[..., Space]) -> None:
    made = space([[1e-25, 0], [2e-25, 1e-25], [1e18, 0], [0, 1]])
    assert neighbours(made, 0)["index"].tolist() == [2, 1, 3]


def test_a_near_duplicate_is_told_from_a_duplicate_among_long_vectors(space: Callable[..., Space]) -> None:
    made = space([[1000, 1000], [1000, 1000.001], [1000, 1000.01], [1000, 1000]])
    found = neighbours(made, 0, metric="euclidean")
    assert found["index"].tolist() == [3, 1, 2]
    np.testing.assert_allclose(found["distance"], [0, 0.000977, 0.01001], atol=1e-5)


def test_items_nearest_to_any_vector_leave_some_out(space: Callable[..., Space]) -> None:
    found = nearest_to(space(np.eye(3)), np.array([3, 2, 1]), k=5, metric="dot", leave_out=[0, 0])
    assert found["index"].tolist() == [1, 2]
    assert found["similarity"].tolist() == [2, 1]


def test_the_space_is_left_as_it_was(space: Callable[..., Space]) -> None:
    made = space(np.eye(3))
    norms = made.norms.copy()
    for metric in METRICS.all():
        neighbours(made, 0, metric=metric)
    assert (made.vectors == np.eye(3)).all()
    assert (made.norms == norms).all()
