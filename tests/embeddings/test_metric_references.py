"""Every metric agrees with plain NumPy in double precision, and neighbours are nearest by it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from embeddings import Space, distances, neighbours
from embeddings.metrics import METRICS


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return 1 - a @ b / lengths if lengths else 1


SQUARES_VANISH = 1e-18  # of shorter differences single precision has no square

REFERENCE = {
    "cosine": cosine,
    "dot": lambda a, b: -(a @ b),
    "euclidean": lambda a, b: np.linalg.norm(a - b),
    "manhattan": lambda a, b: np.abs(a - b).sum(),
}
SIMILARITY = {
    "cosine": lambda distance: 1 - distance,
    "dot": lambda distance: -distance,
    "euclidean": lambda distance: 1 / (1 + distance),
    "manhattan": lambda distance: 1 / (1 + distance),
}
NUMBERS = st.sampled_from([0, 0, 1, -1]) | st.floats(-100, 100, width=32, allow_subnormal=False)
VECTORS = arrays(np.float32, st.tuples(st.integers(2, 12), st.integers(1, 6)), elements=NUMBERS)


@pytest.mark.parametrize("name", REFERENCE)
@settings(max_examples=60, deadline=None)
@given(vectors=VECTORS, k=st.integers(1, 15), data=st.data())
def test_neighbours_are_the_nearest_by_the_reference(
    name: str, vectors: np.ndarray, k: int, data: st.DataObject
) -> None:
    item = data.draw(st.integers(0, len(vectors) - 1))
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    found = neighbours(space, item, k=k, metric=name)
    wide = vectors.astype(np.float64)
    expected = np.array([REFERENCE[name](wide[item], row) for row in wide])
    others = [index for index in range(len(vectors)) if index != item]
    rest = [index for index in others if index not in set(found["index"])]

    assert len(found) == min(k, len(others)) == found["index"].nunique()
    assert item not in set(found["index"])
    np.testing.assert_allclose(found["distance"], expected[found["index"]], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found["similarity"], SIMILARITY[name](found["distance"]), rtol=1e-9)
    assert found["distance"].is_monotonic_increasing
    assert not rest or expected[rest].min() >= found["distance"].max() - 1e-9


@pytest.mark.parametrize("name", REFERENCE)
@settings(max_examples=40, deadline=None)
@given(vectors=VECTORS)
def test_the_quick_distances_are_those_of_the_reference_but_for_rounding(name: str, vectors: np.ndarray) -> None:
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    metric, wide = METRICS.make(name), vectors.astype(np.float64)
    quick = metric.distances(space.vectors, space.vectors[0], space.norms)
    expected = np.array([REFERENCE[name](wide[0], row) for row in wide])
    scale = {"cosine": 1, "dot": (wide**2).sum(axis=1).max()}.get(name, np.abs(wide).sum(axis=1).max())
    assert quick.dtype == np.float32
    np.testing.assert_allclose(quick, expected, rtol=1e-4, atol=1e-5 * scale + SQUARES_VANISH)
    np.testing.assert_allclose(metric.exact(wide, wide[0]), expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(vectors=VECTORS)
def test_compared_distances_are_those_of_the_reference(vectors: np.ndarray) -> None:
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    wide = vectors.astype(np.float64)
    for row in distances(space, range(len(vectors))).itertuples():
        for name, reference in REFERENCE.items():
            assert getattr(row, name) == pytest.approx(reference(wide[row.a], wide[row.b]), rel=1e-9, abs=1e-9)


def test_every_registered_metric_has_a_reference() -> None:
    assert set(METRICS.all()) == set(REFERENCE)


@pytest.mark.parametrize("name", REFERENCE)
def test_large_spaces_are_measured_block_by_block(name: str) -> None:
    rng = np.random.default_rng(0)
    vectors = (1_000 + rng.normal(size=(9_000, 3))).astype(np.float32)
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    wide = vectors.astype(np.float64)
    expected = METRICS.make(name).exact(wide, wide[8_500])
    expected[8_500] = np.inf
    found = neighbours(space, 8_500, k=20, metric=name)
    assert found["index"].tolist() == np.argsort(expected, kind="stable")[:20].tolist()
