"""Outliers: the scores of scikit-learn, the order of the list, copies and other bad neighbours."""

import warnings
from collections.abc import Callable

import numpy as np
import pytest
from sklearn.neighbors import LocalOutlierFactor

from embeddings import Space, UserError, builtin, load, neighbours
from embeddings.nearest.all_neighbours import all_neighbours
from embeddings.oddities.outliers import crowded, local_outlier_factor, outliers


def reference(rows: np.ndarray, k: int, metric: str) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of copies
        fitted = LocalOutlierFactor(n_neighbors=k, metric=metric, algorithm="brute").fit(rows.astype(np.float64))
    return -fitted.negative_outlier_factor_


@pytest.mark.parametrize("metric", ["cosine", "euclidean", "manhattan"])
@pytest.mark.parametrize("k", [1, 5, 20])
def test_the_factor_is_that_of_scikit_learn(space: Callable[..., Space], metric: str, k: int) -> None:
    rows = np.random.default_rng(0).standard_normal((400, 8)).astype(np.float32)
    found = local_outlier_factor(all_neighbours(space(rows), k, metric))
    np.testing.assert_allclose(found, reference(rows, k, metric), rtol=1e-9)


@pytest.mark.parametrize("name", ["words", "digits"])
def test_on_built_in_spaces_too(name: str) -> None:
    made = builtin(name)
    ranked = outliers(made, 20).set_index("index").sort_index()
    np.testing.assert_allclose(ranked["lof"], reference(made.vectors, 20, "cosine"), rtol=1e-6)


def test_on_real_texts(shared_data) -> None:
    made = load(shared_data / "text" / "banking77_test.csv", text="text", encoder="lsa")
    ranked = outliers(made, 20).set_index("index").sort_index()
    np.testing.assert_allclose(ranked["lof"], reference(made.vectors, 20, "cosine"), rtol=1e-5)


def test_the_list_names_the_nearest_and_is_sorted_by_what_was_asked(space: Callable[..., Space]) -> None:
    rng = np.random.default_rng(3)
    dense, loose = rng.normal(0, 0.01, (60, 2)), rng.normal(5, 1, (60, 2))
    made = space(np.vstack([dense, loose, [[0.3, 0.3]]]))
    by_factor, by_distance = (outliers(made, 10, "euclidean", by=by) for by in ("lof", "distance"))
    assert by_factor["index"][0] == 120, "near a dense crowd, and yet apart from it"
    assert by_distance["index"][0] != 120
    assert (np.diff(by_distance["distance"]) <= 0).all()
    first = neighbours(made, 120, 10, "euclidean")
    assert by_factor.loc[0, ["nearest", "nearest_distance", "distance"]].tolist() == [
        first["index"][0],
        first["distance"][0],
        first["distance"][9],
    ]


def test_copies_are_counted_and_their_factors_stay_finite(space: Callable[..., Space]) -> None:
    rows = np.vstack([np.ones((8, 2)), [[1.0, 1.1], [3, 4], [5, 1]]]).astype(np.float32)
    near = all_neighbours(space(rows), 4, "euclidean")
    assert crowded(near) == 8
    factors = local_outlier_factor(near)
    assert np.isfinite(factors).all()
    np.testing.assert_allclose(factors, reference(rows, 4, "euclidean"), rtol=1e-9)
    alike = local_outlier_factor(all_neighbours(space(np.ones((30, 3))), 5))
    np.testing.assert_allclose(alike, 1)


def test_zero_vectors_and_too_few_items(space: Callable[..., Space]) -> None:
    rows = np.array([[0, 0], [0, 0], [1, 0], [1, 0.1], [1, 0.2]], np.float32)
    np.testing.assert_allclose(
        outliers(space(rows), 2).set_index("index").sort_index()["lof"], reference(rows, 2, "cosine"), rtol=1e-9
    )
    assert len(outliers(space([[1, 0], [0, 1]]), 20)) == 2
    with pytest.raises(UserError, match="no other item"):
        outliers(space([[1, 0]]))


def test_what_will_not_do_is_said(space: Callable[..., Space]) -> None:
    made = space([[1, 0], [0, 1]])
    with pytest.raises(UserError, match="dot product is no distance"):
        outliers(made, metric="dot")
    with pytest.raises(UserError, match="no score called “odd”"):
        outliers(made, by="odd")
