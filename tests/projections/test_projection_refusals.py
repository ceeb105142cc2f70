"""What cannot be projected is refused before the work, with the place and the number to choose."""

import re

import numpy as np
import pytest

from projections import PROJECTIONS, UserError, neighbour_graph, project


@pytest.mark.parametrize("method", PROJECTIONS.all())
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_vector_that_is_not_finite_is_named(method: str, value: float) -> None:
    vectors = np.ones((2_000, 3))
    vectors[1_234, 1] = value
    with pytest.raises(UserError, match="Vector 1,234 holds NaN or infinity"):
        project(vectors, method, 2)


def test_a_number_too_large_to_square_is_named() -> None:
    vectors = np.ones((20, 3))
    vectors[4, 1] = -1e200
    with pytest.raises(UserError, match=r"Vector 4 holds 1e\+200\. Scale all vectors down"):
        project(vectors, "pca", 2)


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("tsne", {"perplexity": 50}, "needs more than 150 items; there are 41. Lower the perplexity to 13 or less"),
        ("umap", {"n_neighbors": 50}, "needs at least 52 items; there are 41. Lower it to 39 or less"),
        ("umap", {"n_neighbors": 40}, "Lower it to 39 or less"),
        ("umap", {"n_neighbors": 1}, "n_neighbors = 1: Input should be greater than or equal to 2"),
        ("umap", {"min_dist": 2}, "min_dist = 2: Input should be less than or equal to 1"),
        ("umap", {"min_dist": "wide"}, "min_dist = 'wide': Input should be a valid number"),
        ("umap", {"neighbours": 3}, "“umap” has no parameter “neighbours”. It has: n_neighbors, min_dist"),
        ("pca", {"whiten": 1}, "“pca” has no parameter “whiten”. It has none"),
        ("umpa", {}, "There is no projection called “umpa”. Did you mean “umap”?"),
        ("spiral", {}, "Choose one of: pca, tsne, umap, plain, axes"),
    ],
)
def test_a_wrong_choice_names_the_right_one(method: str, parameters: dict[str, object], said: str) -> None:
    with pytest.raises(UserError, match=re.escape(said)) as caught:
        project(np.random.default_rng(0).standard_normal((41, 4)), method, 2, **parameters)
    assert caught.value.hint


@pytest.mark.parametrize(("method", "parameter", "most"), [("tsne", "perplexity", 13), ("umap", "n_neighbors", 39)])
def test_the_number_to_choose_is_one_that_works(method: str, parameter: str, most: int) -> None:
    vectors = np.random.default_rng(0).standard_normal((41, 4))
    assert np.isfinite(project(vectors, method, 2, **{parameter: most}).coordinates).all()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_number_is_proposed_where_none_would_do(count: int) -> None:
    with pytest.raises(UserError, match=r"there are \d\. Choose PCA\.$"):
        PROJECTIONS.make("umap", {"n_neighbors": 2}).check(count, 4)


@pytest.mark.parametrize("dimensions", [0, 1, 4])
def test_a_map_has_two_or_three_dimensions(dimensions: int) -> None:
    with pytest.raises(UserError, match=f"A map has 2 or 3 dimensions, not {dimensions}"):
        project(np.ones((5, 4)), "pca", dimensions)


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (4,), (2, 2, 2)])
def test_an_array_that_is_no_table_of_vectors_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(UserError, match="The vectors have the shape"):
        project(np.ones(shape), "pca", 2)


def test_the_work_is_not_begun_before_the_check() -> None:
    told: list[object] = []
    with pytest.raises(UserError, match="perplexity 50"):
        project(np.random.default_rng(0).standard_normal((41, 4)), "tsne", perplexity=50, progress=told.append)
    assert told == []


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_method_called_without_its_graph_is_a_programmers_error(method: str) -> None:
    with pytest.raises(ValueError, match="needs the neighbour graph"):
        PROJECTIONS.make(method).fit_transform(np.ones((9, 3), np.float32), 2, 0, None, print)


def test_a_graph_of_fewer_items_than_asked_for_has_what_there_is() -> None:
    assert neighbour_graph(np.eye(4), 10).indices.shape == (4, 3)
