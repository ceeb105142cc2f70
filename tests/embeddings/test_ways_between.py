"""Ways between two items: straight lines and great circles, and the items that lie on them."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.spatial import geometric_slerp
from scipy.spatial.distance import cdist

from embeddings import Space, UserError, interpolate
from embeddings.directions.interpolations import spherical
from embeddings.metrics import METRICS

RANDOM = np.random.default_rng(0).normal(size=(5_000, 6)) * np.random.default_rng(1).uniform(0.2, 4, (5_000, 1))
SHARES = np.linspace(0, 1, 9)


def test_the_straight_way_is_a_line(space: Callable[..., Space]) -> None:
    found = interpolate(space(RANDOM), 3, 8, steps=5)
    expected = [(1 - share) * RANDOM[3] + share * RANDOM[8] for share in (0, 0.25, 0.5, 0.75, 1)]
    np.testing.assert_allclose(found.vectors, expected, atol=1e-5)
    np.testing.assert_array_equal(found.shares, [0, 0.25, 0.5, 0.75, 1])
    assert found.vectors.dtype == np.float32


def test_the_spherical_way_is_scipys_slerp() -> None:
    one, other = (RANDOM[at] / np.linalg.norm(RANDOM[at]) for at in (3, 8))
    np.testing.assert_allclose(spherical(one, other, SHARES), geometric_slerp(one, other, SHARES), atol=1e-12)


def test_a_quarter_turn_goes_at_a_steady_pace() -> None:
    angles = SHARES * np.pi / 2
    found = spherical(np.array([1.0, 0.0]), np.array([0.0, 1.0]), SHARES)
    np.testing.assert_allclose(found, np.column_stack([np.cos(angles), np.sin(angles)]), atol=1e-12)


def test_on_the_sphere_the_length_goes_steadily_from_the_one_to_the_other() -> None:
    found = spherical(np.array([2.0, 0.0, 0.0]), np.array([0.0, 0.0, 6.0]), SHARES)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 2 + 4 * SHARES, atol=1e-12)


def test_vectors_that_are_nearly_the_same_lose_no_digits() -> None:
    one, other = np.array([1.0, 0.0]), np.array([1.0, 1e-9])
    np.testing.assert_allclose(spherical(one, other, SHARES), np.column_stack([np.ones(9), SHARES * 1e-9]), rtol=1e-9)
    longer = spherical(one, 3 * one, SHARES)
    np.testing.assert_allclose(longer, np.column_stack([1 + 2 * SHARES, np.zeros(9)]), atol=1e-12)


@pytest.mark.parametrize("metric", ["cosine", "euclidean", "manhattan"])
@pytest.mark.parametrize("way", ["straight", "spherical"])
def test_each_place_has_the_item_that_scipy_finds_nearest(space: Callable[..., Space], metric: str, way: str) -> None:
    made = space(RANDOM)
    found = interpolate(made, 17, 4_321, way=way, metric=metric, inputs_left_out=True)
    reference = cdist(found.vectors, made.vectors, {"manhattan": "cityblock"}.get(metric, metric))
    reference[:, [17, 4_321]] = np.inf
    nearest = reference.argmin(axis=1)
    assert found.on_the_way["index"].tolist() == list(dict.fromkeys(nearest.tolist()))
    for row in found.on_the_way.itertuples():
        steps = np.flatnonzero(nearest == row.index)
        assert (row.from_share, row.to_share) == (found.shares[steps[0]], found.shares[steps[-1]])
        assert row.distance == pytest.approx(reference[steps, row.index].min(), abs=1e-4)


def test_the_ends_are_on_the_way_where_they_may_be(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    with_ends = interpolate(made, 17, 4_321, inputs_left_out=False).on_the_way["index"].tolist()
    assert (with_ends[0], with_ends[-1]) == (17, 4_321)
    assert {17, 4_321}.isdisjoint(interpolate(made, 17, 4_321).on_the_way["index"])


def test_plain_vectors_are_ends_too(space: Callable[..., Space]) -> None:
    made = space(RANDOM)
    items = interpolate(made, 17, 4_321, inputs_left_out=False)
    vectors = interpolate(made, made.vectors[17], made.vectors[4_321])
    np.testing.assert_array_equal(items.vectors, vectors.vectors)
    assert items.on_the_way["index"].tolist() == vectors.on_the_way["index"].tolist()


def test_between_the_only_two_items_there_is_nothing(space: Callable[..., Space]) -> None:
    found = interpolate(space([[1, 0], [0, 1]]), 0, 1)
    assert found.on_the_way.empty
    assert list(found.on_the_way.columns) == [
        "index",
        "label",
        "from_share",
        "to_share",
        "share",
        "distance",
        "similarity",
    ]
    assert len(found.vectors) == len(found.shares)


@pytest.mark.parametrize(
    ("ends", "options", "said"),
    [
        ((0, 0), {}, "no way from a place to itself"),
        ((0, 1), {"steps": 1}, "1 steps were asked for"),
        ((0, 1), {"way": "scenic"}, "“scenic” is no way"),
        ((0, 1), {"way": "spherical"}, "point opposite ways"),
        ((0, 2), {"way": "spherical"}, "vector of zeros"),
        ((0, "zebra"), {}, "no item called “zebra”"),
    ],
)
def test_what_is_no_way_is_refused(space: Callable[..., Space], ends: tuple, options: dict, said: str) -> None:
    with pytest.raises(UserError, match=said):
        interpolate(space([[1, 2], [-2, -4], [0, 0]]), *ends, **options)


def test_a_vector_of_another_space_is_refused(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match="the space has 2 dimensions"):
        interpolate(space([[1, 2], [3, 4]]), 0, np.ones(5))


@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_far_from_zero_and_beside_a_giant_the_nearest_are_found(space: Callable[..., Space], metric: str) -> None:
    rows = 1_000 + RANDOM[:2_000]
    rows[5] *= 1e9
    rows[[8, 40]] = rows[700]
    rows[60] = 0
    made = space(rows)
    exact = METRICS.make(metric).exact
    found = interpolate(made, 3, 9, metric=metric)
    wide = made.vectors.astype(np.float64)
    distances = np.array([exact(wide, place.astype(np.float64)) for place in found.vectors])
    distances[:, [3, 9]] = np.inf
    assert found.on_the_way["index"].tolist() == list(dict.fromkeys(distances.argmin(axis=1).tolist()))


def test_half_way_between_opposites_nothing_is_nearer_than_the_first(space: Callable[..., Space]) -> None:
    made = space([[0, 3], [1, 0], [-1, 0], [0, 1]])
    middle = interpolate(made, 1, 2, steps=3).on_the_way
    assert middle["index"].tolist() == [0]
    assert middle["distance"].tolist() == [1]
