"""Around one item on a map: the nearest there, the ranks of others, and who is far away, against plain sorting."""

import numpy as np
import pytest

from projections import around


@pytest.mark.parametrize("dimensions", [2, 3])
def test_ranks_and_distances_are_those_of_a_sorted_list(dimensions: int) -> None:
    coordinates = np.random.default_rng(0).standard_normal((400, dimensions)).astype(np.float32)
    others = np.array([3, 399, 17, 250, 8])
    seen = around(coordinates, 42, others)
    away = np.linalg.norm(coordinates.astype(float) - coordinates[42].astype(float), axis=1)
    order = [int(index) for index in np.argsort(away, kind="stable") if index != 42]
    assert seen.nearest.tolist() == order[:5]
    assert seen.ranks.tolist() == [order.index(index) + 1 for index in others]
    np.testing.assert_allclose(seen.distances, away[others])
    assert seen.limit == 50
    assert seen.far.tolist() == [order.index(index) >= 50 for index in others]
    assert seen.reach == pytest.approx(away[order[49]])


def test_far_is_beyond_ten_times_the_list_or_five_percent_of_all() -> None:
    line = np.stack([np.arange(10_000), np.zeros(10_000)], axis=1)
    seen = around(line, 0, np.array([499, 500, 501]))
    assert (seen.limit, seen.far.tolist()) == (500, [False, False, True])
    seen = around(line[:1000], 0, np.arange(1, 1000)[::-1])
    assert not seen.far.any(), "where the list holds all, none is far"


def test_items_in_one_place_share_the_best_rank() -> None:
    seen = around(np.zeros((5, 2)), 2, np.array([0, 4]))
    assert (seen.ranks.tolist(), seen.nearest.tolist()) == ([1, 1], [0, 1])
    alone = around(np.zeros((1, 2)), 0, np.array([], int))
    assert (len(alone.nearest), alone.reach) == (0, 0.0)
