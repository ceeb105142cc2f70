"""Near-duplicates: the components that brute force finds, at every threshold, and what happens where all is alike."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import connected_components
from sklearn.metrics.pairwise import cosine_similarity

from embeddings import Space, UserError
from embeddings.nearest.equal_rows import first_equal
from embeddings.oddities import duplicates
from embeddings.oddities.duplicates import group_table, likeness, near_duplicates


def parts(groups: np.ndarray) -> set[frozenset[int]]:
    """Return groups as sets of items, whatever they are called."""
    return {frozenset(np.flatnonzero(groups == group).tolist()) for group in np.unique(groups[groups >= 0])}


def by_brute_force(rows: np.ndarray, above: float) -> set[frozenset[int]]:
    similar = cosine_similarity(rows.astype(np.float64)) >= above - 1e-9
    _, part = connected_components(similar)
    return {frozenset(group) for number in set(part) if len(group := np.flatnonzero(part == number).tolist()) > 1}


@settings(max_examples=30, deadline=None)
@given(count=st.integers(2, 60), seed=st.integers(0, 1000), above=st.sampled_from([0.8, 0.85, 0.95, 0.999, 1.0]))
def test_groups_are_the_components_of_all_similar_pairs(
    space: Callable[..., Space], count: int, seed: int, above: float
) -> None:
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((count, 3)).astype(np.float32)
    rows[count // 2 :] = rows[rng.integers(0, count, count - count // 2)] * 2  # the same directions, twice as long
    with pytest.MonkeyPatch.context() as small:
        small.setattr("embeddings.oddities.duplicates.ROWS", 7)
        small.setattr("embeddings.oddities.duplicates.COLUMNS", 10)
        small.setattr("embeddings.oddities.spanning.BUFFER", 15)
        found = likeness(space(rows), 0.8)
    assert parts(found.groups(above)) == by_brute_force(rows, above)
    assert len(found.a) < count, "a forest"


def test_the_largest_group_is_first_and_measured_from_its_first_item(space: Callable[..., Space]) -> None:
    rows = [[0, 1, 0], [1, 0, 0], [1, 0.01, 0], [1, 0.02, 0], [0, 1, 0.01], [0, 0, 1], [1, 0, 0]]
    table = near_duplicates(space(rows), 0.99)
    assert table["group"].tolist() == [0, 0, 0, 0, 1, 1]
    assert table["index"].tolist() == [1, 2, 3, 6, 0, 4]
    assert table["copy"].tolist() == [False, False, False, True, False, False]
    expected = cosine_similarity(np.array(rows, float))
    np.testing.assert_allclose(
        table["similarity"], [expected[1, 1], expected[1, 2], expected[1, 3], 1, 1, expected[0, 4]]
    )


def test_a_chain_is_one_group(space: Callable[..., Space]) -> None:
    turns = np.radians([0, 5, 10, 15, 20])
    table = near_duplicates(space(np.column_stack([np.cos(turns), np.sin(turns)])), np.cos(np.radians(5.1)))
    assert table["group"].tolist() == [0] * 5
    assert table["similarity"].min() < np.cos(np.radians(19))


def test_zero_vectors_and_all_the_same(space: Callable[..., Space]) -> None:
    zeros = near_duplicates(space([[0, 0], [1, 0], [0, 0], [0, 1]]), 0.9)
    assert zeros["index"].tolist() == [0, 2]
    assert zeros["copy"].tolist() == [False, True]
    alike = near_duplicates(space(np.ones((3_000, 2))), 1)
    assert len(alike) == 3_000
    assert alike["copy"].sum() == 2_999
    assert near_duplicates(space([[1, 0]])).empty


def test_where_nearly_all_is_alike_it_begins_higher_and_says_so(
    space: Callable[..., Space], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = np.random.default_rng(0).standard_normal((400, 6)) * 0.3 + 2
    made = space(rows)
    whole = likeness(made, 0.8)
    assert whole.least == 0.8
    monkeypatch.setattr(duplicates, "MOST_PAIRS", 2_000)
    some = likeness(made, 0.8)
    assert 0.8 < some.least <= 0.99
    above = (some.least + 1) / 2
    assert parts(some.groups(above)) == parts(whole.groups(above)) == by_brute_force(made.vectors, above)
    with pytest.raises(UserError, match=r"known from a similarity of 0\.9"):
        some.groups(0.8)
    assert len(near_duplicates(made, 0.8)) == len(group_table(made, whole, 0.8)), "one threshold is not limited"


@pytest.mark.parametrize("above", [0, -0.5, 1.01])
def test_a_threshold_out_of_range_is_refused(space: Callable[..., Space], above: float) -> None:
    with pytest.raises(UserError, match="similarity of"):
        near_duplicates(space([[1, 0], [1, 1]]), above)


def test_it_can_be_stopped(space: Callable[..., Space]) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        likeness(space([[1, 0], [1, 1]]), progress=stop)


def test_equal_rows_are_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.nearest.equal_rows.BLOCK", 2)
    rows = np.array([[1, 2], [0.0, 1], [-0.0, 1], [1, 2], [1, 2.5]], np.float32)
    assert first_equal(rows).tolist() == [0, 1, 1, 0, 4]
