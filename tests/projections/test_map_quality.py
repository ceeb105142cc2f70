"""The honest line: a perfect map scores 1, a shuffled one what chance gives, and the sentence says which."""

import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from projections import measure_quality, neighbour_graph, quality


def brute_recall(vectors: np.ndarray, coordinates: np.ndarray, k: int) -> np.ndarray:
    """Return each item's recall by sorting all distances, for vectors without ties."""
    shares = []
    for item in range(len(vectors)):
        near = []
        for place in (vectors.astype(np.float64), coordinates.astype(np.float64)):
            distances = np.linalg.norm(place - place[item], axis=1)
            distances[item] = np.inf
            near.append(set(np.argsort(distances)[:k].tolist()))
        shares.append(len(near[0] & near[1]) / k)
    return np.array(shares)


@pytest.fixture
def plane(rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal((300, 2)).astype(np.float32)


def test_a_perfect_map_scores_1(plane: np.ndarray) -> None:
    measured = measure_quality(plane, 3 * plane[:, ::-1] + 5, metric="euclidean")
    assert (measured.recall, measured.trustworthiness) == (1, 1)
    assert measured.reading == "100 % of the 10 nearest on this map are true neighbours"


def test_a_shuffled_map_scores_what_chance_gives(plane: np.ndarray, rng: np.random.Generator) -> None:
    measured = measure_quality(plane, rng.permutation(plane), metric="euclidean")
    assert measured.recall == pytest.approx(10 / 299, abs=0.01)
    assert measured.trustworthiness == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("count", [3, 4, 5, 12, 21, 22, 300])
@pytest.mark.parametrize("dimensions", [2, 3])
def test_it_equals_brute_force(count: int, dimensions: int, rng: np.random.Generator) -> None:
    vectors = rng.standard_normal((count, 6)).astype(np.float32)
    coordinates = vectors[:, :dimensions]
    measured = measure_quality(vectors, coordinates, metric="euclidean")
    assert measured.k == min(10, (count - 1) // 2)
    np.testing.assert_allclose(measured.per_point, brute_recall(vectors, coordinates, measured.k), atol=1e-6)
    assert measured.recall == pytest.approx(float(measured.per_point.mean()))


@pytest.mark.parametrize(("metric", "offset"), [("cosine", 0), ("euclidean", 0), ("euclidean", 30_000)])
def test_trustworthiness_is_that_of_scikit_learn(metric: str, offset: float, rng: np.random.Generator) -> None:
    vectors = (rng.standard_normal((200, 6)) + offset).astype(np.float32)
    coordinates = rng.permutation(vectors)[:, :2] + vectors[:, :2]
    expected = trustworthiness(vectors.astype(np.float64), coordinates, n_neighbors=10, metric=metric)
    assert measure_quality(vectors, coordinates, metric=metric).trustworthiness == pytest.approx(expected, abs=1e-5)


def test_the_sentence_reads_as_a_person_says_it() -> None:
    assert quality.sentence(0.484, 10, 300, 300) == "48 % of the 10 nearest on this map are true neighbours"
    assert quality.sentence(0.5, 10, 5_000, 20_000).endswith("neighbours, measured on 5,000 of 20,000 items")


@pytest.mark.parametrize(("count", "reading"), [(1, "1 item:"), (2, "2 items:")])
def test_too_few_items_have_no_neighbours_to_compare(count: int, reading: str) -> None:
    measured = measure_quality(np.eye(2)[:count], np.eye(2)[:count])
    assert (measured.recall, measured.trustworthiness, measured.per_point, measured.k) == (None, None, None, 0)
    assert measured.reading == f"{reading} no neighbours to compare"


def test_which_of_equal_items_comes_first_does_not_matter(rng: np.random.Generator) -> None:
    places = rng.standard_normal((6, 2)).repeat(8, axis=0)
    assert measure_quality(places, places, metric="euclidean", k=3).recall == 1
    one_point = measure_quality(np.ones((40, 5)), np.zeros((40, 2)))
    assert (one_point.recall, one_point.trustworthiness) == (1, 1)


def test_a_known_graph_changes_nothing(clusters: np.ndarray) -> None:
    coordinates = clusters[:, :2]
    alone = measure_quality(clusters, coordinates)
    known = measure_quality(clusters, coordinates, graph=neighbour_graph(clusters, 30))
    np.testing.assert_array_equal(alone.per_point, known.per_point)


def test_a_graph_that_is_not_the_truth_is_not_taken_for_it(clusters: np.ndarray) -> None:
    coordinates = clusters[:, :2]
    true = neighbour_graph(clusters, 30)
    far = type(true)(true.indices[:, ::-1], true.distances[:, ::-1], "cosine", exact=False)
    wrong = [far, neighbour_graph(clusters, 30, "euclidean"), true.head(4)]
    expected = measure_quality(clusters, coordinates).per_point
    for graph in wrong:
        np.testing.assert_array_equal(measure_quality(clusters, coordinates, graph=graph).per_point, expected)


def test_many_items_are_measured_on_a_sample(rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = rng.standard_normal((400, 5)).astype(np.float32)
    whole = measure_quality(vectors, vectors[:, :3])
    monkeypatch.setattr(quality, "ALL_UP_TO", 300)
    monkeypatch.setattr(quality, "SAMPLE", 100)
    measured = measure_quality(vectors, vectors[:, :3])
    np.testing.assert_array_equal(measured.per_point, whole.per_point[measured.sample])
    assert len(np.unique(measured.sample)) == 100
    assert measured.reading.endswith("measured on 100 of 400 items")
