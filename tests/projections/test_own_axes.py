"""A map of one's own axes: each coordinate is the cosine with a direction between two groups of items."""

import numpy as np
import pytest

from projections import PROJECTIONS, UserError, place, project
from projections.methods import axes

FIRST = ((0, 1), (15, 16))
SECOND = ((30,), (45, 46, 47))


def cosines(vectors: np.ndarray, ends: tuple[tuple[int, ...], tuple[int, ...]]) -> np.ndarray:
    """Return what the textbook says, one vector after another."""
    units = [vector / np.linalg.norm(vector) for vector in vectors.astype(np.float64)]
    low, high = (np.mean([units[item] for item in end], axis=0) for end in ends)
    return np.array([one @ (high - low) / np.linalg.norm(high - low) for one in units])


@pytest.mark.parametrize("dimensions", [2, 3])
def test_each_coordinate_is_the_cosine_with_its_axis(dimensions: int, clusters: np.ndarray) -> None:
    chosen = [FIRST, SECOND, ((50,), (3,))]
    made = project(clusters, "axes", dimensions, axes=chosen)
    expected = np.column_stack([cosines(clusters, ends) for ends in chosen[:dimensions]])
    assert made.coordinates.dtype == np.float32
    np.testing.assert_allclose(made.coordinates, expected, atol=1e-6)
    low, high = (made.coordinates[list(end), 0].mean() for end in FIRST)
    assert low < high


def test_how_long_the_vectors_are_does_not_matter(clusters: np.ndarray) -> None:
    longer = clusters * np.linspace(0.1, 9, 60)[:, None].astype(np.float32)
    made = [project(vectors, "axes", 2, axes=[FIRST, SECOND]).coordinates for vectors in (clusters, longer)]
    np.testing.assert_allclose(*made, atol=1e-6)


@pytest.mark.parametrize("sample", [axes.SAMPLE, 40], ids=["all", "a sample"])
def test_an_axis_that_was_not_chosen_shows_what_else_differs_most(
    sample: int, clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(axes, "SAMPLE", sample)
    made = project(clusters, "axes", 3, axes=[FIRST])
    assert made.notes == ("What no axis was chosen for shows what else differs most.",)
    np.testing.assert_allclose(made.coordinates[:, 0], cosines(clusters, FIRST), atol=1e-6)
    directions = made.kept["directions"]
    np.testing.assert_allclose(directions @ directions.T, np.eye(3), atol=1e-5)
    units = clusters / np.linalg.norm(clusters, axis=1, keepdims=True)
    left = units - np.outer(units @ directions[0], directions[0])
    largest = np.linalg.svd(left - left.mean(axis=0), compute_uv=False)[0] ** 2 / 60
    assert made.coordinates[:, 1].var() > (0.9 if sample < 60 else 0.9999) * largest


def test_axes_that_show_the_same_say_so(clusters: np.ndarray) -> None:
    notes = project(clusters, "axes", 2, axes=[FIRST, (FIRST[1], FIRST[0])]).notes
    assert notes == ("The first and the second axis show much of the same: their cosine is −1.00.",)


def test_a_new_vector_is_placed_exactly(clusters: np.ndarray) -> None:
    made = project(clusters, "axes", 3, axes=[FIRST, SECOND])
    new = np.vstack([clusters[:3] * 7, np.zeros((1, 8))]).astype(np.float32)
    found = place(made, clusters, new)
    np.testing.assert_allclose(found.coordinates[:3], made.coordinates[:3], atol=1e-6)
    assert found.coordinates[3].tolist() == [0, 0, 0]
    made.kept.clear()
    np.testing.assert_array_equal(place(made, clusters, new).coordinates, found.coordinates)


@pytest.mark.parametrize("block", [7, 60])
def test_blocks_and_zero_vectors_do_not_show(block: int, clusters: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(axes, "BLOCK", block)
    clusters[59] = 0
    made = project(clusters, "axes", 2, axes=[FIRST, SECOND]).coordinates
    np.testing.assert_allclose(made[:59, 0], cosines(clusters[:59], FIRST), atol=1e-6)
    assert made[59].tolist() == [0, 0]


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("width", [1, 2, 40])
def test_few_dimensions_and_few_items_have_a_map(width: int, dimensions: int, rng: np.random.Generator) -> None:
    vectors = rng.standard_normal((3, width)) * [[1], [-1], [2]]
    made = project(vectors if width > 1 else np.array([[1.0], [-1], [2]]), "axes", dimensions, axes=[((0,), (1,))])
    assert made.coordinates.shape == (3, dimensions)
    assert np.isfinite(made.coordinates).all()


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ([], "No axes yet. A map of your own axes needs at least one. Choose items for the two ends"),
        ([((), (3,))], "An end without items. No item is at the low end of the first axis"),
        ([FIRST, ((3,), ())], "No item is at the high end of the second axis"),
        ([FIRST, ((60,), (3,))], "The second axis names item 60; there are 60"),
        ([((-1,), (3,))], "The first axis names item -1; there are 60"),
        ([((3, 4), (4, 3))], "The ends cancel out. The two ends of the first axis have the same middle"),
        ([FIRST, ((9,), (9,))], "The two ends of the second axis"),
        ([FIRST] * 4, "axes"),
        ([((1,), ("x",))], "axes"),
        ([FIRST, ((1,), ((1.0, 2.0),))], "The second axis has a vector of 2 numbers; those of the items have"),
    ],
)
def test_axes_that_will_not_do_are_refused_in_words(chosen: list, said: str, clusters: np.ndarray) -> None:
    with pytest.raises(UserError, match=said) as caught:
        project(clusters, "axes", 2, axes=chosen)
    assert caught.value.hint


def test_a_vector_stands_for_an_item(clusters: np.ndarray) -> None:
    (low, high), item = FIRST, FIRST[1][0]
    given = tuple(map(float, clusters[item]))
    expected = project(clusters, "axes", 2, axes=[FIRST, SECOND])
    found = project(clusters, "axes", 2, axes=[(low, (given, *high[1:])), SECOND])
    np.testing.assert_allclose(found.coordinates, expected.coordinates, atol=1e-6)
    assert PROJECTIONS.make("axes", {"axes": [[[0], [[0.5, 1]]]]}).axes == (((0,), ((0.5, 1.0),)),)


def test_its_progress_ends(clusters: np.ndarray) -> None:
    heard: list[tuple[int, int]] = []
    project(clusters, "axes", 2, axes=[FIRST], progress=lambda done, total, _: heard.append((done, total)))
    assert heard[-1] == (60, 60)


def test_other_axes_are_another_recipe() -> None:
    one, other = (PROJECTIONS.make("axes", {"axes": [ends]}) for ends in (FIRST, SECOND))
    assert one != other
    assert one == PROJECTIONS.make("axes", {"axes": [[[0, 1], [15, 16]]]})
