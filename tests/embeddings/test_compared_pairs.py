"""Distances of every pair of chosen items, under every metric at once."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError, distances, neighbours
from embeddings.metrics import METRICS


def test_every_pair_is_measured_under_every_metric(space: Callable[..., Space]) -> None:
    made = space([[3, 4], [4, 3], [0, 0]], ["a", "b", "c"])
    expected = pd.DataFrame(
        [(0, 1, 0.04, -24, 2**0.5, 2), (0, 2, 1, 0, 5, 7), (1, 2, 1, 0, 5, 7)],
        columns=["a", "b", "cosine", "dot", "euclidean", "manhattan"],
    )
    found = distances(made, ["a", 1, "c"])
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, atol=1e-7)


def test_they_are_the_distances_of_the_neighbours(space: Callable[..., Space]) -> None:
    made = space(np.random.default_rng(0).normal(size=(40, 17)))
    for metric in METRICS.all():
        near = neighbours(made, 5, k=3, metric=metric)
        pairs = [distances(made, [5, index])[metric][0] for index in near["index"]]
        assert near["distance"].tolist() == pairs


@pytest.mark.parametrize("items", [[], ["a"]])
def test_fewer_than_two_items_make_no_pair(space: Callable[..., Space], items: list[str]) -> None:
    found = distances(space(np.eye(3)), items)
    assert list(found.columns) == ["a", "b", "cosine", "dot", "euclidean", "manhattan"]
    assert len(found) == 0


def test_an_item_is_at_no_distance_from_itself(space: Callable[..., Space]) -> None:
    found = distances(space([[0.1, 0.7]]), [0, 0])
    assert found[["cosine", "euclidean", "manhattan"]].to_numpy().tolist() == [[0, 0, 0]]


def test_an_unknown_item_is_refused(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match="no item called “z”"):
        distances(space(np.eye(3)), ["a", "z"])
