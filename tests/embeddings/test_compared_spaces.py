"""The same items under two encoders: who matches whom, whose neighbours are shared, and CKA, against brute force."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError, neighbours
from embeddings.comparing.compare_spaces import compare_spaces, places_of, shared_of
from embeddings.comparing.kernel_alignment import linear_cka
from embeddings.comparing.same_items import matched
from embeddings.metrics import METRICS

RNG = np.random.default_rng(11)
ONE = RNG.normal(size=(80, 7)).astype(np.float32)
OTHER = (ONE[:, :5] + 0.7 * RNG.normal(size=(80, 5))).astype(np.float32)
NAMES = [f"item {index}" for index in range(80)]


def named(vectors: np.ndarray, names: list[str], **changed: object) -> Space:
    return Space(vectors, pd.DataFrame({"text": names}), **{"text": "text"} | changed)


@pytest.fixture
def pair() -> tuple[Space, Space]:
    """Return eighty items in seven dimensions and, somewhat alike, in five."""
    return named(ONE, NAMES), named(OTHER, NAMES)


def test_equal_rows_are_matched_by_row(pair) -> None:
    found = matched(*pair)
    assert (found.by, found.ours.tolist(), found.theirs.tolist()) == ("row", [*range(80)], [*range(80)])


def test_others_are_matched_by_name_and_equal_names_in_their_order(space: Callable[..., Space]) -> None:
    found = matched(space(np.eye(4), ["a", "b", "a", "x"]), space(np.eye(5), ["b", "a", "y", "a", "a"]))
    assert found.by == "name"
    assert list(zip(found.ours.tolist(), found.theirs.tolist(), strict=True)) == [(0, 1), (1, 0), (2, 3)]


def test_pictures_are_matched_by_their_content_whatever_their_names() -> None:
    def pictures(names: list[str], shown: list[str | None]) -> Space:
        items = pd.DataFrame({"name": names, "sha256": shown})
        return Space(np.eye(len(names), dtype=np.float32), items, text="name", image="sha256")

    found = matched(
        pictures(["x", "y", "a text"], ["00", "11", None]), pictures(["a text", "z", "w"], [None, "11", "22"])
    )
    assert list(zip(found.ours.tolist(), found.theirs.tolist(), strict=True)) == [(1, 1), (2, 0)]


def test_spaces_without_names_are_matched_by_place_alone_and_that_is_told() -> None:
    bare = [Space(np.eye(count, dtype=np.float32), pd.DataFrame(index=range(count))) for count in (3, 3, 4)]
    assert matched(bare[0], bare[1]).by == "place"
    with pytest.raises(UserError, match="No item of “Space”"):
        matched(bare[0], bare[2])


def test_a_space_without_names_is_not_matched_by_item_and_number(space: Callable[..., Space]) -> None:
    bare = Space(np.eye(3, dtype=np.float32), pd.DataFrame(index=range(3)))
    with pytest.raises(UserError, match="Nothing matches"):
        matched(bare, space(np.eye(3), ["Item 0", "Item 1", "Item 2"]))


def test_nothing_in_common_is_refused_with_examples(space: Callable[..., Space]) -> None:
    with pytest.raises(UserError, match=r"such as “a”.* is in .*such as “x”"):
        matched(space(np.eye(2), ["a", "b"]), space(np.eye(2), ["x", "y"]))
    with pytest.raises(UserError, match="only 2 items are in both"):
        compare_spaces(space(np.eye(3), ["a", "b", "c"]), space(np.eye(3), ["a", "b", "x"]))


@pytest.mark.parametrize("metric", METRICS.all())
def test_overlap_is_the_jaccard_index_of_both_lists(pair, metric: str) -> None:
    one, other = pair
    result = compare_spaces(one, other, k=6, metric=metric)
    for item in range(80):
        ours, theirs = (set(neighbours(space, item, 6, metric)["index"]) for space in pair)
        assert set(result.ours[item]) == ours
        assert set(result.theirs[item]) == theirs
        assert result.shared[item] == len(ours & theirs)
        assert result.overlap[item] == pytest.approx(len(ours & theirs) / len(ours | theirs))


def test_only_matched_items_are_neighbours_wherever_they_stand(pair) -> None:
    one, _ = pair
    order = RNG.permutation(80)[:50]
    shuffled = named(OTHER[order], [NAMES[index] for index in order])
    result = compare_spaces(one, shuffled, k=4)
    ours = np.sort(order)
    expected = compare_spaces(named(ONE[ours], NAMES[:50]), named(OTHER[ours], NAMES[:50]), k=4)
    assert result.matched.ours.tolist() == ours.tolist()
    np.testing.assert_array_equal(result.overlap, expected.overlap)
    assert result.alignment.cka == pytest.approx(expected.alignment.cka)


def test_rotation_and_scale_change_nothing(pair) -> None:
    one, _ = pair
    turn = np.linalg.qr(RNG.normal(size=(7, 7)))[0]
    result = compare_spaces(one, named((3 * ONE @ turn).astype(np.float32), NAMES))
    assert result.overlap.min() == 1
    assert result.alignment.cka == pytest.approx(1)


def test_more_neighbours_than_there_are_items_are_all_items(space: Callable[..., Space]) -> None:
    result = compare_spaces(space(np.eye(4)), space(RNG.normal(size=(4, 2))), k=10)
    assert (result.k, result.overlap.tolist()) == (3, [1] * 4)
    with pytest.raises(UserError, match="0 neighbours were asked for"):
        compare_spaces(space(np.eye(4)), space(np.eye(4)), k=0)


def test_the_items_told_of_first_share_least_and_their_neighbours_went_farthest(pair) -> None:
    one, other = pair
    result = compare_spaces(one, other, k=3)
    told = result.most_different(one, other, 80)
    expected = []
    for item in range(80):
        far = []
        for space, near in ((other, result.ours[item]), (one, result.theirs[item])):
            listed = neighbours(space, item, 79)["index"].tolist()
            far.append(np.median([listed.index(index) + 1 for index in near]))
        expected.append((float(result.overlap[item]), -float(np.mean(far)), item))
    assert told["index"].tolist() == [item for *_, item in sorted(expected)]
    np.testing.assert_allclose(told["went"], [-far for _, far, _ in sorted(expected)])


def test_places_count_only_the_rows_that_are_matched(space: Callable[..., Space]) -> None:
    made = space([[0.0], [1], [2], [4], [8]])
    rows = np.array([0, 2, 4])
    assert places_of(made, rows, np.array([0]), np.array([[1, 2]]), "euclidean").tolist() == [[1, 2]]


def test_shared_numbers_are_counted_row_by_row() -> None:
    ours, theirs = (np.array([RNG.permutation(30)[:8] for _ in range(40)], np.int32) for _ in range(2))
    expected = [len(set(a) & set(b)) for a, b in zip(ours.tolist(), theirs.tolist(), strict=True)]
    assert shared_of(ours, theirs).tolist() == expected


def by_definition(x: np.ndarray, y: np.ndarray) -> float:
    """Return CKA from the Gram matrices of HSIC, as the paper defines it."""
    middle = np.eye(len(x)) - 1 / len(x)
    k, ell = (middle @ (one.astype(float) @ one.astype(float).T) @ middle for one in (x, y))
    return float((k * ell).sum() / np.sqrt((k * k).sum() * (ell * ell).sum()))


@pytest.mark.parametrize("shape", [(80, 7, 5), (80, 7, 200), (20, 90, 40), (5, 5, 5)])
def test_cka_is_that_of_the_paper_in_either_form(shape: tuple[int, int, int]) -> None:
    rows, d, e = shape
    x = RNG.normal(size=(rows, d)).astype(np.float32) + 3
    y = (x[:, :1] * RNG.normal(size=e) + RNG.normal(size=(rows, e))).astype(np.float32)
    assert linear_cka(x, y).cka == pytest.approx(by_definition(x, y), rel=1e-6)


def test_cka_of_huge_and_of_tiny_numbers_is_the_same() -> None:
    expected = linear_cka(ONE, OTHER).cka
    assert linear_cka(ONE * np.float32(1e17), OTHER * np.float32(1e-17)).cka == pytest.approx(expected, rel=1e-5)


def test_the_chance_told_is_the_mean_over_shuffled_items() -> None:
    x, y = ONE[:12], OTHER[:12]
    shuffled = [linear_cka(x, y[RNG.permutation(12)]).cka for _ in range(3_000)]
    assert linear_cka(x, y).by_chance == pytest.approx(np.mean(shuffled), abs=0.01)


def test_cka_of_rows_that_are_chosen() -> None:
    rows, others = np.array([3, 1, 7, 30, 20]), np.array([2, 9, 8, 4, 1])
    assert linear_cka(ONE, OTHER, rows, others).cka == pytest.approx(by_definition(ONE[rows], OTHER[others]), rel=1e-6)


def test_a_space_that_is_one_point_is_refused() -> None:
    with pytest.raises(UserError, match="no differences to compare"):
        linear_cka(ONE, np.ones((80, 3), np.float32))
