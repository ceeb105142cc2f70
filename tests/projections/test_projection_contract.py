"""Whatever is registered as a projection keeps one contract, on ordinary vectors and on odd ones."""

import numpy as np
import pytest

from projections import PROJECTIONS, project

METHODS = [name for name in PROJECTIONS.all() if name != "axes"]  # those need their axes: test_own_axes.py


def odd_vectors() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    some = rng.standard_normal((24, 5))
    return {
        "duplicates": np.repeat(some[:5], 5, axis=0),
        "a constant column": np.column_stack([some, np.ones(24)]),
        "2 items": some[:2],
        "3 items": some[:3],
        "4 items": some[:4],
        "5 items": some[:5],
        "5 items of 1 dimension": some[:5, :1],
        "1 dimension": some[:, :1],
        "2 dimensions": some[:, :2],
        "more dimensions than items": rng.standard_normal((8, 40)),
        "some zero vectors": np.vstack([np.zeros((4, 5)), some]),
        "all but one equal": np.vstack([np.ones((19, 5)), some[:1]]),
        "one direction": np.outer(np.arange(1, 20), np.ones(3)),
        "tiny numbers": 1e-30 * some,
        "large numbers": 1e14 * some,
        "whole numbers": rng.integers(0, 255, (24, 6)).astype(np.uint8),
    }


ODD = odd_vectors()


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("method", METHODS)
def test_a_map_has_one_finite_float32_place_for_every_item(method: str, dimensions: int, clusters: np.ndarray) -> None:
    coordinates = project(clusters, method, dimensions).coordinates
    assert coordinates.shape == (60, dimensions)
    assert coordinates.dtype == np.float32
    assert np.isfinite(coordinates).all()
    assert (coordinates.std(axis=0) > 0).all(), "every axis is used"


@pytest.mark.parametrize("method", METHODS)
def test_clear_clusters_stay_apart(method: str, clusters: np.ndarray) -> None:
    quality = project(clusters, method, 2, metric="euclidean").quality
    assert quality.recall > 0.6
    assert quality.trustworthiness > 0.9


@pytest.mark.parametrize("method", METHODS)
def test_the_input_is_left_as_it_is(method: str, clusters: np.ndarray) -> None:
    before = clusters.copy()
    clusters.setflags(write=False)
    project(clusters, method, 2)
    np.testing.assert_array_equal(clusters, before)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_map(method: str, dimensions: int, clusters: np.ndarray) -> None:
    maps = [project(clusters, method, dimensions, seed=7).coordinates for _ in range(2)]
    np.testing.assert_array_equal(*maps)


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("method", METHODS)
def test_odd_vectors_have_a_defined_map(method: str, name: str, dimensions: int) -> None:
    vectors = ODD[name]
    result = project(vectors, method, dimensions)
    assert result.coordinates.shape == (len(vectors), dimensions)
    assert np.isfinite(result.coordinates).all()
    if len(vectors) >= 3:
        assert 0 <= result.quality.recall <= 1
        assert result.quality.trustworthiness <= 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("vectors", "note"),
    [
        (np.ones((1, 4)), "There is one item, so the map is one point."),
        (np.ones((9, 4)), "All vectors are equal: the map is one point."),
        (np.zeros((9, 4)), "All vectors are equal: the map is one point."),
    ],
    ids=["one item", "constant vectors", "zero vectors"],
)
def test_a_map_of_one_point_says_why(method: str, vectors: np.ndarray, note: str) -> None:
    result = project(vectors, method, 3)
    np.testing.assert_array_equal(result.coordinates, np.zeros((len(vectors), 3)))
    assert result.notes == (note,)


@pytest.mark.parametrize("method", [name for name in METHODS if not PROJECTIONS.get(name).instant])
@pytest.mark.parametrize("count", [2, 3])
def test_too_few_items_are_shown_by_pca_and_it_says_so(method: str, count: int) -> None:
    vectors = ODD["duplicates"][::5][:count]
    result = project(vectors, method, 2)
    np.testing.assert_array_equal(result.coordinates, project(vectors, "pca", 2).coordinates)
    assert result.notes[0].endswith(f"needs at least 4 items; PCA shows these {count} as they are.")
