"""An analogy laid open: weights, plain vectors, both methods, ranks, margin; and what is refused."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import Space, UserError, analogy, analogy_bench, builtin

NAMES = ["man", "woman", "king", "queen", "boy", "girl"]
VECTORS = [[1, 0, 0], [0, 1, 0], [1, 0, 1], [0, 1, 1], [1, 0, -0.4], [0, 1, -0.4]]


@pytest.fixture
def people(space: Callable[..., Space]) -> Space:
    return space(VECTORS, NAMES)


def units(space: Space) -> np.ndarray:
    rows = space.vectors.astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)


def by_hand(space: Space, weights: dict[int, float], method: str) -> np.ndarray:
    """Score every item in double precision as the papers write it."""
    rows = units(space)
    if method == "3cosadd":
        total = sum(weight * rows[item] for item, weight in weights.items())
        return rows @ total / np.linalg.norm(total)
    shares = {item: (1 + rows @ rows[item]) / 2 for item in weights}
    over = np.prod([shares[item] ** weight for item, weight in weights.items() if weight > 0], axis=0)
    under = np.prod([shares[item] ** -weight for item, weight in weights.items() if weight < 0], axis=0)
    return over / (under + 1e-6)


@pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_weights_score_as_the_papers_write_it(method: str, data: st.DataObject) -> None:
    rng = np.random.default_rng(data.draw(st.integers(0, 1_000)))
    rows = rng.normal(size=(60, 5)) * rng.uniform(0.1, 9, (60, 1))
    rows[7] = 0
    rows[11] = rows[12]
    space = Space(rows.astype(np.float32), pd.DataFrame({"text": [str(i) for i in range(60)]}), text="text")
    count = data.draw(st.integers(1, 5))
    items = rng.choice([index for index in range(60) if index != 7], count, replace=False).tolist()
    weights = data.draw(st.lists(st.sampled_from([-2.0, -1.0, -0.3, 0.4, 1.0, 3.0]), min_size=count, max_size=count))
    weights[0] = abs(weights[0])
    found = analogy(space, items, k=60, weights=weights, method=method)
    expected = by_hand(space, dict(zip(items, weights, strict=True)), method)
    assert set(found["index"]) == set(range(60)) - set(items)
    np.testing.assert_allclose(found["similarity"], expected[found["index"]], rtol=1e-6, atol=1e-9)
    assert found["similarity"].is_monotonic_decreasing


@pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])
def test_a_negative_weight_takes_away(people: Space, method: str) -> None:
    taken = analogy(people, ["king", "woman"], ["man"], method=method)
    pd.testing.assert_frame_equal(analogy(people, ["king", "woman", "man"], weights=[1, 1, -1], method=method), taken)


@pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])
def test_a_plain_vector_counts_as_the_item_it_equals(people: Space, method: str) -> None:
    by_name = analogy(people, ["king", "woman"], ["man"], method=method)
    by_vector = analogy(people, ["king", np.array([0, 7, 0])], ["man"], method=method)
    assert by_vector["label"].tolist()[:2] == ["queen", "woman"]
    same = by_vector[by_vector["label"] != "woman"]["similarity"]
    np.testing.assert_allclose(same, by_name["similarity"], atol=1e-9)


def test_inputs_stay_where_they_are_wanted(people: Space) -> None:
    every = analogy(people, ["king", "woman"], ["man"], k=9, leave_inputs_out=False)
    assert set(every["label"]) == set(NAMES)
    left = analogy(people, ["king", "woman"], ["man"], k=9)
    pd.testing.assert_frame_equal(left, every[every["label"].isin(["queen", "boy", "girl"])].reset_index(drop=True))


@pytest.mark.parametrize("method", ["3cosadd", "3cosmul"])
def test_ranks_are_places_in_the_list_of_all(method: str) -> None:
    words = builtin("words")
    made = analogy_bench(words, ["king", "woman"], ["man"], method=method)
    order = made.answers(len(words), leave_inputs_out=False)["index"].tolist()
    assert made.ranks == {words.find(name): order.index(words.find(name)) + 1 for name in ("king", "woman", "man")}
    assert made.ranks[words.find("king")] < made.ranks[words.find("man")]


def test_equal_items_have_ranks_in_their_order(space: Callable[..., Space]) -> None:
    made = analogy_bench(space([[1, 0], [0, 1], [1, 0], [1, 0]]), [2, 0, 3])
    assert made.ranks == {0: 1, 2: 2, 3: 3}


def test_the_margin_is_the_lead_of_the_first(people: Space) -> None:
    made = analogy_bench(people, ["king", "woman"], ["man"])
    first, second = made.answers(2)["similarity"]
    assert made.margin() == pytest.approx(first - second)
    assert analogy_bench(people, [0, 1, 2, 3, 4]).margin() is None


def test_the_computed_vector_has_the_scale_of_its_inputs(space: Callable[..., Space]) -> None:
    made = analogy_bench(space(np.array(VECTORS) * 40, NAMES), ["woman", "king"], ["man"])
    expected = [0, 1, 0] + np.array([1, 0, 1]) / np.sqrt(2) - [1, 0, 0]
    lengths = np.array([1, np.sqrt(2), 1]) * 40
    np.testing.assert_allclose(made.vector, expected * lengths.mean(), rtol=1e-6)
    assert made.vector.dtype == np.float32


def test_of_vectors_of_one_length_it_is_the_corner_of_the_parallelogram() -> None:
    words = builtin("words")
    man, king, woman = (words.vectors[words.find(name)] for name in ("man", "king", "woman"))
    np.testing.assert_allclose(analogy_bench(words, ["king", "woman"], ["man"]).vector, king - man + woman, atol=1e-6)


def test_a_zero_vector_changes_nothing_and_scores_nothing(space: Callable[..., Space]) -> None:
    made = space([[1, 0], [0, 0], [1, 0.1], [-1, 0], [0, 0]])
    for method, nothing in [("3cosadd", 0), ("3cosmul", 0.25)]:
        found = analogy(made, ["a", "b"], method=method)
        assert found["label"].tolist() == ["c", "e", "d"]
        assert found["similarity"][1] == pytest.approx(nothing)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"plus": ["king"], "weights": [-1]}, "needs at least one item that is added"),
        ({"plus": ["king"], "weights": [0]}, "needs at least one item that is added"),
        ({"plus": ["king", "man"], "weights": [1]}, "1 weights were given for 2 vectors"),
        ({"plus": ["king"], "weights": [float("nan")]}, "A weight is nan"),
        ({"plus": ["king", "king"], "minus": ["king"], "weights": [1, 1, 2]}, "cancel out"),
        ({"plus": [np.ones(2)]}, r"has the shape \(2,\); those of “Space” have 3 numbers"),
        ({"plus": [np.array([1, np.inf, 0])]}, "has NaN or infinity"),
        ({"plus": [np.zeros(3)]}, "zero has no direction"),
        ({"plus": ["king"], "method": "3cosdiv"}, "Choose one of: 3cosadd, 3cosmul"),
        ({"plus": ["king"], "k": 0}, "Ask for at least 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_makes_no_sense_is_refused(people: Space, given: dict, said: str) -> None:
    with pytest.raises(UserError, match=said):
        analogy(people, **given)


def test_the_vectors_are_not_copied() -> None:
    """What it takes beside the vectors is a few numbers an item."""
    import tracemalloc

    rng = np.random.default_rng(0)
    space = Space(rng.normal(size=(40_000, 128)).astype(np.float32), pd.DataFrame({"n": range(40_000)}))
    space.norms, space.names  # noqa: B018 – kept from the first look on
    for method in ("3cosadd", "3cosmul"):
        tracemalloc.start()
        analogy_bench(space, [1, 2], [3], method=method).answers(10)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 40_000 * 4 * 12
