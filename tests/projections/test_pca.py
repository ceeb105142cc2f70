"""PCA is the one of the textbooks, whichever way round it is computed."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from projections import project
from projections.methods import pca


@pytest.mark.parametrize("shape", [(200, 6), (60, 60), (12, 80), (3, 200)])
def test_it_agrees_with_scikit_learn(shape: tuple[int, int], rng: np.random.Generator) -> None:
    vectors = (rng.standard_normal(shape) * np.linspace(3, 1, shape[1]) + 7).astype(np.float32)
    expected = PCA(2, svd_solver="full").fit(vectors.astype(np.float64))
    result = project(vectors, "pca", 2)
    there = expected.transform(vectors.astype(np.float64))
    there *= np.sign((there * result.coordinates).sum(axis=0))
    np.testing.assert_allclose(result.coordinates, there, atol=1e-3)
    share = expected.explained_variance_ratio_.sum()
    assert result.notes == (f"PCA: the map shows {share:.0%} of the variance.",)


def test_each_axis_has_its_largest_entry_positive(rng: np.random.Generator) -> None:
    vectors = rng.standard_normal((50, 4)).astype(np.float32)
    mean = vectors.mean(axis=0, dtype=np.float64)
    for turned in (vectors, -vectors):
        axes, _ = pca.principal_axes(turned, np.sign(turned[0, 0]) * np.sign(vectors[0, 0]) * mean, 3)
        assert (axes[np.abs(axes).argmax(axis=0), [0, 1, 2]] > 0).all()


def test_blocks_do_not_show(clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = project(clusters, "pca", 3).coordinates
    monkeypatch.setattr(pca, "BLOCK", 7)
    np.testing.assert_allclose(project(clusters, "pca", 3).coordinates, whole, atol=1e-4)


@pytest.mark.parametrize(("width", "dimensions"), [(1, 2), (1, 3), (2, 3)])
def test_axes_that_the_vectors_do_not_have_stay_empty_and_it_says_so(
    width: int, dimensions: int, clusters: np.ndarray
) -> None:
    result = project(clusters[:, :width], "pca", dimensions)
    assert (result.coordinates[:, width:] == 0).all()
    assert result.notes[0].endswith("so the last axes of the map are empty.")
