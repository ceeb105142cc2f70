"""The neighbour graph is what comparing all with all finds."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.neighbors import NearestNeighbors

from projections import Graph, graph, neighbour_graph


def all_distances(vectors: np.ndarray, metric: str) -> np.ndarray:
    """Return every distance by its textbook formula, in double precision."""
    exact = vectors.astype(np.float64)
    if metric == "euclidean":
        return np.linalg.norm(exact[:, None] - exact[None], axis=2)
    norms = np.linalg.norm(exact, axis=1)
    products = np.outer(norms, norms)
    cosines = np.divide(exact @ exact.T, products, out=np.zeros_like(products), where=products > 0)
    both_zero = np.outer(norms == 0, norms == 0)
    return np.where(both_zero, 0, 1 - cosines)


def nearest_distances(vectors: np.ndarray, k: int, metric: str) -> np.ndarray:
    distances = all_distances(vectors, metric)
    np.fill_diagonal(distances, np.inf)
    return np.sort(distances, axis=1)[:, :k]


def assert_true(found: Graph, vectors: np.ndarray) -> None:
    """Hold a graph against brute force: its distances are the least, and are those of its indices."""
    own = np.arange(len(vectors))[:, None]
    assert (found.indices != own).all(), "nobody is their own neighbour"
    assert all(len(set(row)) == len(row) for row in found.indices.tolist()), "nobody is a neighbour twice"
    np.testing.assert_allclose(found.distances, nearest_distances(vectors, found.k, found.metric), atol=1e-5)
    np.testing.assert_allclose(found.distances, all_distances(vectors, found.metric)[own, found.indices], atol=1e-5)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize("k", [1, 5, 59, 200])
def test_it_equals_brute_force(metric: str, k: int, clusters: np.ndarray) -> None:
    found = neighbour_graph(clusters, k, metric)
    assert (found.metric, found.exact, found.k) == (metric, True, min(k, 59))
    assert (found.indices.dtype, found.distances.dtype) == (np.int32, np.float32)
    assert_true(found, clusters)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@settings(max_examples=40, deadline=None)
@given(
    vectors=arrays(
        np.float32, st.tuples(st.integers(2, 12), st.integers(1, 4)), elements=st.integers(-2, 2).map(np.float32)
    )
)
def test_it_bears_duplicates_and_zero_vectors(metric: str, vectors: np.ndarray) -> None:
    assert_true(neighbour_graph(vectors, 4, metric), vectors)


def test_a_zero_vector_is_orthogonal_to_every_other() -> None:
    found = neighbour_graph(np.array([[0, 0], [1, 0], [-1, 0]], np.float32), 2)
    np.testing.assert_allclose(found.distances[0], [1, 1], atol=1e-6)
    assert found.indices[1].tolist() == [0, 2]


def test_lengths_do_not_count_under_the_cosine(clusters: np.ndarray, rng: np.random.Generator) -> None:
    stretched = clusters * 10 ** rng.uniform(-28, 6, (60, 1)).astype(np.float32)
    np.testing.assert_array_equal(neighbour_graph(stretched, 5).indices, neighbour_graph(clusters, 5).indices)


def test_blocks_do_not_show(clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = neighbour_graph(clusters, 5)
    monkeypatch.setattr(graph, "BLOCK", 7)
    told: list[tuple[int, int]] = []
    found = neighbour_graph(clusters, 5, progress=lambda done, total, message: told.append((done, total)))
    np.testing.assert_array_equal(found.indices, whole.indices)
    assert told == [(min(7 * (step + 1), 60), 60) for step in range(9)]


def test_where_an_item_does_not_find_itself_the_farthest_goes() -> None:
    found = np.array([[1, 2, 3], [1, 0, 2]]), np.array([[0.1, 0.2, 0.3], [0, 0.1, 0.4]])
    indices, distances = graph.without_self(*found, np.arange(2))
    assert indices.tolist() == [[1, 2], [0, 2]]
    assert distances.tolist() == [[0.1, 0.2], [0.1, 0.4]]


def test_the_head_is_the_nearest_of_them(clusters: np.ndarray) -> None:
    whole, few = neighbour_graph(clusters, 20, "euclidean"), neighbour_graph(clusters, 5, "euclidean")
    head = whole.head(5)
    np.testing.assert_array_equal(head.indices, few.indices)
    assert (head.metric, head.exact, head.k) == ("euclidean", True, 5)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_descent_finds_nearly_all(metric: str, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = rng.standard_normal((1_500, 12), dtype=np.float32)
    exact = neighbour_graph(vectors, 10, metric)
    monkeypatch.setattr(graph, "EXACT_UP_TO", 100)
    found = neighbour_graph(vectors, 10, metric)
    assert not found.exact
    assert found.head(3).exact is False
    pairs = zip(found.indices.tolist(), exact.indices.tolist(), strict=True)
    recall = np.mean([len(set(some) & set(true)) / 10 for some, true in pairs])
    assert recall >= 0.9
    close = np.abs(found.distances - all_distances(vectors, metric)[np.arange(1_500)[:, None], found.indices])
    assert close.max() < 1e-4


def test_items_for_which_descent_finds_too_few_are_searched_exactly(
    clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def __init__(self, vectors: np.ndarray, n_neighbors: int, **_: object) -> None:
            warnings.warn("Failed to correctly find n_neighbors for some samples. And so on.", stacklevel=1)
            distances, indices = NearestNeighbors(n_neighbors=n_neighbors).fit(vectors).kneighbors(vectors)
            indices[::7, 3:], distances[::7, 3:] = -1, np.inf
            self.neighbor_graph = indices, distances.astype(np.float32)

    monkeypatch.setattr("pynndescent.NNDescent", Failing)
    monkeypatch.setattr(graph, "EXACT_UP_TO", 10)
    assert_true(neighbour_graph(clusters, 8, "euclidean"), clusters)


def test_descent_bears_many_equal_items(rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "EXACT_UP_TO", 100)
    vectors = np.vstack([np.ones((300, 6)), np.zeros((100, 6)), rng.standard_normal((200, 6))]).astype(np.float32)
    found = neighbour_graph(vectors, 10, "euclidean")
    assert found.indices.min() >= 0
    assert (found.indices != np.arange(600)[:, None]).all()
    np.testing.assert_allclose(found.distances[:400], 0, atol=1e-5)
