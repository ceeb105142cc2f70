"""The neighbours of all items at once are those of `neighbours`, to the last digit, under every metric."""

import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import NearestNeighbors

from embeddings import Space, UserError, neighbours
from embeddings.metrics import METRICS
from embeddings.nearest import rough_scores
from embeddings.nearest.all_neighbours import all_neighbours

METRIC = pytest.mark.parametrize("metric", METRICS.all())


def nasty(kind: str, rng: np.random.Generator) -> np.ndarray:
    plain = rng.standard_normal((120, 5))
    return {
        "plain": lambda: plain,
        "copies": lambda: np.vstack([plain[:30]] * 3 + [np.zeros((5, 5))]),
        "all the same": lambda: np.ones((40, 5)),
        "few values": lambda: rng.integers(0, 2, (120, 5)),
        "far from zero, one giant": lambda: np.vstack([plain * 1e-3 + 5, np.full((1, 5), 1e6)]),
        "a tight crowd": lambda: np.vstack([plain, plain[0] + 1e-6 * rng.standard_normal((60, 5))]),
        "two": lambda: plain[:2],
    }[kind]()


@METRIC
@pytest.mark.parametrize(
    "kind", ["plain", "copies", "all the same", "few values", "far from zero, one giant", "a tight crowd", "two"]
)
def test_they_are_the_neighbours_of_each_item(space: Callable[..., Space], metric: str, kind: str) -> None:
    made = space(nasty(kind, np.random.default_rng(0)))
    found = all_neighbours(made, 7, metric)
    for item in range(len(made)):
        expected = neighbours(made, item, 7, metric)
        assert found.indices[item].tolist() == expected["index"].tolist()
        np.testing.assert_array_equal(found.distances[item], expected["distance"])


@METRIC
@settings(max_examples=25, deadline=None)
@given(count=st.integers(2, 40), k=st.integers(1, 50), seed=st.integers(0, 1000))
def test_blocks_of_any_size_give_the_same(
    space: Callable[..., Space], metric: str, count: int, k: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    made = space(rng.integers(-2, 3, (count, 3)))
    with pytest.MonkeyPatch.context() as small:
        small.setattr(sys.modules["embeddings.nearest.all_neighbours"], "ROWS", 7)
        small.setattr("embeddings.nearest.near_candidates.COLUMNS", 5)
        found = all_neighbours(made, k, metric)
    assert found.k == min(k, count - 1)
    for item in range(count):
        assert found.indices[item].tolist() == neighbours(made, item, k, metric)["index"].tolist()


@pytest.mark.parametrize("metric", ["cosine", "euclidean", "manhattan"])
def test_scikit_learn_finds_the_same(space: Callable[..., Space], metric: str) -> None:
    rows = np.random.default_rng(1).standard_normal((1_500, 24)).astype(np.float32)
    search = NearestNeighbors(n_neighbors=12, metric=metric, algorithm="brute").fit(rows.astype(float))
    distances, indices = search.kneighbors()
    found = all_neighbours(space(rows), 12, metric)
    np.testing.assert_array_equal(found.indices, indices)
    np.testing.assert_allclose(found.distances, distances, atol=1e-9)


def test_some_items_among_others(space: Callable[..., Space]) -> None:
    rows = np.random.default_rng(2).standard_normal((60, 4))
    rows[7] = rows[30]
    made, of, among = space(rows), np.array([3, 30, 59]), np.array([7, 30, 3, 12])
    found = all_neighbours(made, 3, "euclidean", of=of, among=among)
    for row, item in enumerate(of):
        others = [other for other in sorted(among) if other != item]
        far = np.linalg.norm(made.vectors[others].astype(float) - made.vectors[item].astype(float), axis=1)
        assert found.indices[row].tolist() == [others[place] for place in np.argsort(far, kind="stable")[:3]]
    assert found.distances[1, 0] == 0


def test_progress_counts_every_item_and_can_end_the_search(space: Callable[..., Space]) -> None:
    made, seen = space(np.random.default_rng(0).standard_normal((2_500, 3))), []
    all_neighbours(made, 2, progress=lambda done, total, message: seen.append((done, total)))
    assert seen == [(1_024, 2_500), (2_048, 2_500), (2_500, 2_500)]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        all_neighbours(made, 2, progress=stop)


def test_no_block_is_larger_than_it_may_be(space: Callable[..., Space], monkeypatch: pytest.MonkeyPatch) -> None:
    sizes, scores = [], rough_scores.Products.scores

    def watched(self: object, rows: slice, columns: slice) -> np.ndarray:
        found = scores(self, rows, columns)
        sizes.append(found.shape)
        return found

    monkeypatch.setattr(rough_scores.Products, "scores", watched)
    all_neighbours(space(np.random.default_rng(0).standard_normal((9_000, 2))), 3, of=np.arange(1_100))
    assert sizes == [(1_024, 8_192), (1_024, 808), (76, 8_192), (76, 808)]


def test_what_cannot_be_found_is_said(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match="no other item to be a neighbour"):
        all_neighbours(space([[1, 2]]))
    with pytest.raises(UserError, match="0 neighbours were asked for"):
        all_neighbours(space([[1, 2], [3, 4]]), 0)
    with pytest.raises(UserError, match="no metric called “cosin”"):
        all_neighbours(space([[1, 2], [3, 4]]), metric="cosin")
