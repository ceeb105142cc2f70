"""A new vector is placed where its map's own method puts it, beside what is near it, and what cannot be is refused."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from projections import PROJECTIONS, Placement, Projection, UserError, place, project, usual_gaps
from projections.methods import tsne, umap_learn
from projections.nearby import nearest_to_new

FITTED = 600
NEW = 80
METHODS = ["pca", "tsne", "umap"]


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return 600 of scikit-learn's digits for the maps, and 80 that the maps have not seen."""
    vectors = load_digits().data.astype(np.float32)
    drawn = np.random.default_rng(0).permutation(len(vectors))
    return vectors[drawn[:FITTED]], vectors[drawn[FITTED : FITTED + NEW]]


@pytest.fixture(scope="module")
def maps(digits: tuple[np.ndarray, np.ndarray]) -> dict[str, Projection]:
    return {method: project(digits[0], method, 2) for method in METHODS}


@pytest.fixture(scope="module")
def placed(digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection]) -> dict[str, Placement]:
    return {method: place(maps[method], *digits) for method in METHODS}


def test_pca_places_as_scikit_learn_projects(
    digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection], placed: dict[str, Placement]
) -> None:
    fitted, new = digits
    theirs = PCA(2, svd_solver="full").fit(fitted.astype(np.float64))
    signs = np.sign((theirs.transform(fitted) * maps["pca"].coordinates).sum(axis=0))
    np.testing.assert_allclose(placed["pca"].coordinates, theirs.transform(new) * signs, atol=1e-3)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_umap_places_one_vector_as_umap_learn_transforms_it(
    dimensions: int, digits: tuple[np.ndarray, np.ndarray]
) -> None:
    fitted, new = digits
    umap = umap_learn.umap_learn()
    theirs = umap.UMAP(
        n_components=dimensions, n_neighbors=16, metric="cosine", random_state=0, n_jobs=1, n_epochs=50
    ).fit(fitted)
    theirs.n_epochs = None
    made = Projection.known(fitted, theirs.embedding_, "umap", {}, {})
    expected = np.vstack([theirs.transform(one[None]) for one in new[:20]])
    away = np.linalg.norm(place(made, fitted, new[:20]).coordinates - expected, axis=1)
    # Which items push one off is drawn by the last bits of where it begins; where our distances round as umap-learn's
    # do, the places are equal to the last bit.
    assert (away < 1e-4).sum() >= 3
    assert np.median(away) < 0.3
    assert away.max() < 1.2, "on a map that is 15 across"


@pytest.mark.parametrize("flat", [True, False], ids=["interpolated", "Barnes–Hut"])
def test_tsne_places_as_opentsne_transforms(
    flat: bool, digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection], monkeypatch: pytest.MonkeyPatch
) -> None:
    from openTSNE import TSNEEmbedding
    from openTSNE.affinity import PerplexityBasedNN

    fitted, new = digits
    monkeypatch.setattr(tsne, "FFT_FROM", 100 if flat else 10_000)
    known = PerplexityBasedNN(fitted, perplexity=30, method="exact", metric="cosine")
    theirs = TSNEEmbedding(
        maps["tsne"].coordinates, known, negative_gradient_method="fft" if flat else "bh", random_state=0
    )
    middle = (np.max(theirs, axis=0) + np.min(theirs, axis=0)) / 2
    expected = np.asarray(theirs.transform(new, perplexity=5)) + middle
    away = np.linalg.norm(place(maps["tsne"], fitted, new).coordinates - expected, axis=1)
    assert np.median(away) < 1e-3
    assert away.max() < 0.5, "on a map that is 40 across"


@pytest.mark.parametrize("method", METHODS)
def test_the_places_of_new_items_are_as_true_as_those_of_the_old(
    method: str, maps: dict[str, Projection], placed: dict[str, Placement]
) -> None:
    found = placed[method]
    assert found.coordinates.shape == (NEW, 2)
    assert found.coordinates.dtype == np.float32
    assert found.trust.mean() > 0.8 * maps[method].quality.recall
    at_random = np.random.default_rng(1).permutation(found.coordinates)
    assert np.linalg.norm(found.coordinates - at_random, axis=1).mean() > maps[method].coordinates.std()


@pytest.mark.parametrize("method", METHODS)
def test_an_item_placed_anew_lies_on_itself(
    method: str, digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection]
) -> None:
    found = place(maps[method], digits[0], digits[0][:30])
    np.testing.assert_allclose(found.coordinates, maps[method].coordinates[:30], atol=1e-3)
    assert found.nearest[:, 0].tolist() == list(range(30))
    assert (found.remote == 0).all()


