"""Where UMAP has no first layout to begin from, it begins at random and says so: which data does differs by machine."""

import numpy as np
import pytest
import scipy.sparse.linalg

from projections import project
from projections.methods.umap_learn import AT_RANDOM


def unsolvable(*_: object, **__: object) -> None:
    raise scipy.sparse.linalg.ArpackNoConvergence("no convergence", np.empty(0), np.empty((0, 0)))


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_layout_begun_at_random_is_finite_and_told(
    dimensions: int, clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scipy.sparse.linalg, "eigsh", unsolvable)
    result = project(clusters, "umap", dimensions, seed=3)
    assert AT_RANDOM in result.notes
    assert np.isfinite(result.coordinates).all()
    np.testing.assert_array_equal(result.coordinates, project(clusters, "umap", dimensions, seed=3).coordinates)


def test_a_layout_with_a_beginning_says_nothing_of_chance(clusters: np.ndarray) -> None:
    assert project(clusters, "umap", 2).notes == ()


def test_many_equal_items_have_a_map_on_every_machine() -> None:
    for seed in range(40):
        some = np.random.default_rng(seed).standard_normal((5, 5))
        result = project(np.repeat(some, 5, axis=0), "umap", 3)
        assert np.isfinite(result.coordinates).all()
        assert set(result.notes) <= {AT_RANDOM}
