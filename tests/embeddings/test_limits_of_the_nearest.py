"""The limit lets the nearest through, hardly more, and is never too strict, whatever stands next to what."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import Space, analogy, neighbours
from embeddings.metrics import METRICS
from embeddings.nearest.limits import at_least_k_above, at_least_k_within
from embeddings.small_tables import SmallTable


@settings(max_examples=80, deadline=None)
@given(count=st.integers(1, 9_000), seed=st.integers(0, 99), data=st.data())
def test_at_least_k_are_within_and_few_beyond(count: int, seed: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, min(count, 200)))
    scores = np.random.default_rng(seed).normal(size=count).astype(np.float32)
    before = scores.copy()
    exact = np.sort(scores)[k - 1]
    limit = at_least_k_within(scores, k)
    assert limit >= exact
    assert k <= np.count_nonzero(scores <= limit) <= 2 * k + 10
    assert at_least_k_above(-scores, k) == -limit
    np.testing.assert_array_equal(scores, before)


def test_neighbours_that_stand_together_do_not_loosen_it() -> None:
    scores = np.arange(100_000, dtype=np.float32)
    assert at_least_k_within(scores, 10) == 9


@pytest.mark.parametrize("metric", METRICS.all())
def test_many_items_have_the_neighbours_that_every_distance_gives(metric: str) -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(40_000, 6)).astype(np.float32)
    vectors[:300] = vectors[5] + rng.normal(scale=1e-3, size=(300, 6))  # the nearest stand together
    vectors[20:25] = vectors[5]
    vectors[[40, 30_000]] = 0
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    every = METRICS.make(metric).exact(vectors.astype(np.float64), vectors[5].astype(np.float64))
    every[5] = np.inf
    for k in (1, 10, 90, 2_000):
        found = neighbours(space, 5, k=k, metric=metric)
        assert found["index"].tolist() == np.argsort(every, kind="stable")[:k].tolist()


def test_many_items_have_the_answers_that_every_cosine_gives() -> None:
    rng = np.random.default_rng(2)
    vectors = rng.normal(size=(40_000, 8)).astype(np.float32)
    space = Space(vectors, pd.DataFrame(index=range(len(vectors))))
    units = vectors.astype(np.float64)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    cosines = units @ (units[1] + units[2] - units[3])
    cosines[[1, 2, 3]] = -np.inf
    assert analogy(space, [1, 2], [3], k=25)["index"].tolist() == np.argsort(-cosines, kind="stable")[:25].tolist()


def test_a_small_table_is_as_pandas_makes_it_and_shares_no_names() -> None:
    columns = SmallTable(["index"], ["label"], ["distance", "similarity"])
    texts = np.array([["a", "b"]], dtype=object)
    made = columns.of(np.array([[7, 3]]), texts, np.array([[0.5, 0.75], [1, 2]]))
    usual = pd.DataFrame({"index": [7, 3], "label": pd.Series(["a", "b"], dtype="object")})
    usual["distance"], usual["similarity"] = [0.5, 0.75], [1.0, 2.0]
    pd.testing.assert_frame_equal(made, usual)
    made.columns.name, made.index.name = "what", "which"
    again = columns.of(np.array([[1]]), texts[:, :1], np.array([[0.5], [1]]))
    assert again.columns.name is None
    assert again.index.name is None
    again["more"] = again["distance"] * 2
    assert again.loc[0].tolist() == [1, "a", 0.5, 1.0, 1.0]