@pytest.mark.parametrize("method", METHODS)
def test_a_place_does_not_depend_on_what_else_is_placed(
    method: str, digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection], placed: dict[str, Placement]
) -> None:
    alone = place(maps[method], digits[0], digits[1][7])
    np.testing.assert_allclose(alone.coordinates[0], placed[method].coordinates[7], atol=1e-3)
    assert alone.trust[0] == placed[method].trust[7]


@pytest.mark.parametrize("method", METHODS)
def test_it_is_placed_in_three_dimensions_too(method: str, clusters: np.ndarray) -> None:
    made = project(clusters[1:], method, 3)
    found = place(made, clusters[1:], clusters[:1])
    assert found.coordinates.shape == (1, 3)
    away = np.linalg.norm(made.coordinates - found.coordinates, axis=1)
    assert away[:14].mean() < away[14:].mean(), "beside its own cluster"


def test_what_is_like_nothing_here_is_said_to_be(
    digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection]
) -> None:
    fitted, new = digits
    odd = place(maps["umap"], fitted, np.vstack([-fitted[0], new[0]]))
    assert odd.remote[0] == 1
    assert odd.remote[1] < 1


def test_trust_is_the_share_of_neighbours_on_the_map_that_are_true(
    digits: tuple[np.ndarray, np.ndarray], maps: dict[str, Projection], placed: dict[str, Placement]
) -> None:
    fitted, new = digits
    found = placed["tsne"]
    unit = fitted / np.linalg.norm(fitted, axis=1, keepdims=True)
    for row in range(0, NEW, 9):
        truly = np.argsort(1 - unit @ (new[row] / np.linalg.norm(new[row])))[:10]
        shown = np.argsort(np.linalg.norm(maps["tsne"].coordinates - found.coordinates[row], axis=1))[:10]
        assert found.nearest[row].tolist() == truly.tolist()
        assert found.trust[row] == pytest.approx(len({*truly} & {*shown}) / 10)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_the_nearest_items_are_the_nearest(metric: str, rng: np.random.Generator) -> None:
    vectors = np.vstack([np.zeros((2, 4)), rng.standard_normal((50, 4))]).astype(np.float32)
    new = np.vstack([np.zeros((1, 4)), rng.standard_normal((5, 4))]).astype(np.float32)
    indices, distances = nearest_to_new(vectors, new, 3, metric)
    for row in range(1, 6):
        own = new[row].astype(np.float64)
        all_of_them = np.linalg.norm(vectors - own, axis=1)
        if metric == "cosine":
            lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(own)
            all_of_them = 1 - np.divide(vectors @ own, lengths, out=np.zeros(52), where=lengths > 0)
        assert indices[row].tolist() == np.argsort(all_of_them)[:3].tolist()
        np.testing.assert_allclose(distances[row], np.sort(all_of_them)[:3], atol=1e-6)
    assert {0, 1} == {*indices[0, :2].tolist()}
    assert distances[0, :2].tolist() == [0, 0]


def test_the_usual_gaps_are_those_of_the_items(digits: tuple[np.ndarray, np.ndarray]) -> None:
    unit = digits[0] / np.linalg.norm(digits[0], axis=1, keepdims=True)
    likeness = unit @ unit.T
    np.fill_diagonal(likeness, -1)
    expected = np.quantile(1 - likeness.max(axis=1), [0.1, 0.5, 0.9])
    np.testing.assert_allclose(np.quantile(usual_gaps(digits[0]), [0.1, 0.5, 0.9]), expected, rtol=0.25)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("count", [2, 3, 5])
def test_few_items_take_a_new_one_too(method: str, count: int, rng: np.random.Generator) -> None:
    vectors = rng.standard_normal((count, 6), dtype=np.float32)
    found = place(project(vectors, method, 2), vectors, rng.standard_normal((2, 6)))
    assert np.isfinite(found.coordinates).all()
    assert ((found.trust >= 0) & (found.trust <= 1)).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("vectors", "new", "said"),
    [
        (np.eye(9), np.ones((1, 4)), "The new vectors have 4 dimensions, those of the map 9"),
        (np.eye(9), np.full((1, 9), np.nan), "holds NaN or infinity"),
        (np.ones((9, 3)), np.zeros((1, 3)), "The map is one point"),
    ],
    ids=["other width", "not finite", "one point"],
)
def test_what_cannot_be_placed_is_refused(method: str, vectors: np.ndarray, new: np.ndarray, said: str) -> None:
    with pytest.raises(UserError, match=said):
        place(project(vectors, method, 2), vectors, new)


def test_a_map_of_other_vectors_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="the map has 9 items, the vectors are 8"):
        place(project(np.eye(9), "pca"), np.eye(9)[:8], np.ones(9))


def test_every_method_places(clusters: np.ndarray) -> None:
    assert all(callable(method.place) for method in PROJECTIONS.all().values())
