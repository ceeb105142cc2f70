"""Clusters equal scikit-learn's, whatever the data; their levels, middles and silhouettes are what they say."""

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn import cluster
from sklearn.datasets import make_blobs, make_moons
from sklearn.metrics import adjusted_rand_score, silhouette_samples, silhouette_score

from embeddings import Hdbscan, KMeans, Space, UserError, builtin, clusters
from embeddings.clustering.condensed import condensed
from embeddings.clustering.levels import levels_of
from embeddings.clustering.reduction import reduced
from embeddings.clustering.silhouettes import silhouettes
from embeddings.clustering.spanning import core_distances, spanning_tree
from embeddings.progress import silent


def same_partition(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Say whether two labellings leave the same items out and group the others alike."""
    left_out = np.array_equal(ours < 0, theirs < 0)
    return left_out and adjusted_rand_score(ours, theirs) == 1.0


def blobs(count: int, width: int, seed: int, spread: float = 1.5) -> np.ndarray:
    return make_blobs(count, width, centers=7, cluster_std=spread, random_state=seed)[0]


def space_of(vectors: np.ndarray, **columns: list) -> Space:
    rows = np.asarray(vectors, np.float32)
    items = pd.DataFrame({"text": [f"item {index}" for index in range(len(rows))]} | columns)
    return Space(rows, items, text="text")


@pytest.mark.parametrize(("min_cluster_size", "min_samples"), [(5, 1), (5, 5), (12, 3), (25, 10)])
@pytest.mark.parametrize(("count", "width"), [(400, 2), (500, 3), (500, 8), (300, 60)])
def test_hdbscan_equals_scikit_learns(count: int, width: int, min_cluster_size: int, min_samples: int) -> None:
    points = blobs(count, width, seed=count + width)
    theirs = cluster.HDBSCAN(min_cluster_size=min_cluster_size, min_samples=min_samples, copy=True).fit_predict(points)
    assert_equal_to_scikit_learns(points, theirs, min_cluster_size, min_samples)


def assert_equal_to_scikit_learns(points: np.ndarray, theirs: np.ndarray, size: int, samples: int) -> None:
    """Compare labels. An item that leaves a cluster at the very distance at which it comes apart may count to either."""
    ours, _ = Hdbscan(size, samples, reduce_to=0).fit(points, silent)
    tree = condensed(*spanning_tree(points, core_distances(points, samples)), size)
    certain = ~np.isclose(tree.left[:, None], tree.births, rtol=1e-9).any(axis=1)
    assert certain.mean() > 0.9
    assert same_partition(ours[certain], theirs[certain])


def test_hdbscan_equals_scikit_learns_on_shapes_that_are_no_blobs_and_on_real_digits() -> None:
    moons = make_moons(400, noise=0.06, random_state=1)[0]
    digits = builtin("digits").vectors[:900]
    for points, size in ((moons, 10), (digits, 8)):
        theirs = cluster.HDBSCAN(min_cluster_size=size, min_samples=4, copy=True).fit_predict(points)
        assert theirs.max() >= 1
        assert_equal_to_scikit_learns(points, theirs, size, 4)


def test_the_spanning_tree_is_as_short_as_scipys_and_stays_so_in_single_precision(monkeypatch) -> None:
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial.distance import cdist

    from embeddings.clustering import spanning

    for width in (2, 20):
        points = blobs(300, width, seed=width)
        core = core_distances(points, 4)
        apart = np.sort(cdist(points, points), axis=1)
        np.testing.assert_allclose(core, apart[:, 3], atol=1e-6)
        reach = np.maximum(cdist(points, points), np.maximum(core[:, None], core))
        shortest = np.sort(minimum_spanning_tree(np.triu(reach, 1)).data)
        for most in (20_000, 0):
            monkeypatch.setattr(spanning, "DOUBLE", most)
            np.testing.assert_allclose(np.sort(spanning_tree(points, core)[2]), shortest, rtol=1e-6)


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
def test_k_means_equals_scikit_learns(metric: str) -> None:
    space = space_of(blobs(300, 6, seed=3))
    points = space.vectors / space.norms[:, None] if metric == "cosine" else space.vectors
    theirs = cluster.KMeans(5, n_init=4, random_state=7).fit_predict(points)
    assert same_partition(clusters(space, KMeans(5, seed=7), metric=metric).labels, theirs)


def test_clusters_are_found_on_a_map_where_one_is_given() -> None:
    rng = np.random.default_rng(0)
    places = np.repeat([[0.0, 0.0], [9.0, 0.0]], 40, axis=0) + rng.normal(0, 0.3, (80, 2))
    space = space_of(rng.normal(size=(80, 5)))
    found = clusters(space, Hdbscan(10, 3), on=places)
    assert len(found) == 2
    assert adjusted_rand_score(found.labels, np.repeat([0, 1], 40)) == 1
    assert adjusted_rand_score(clusters(space, KMeans(2)).labels, np.repeat([0, 1], 40)) < 0.5


def test_the_largest_is_the_first_and_its_middle_is_its_most_central_item() -> None:
    rng = np.random.default_rng(2)
    rows = np.concatenate([rng.normal(0, 0.1, (20, 4)), rng.normal(5, 0.1, (50, 4)), rng.normal(-5, 0.1, (30, 4))])
    found = clusters(space_of(rows), KMeans(3), metric="euclidean")
    assert found.sizes.tolist() == [50, 30, 20]
    for number in range(3):
        members = np.flatnonzero(found.labels == number)
        far = np.linalg.norm(rows[members] - rows[members].mean(axis=0), axis=1)
        assert found.central[number].tolist() == members[np.argsort(far)][:24].tolist()


def test_silhouettes_equal_scikit_learns() -> None:
    points, labels = make_blobs(240, 5, centers=4, cluster_std=4, random_state=0)
    labels = np.where(np.arange(240) % 9 == 0, -1, labels)
    kept = labels >= 0
    found = silhouettes(points, labels)
    assert found.overall == pytest.approx(silhouette_score(points[kept], labels[kept]))
    each = silhouette_samples(points[kept], labels[kept])
    np.testing.assert_allclose(found.clusters, [each[labels[kept] == one].mean() for one in range(4)])
    assert found.measured == kept.sum()


def test_silhouettes_of_a_sample_are_near_those_of_all(monkeypatch) -> None:
    points, labels = make_blobs([900, 80, 20], 3, centers=None, cluster_std=3, random_state=5)
    whole = silhouettes(points, labels)
    monkeypatch.setitem(silhouettes.__globals__, "SAMPLED", 400)
    drawn = silhouettes(points, labels)
    assert drawn.measured < 500
    assert drawn.overall == pytest.approx(whole.overall, abs=0.05)
    np.testing.assert_allclose(drawn.clusters, whole.clusters, atol=0.1)


def test_an_item_alone_in_its_cluster_has_a_silhouette_of_zero() -> None:
    points = np.array([[0.0], [0.1], [9.0]])
    found = silhouettes(points, np.array([0, 0, 1]))
    assert found.clusters[1] == 0
    assert found.clusters[0] > 0.9


def test_levels_join_whole_clusters_of_which_there_are_fewer_the_coarser() -> None:
    middles = np.repeat([[0.0, 0.0], [50.0, 0.0], [0.0, 50.0]], 9, axis=0)
    middles += np.random.default_rng(0).normal(0, 1, middles.shape)
    coarse, middle, fine = levels_of(middles)
    assert coarse.tolist() == np.repeat([0, 1, 2], 9).tolist()
    assert len(set(middle)) == 9
    assert fine.tolist() == list(range(27))
    for group in set(middle):
        assert len(set(coarse[middle == group])) == 1
    assert [one.tolist() for one in levels_of(middles[:4])] == [[0, 1, 2, 3]]


def test_each_items_group_follows_its_cluster_at_every_level() -> None:
    found = clusters(space_of(blobs(400, 4, seed=9)), KMeans(12), metric="euclidean")
    for level, groups in enumerate(found.levels):
        assert found.at(level).tolist() == groups[found.labels].tolist()


def test_pca_before_clustering_says_what_it_keeps() -> None:
    from sklearn.decomposition import PCA

    points = blobs(200, 12, seed=4)
    fewer, (said,) = reduced(points, 3)
    model = PCA(3).fit(points)
    np.testing.assert_allclose(np.abs(fewer), np.abs(model.transform(points)), atol=1e-4)
    assert said == (
        f"Reduced from 12 to 3 dimensions by PCA first, which keep {model.explained_variance_ratio_.sum():.0%} "
        "of the variance."
    )
    assert reduced(points, 0)[0] is points


def test_of_too_many_items_some_are_drawn_and_the_others_join_them(monkeypatch) -> None:
    monkeypatch.setitem(clusters.__globals__, "MOST", 150)
    points, truth = make_blobs(600, 4, centers=3, cluster_std=0.5, random_state=0)
    found = clusters(space_of(points), KMeans(3), metric="euclidean")
    assert adjusted_rand_score(found.labels, truth) == 1
    assert "among 150 items drawn at random" in found.notes[0]


def test_vectors_of_zeros_have_no_direction_and_are_left_out_and_told() -> None:
    rows = blobs(60, 3, seed=1)
    rows[[5, 17]] = 0
    found = clusters(space_of(rows), KMeans(3))
    assert np.flatnonzero(found.labels < 0).tolist() == [5, 17]
    assert found.notes[0].startswith("Left out of every cluster: 2 with a vector of zeros")
    assert (clusters(space_of(rows), KMeans(3), metric="euclidean").labels >= 0).all()


def test_items_without_a_place_on_the_map_are_left_out_and_told() -> None:
    places = blobs(60, 2, seed=1)
    places[7] = np.nan
    found = clusters(space_of(np.ones((60, 2))), Hdbscan(5), on=places)
    assert found.labels[7] == -1
    assert found.notes[0].startswith("Left out of every cluster: 1 without a place")


def test_equal_items_are_no_clusters_by_density_and_one_by_centres() -> None:
    space = space_of(np.ones((30, 3)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dense = clusters(space, Hdbscan(5))
        means = clusters(space, KMeans(4))
    assert len(dense) == 0
    assert (dense.labels == -1).all()
    assert len(means) == 1
    assert means.notes == ("Only 1 of the 4 clusters have items: there are no more different vectors.",)
    assert np.isnan(means.silhouettes.overall)


def test_duplicates_make_no_trouble() -> None:
    points = np.repeat(blobs(40, 3, seed=2), 5, axis=0)
    theirs = cluster.HDBSCAN(min_cluster_size=20, min_samples=7, copy=True).fit_predict(points)
    assert_equal_to_scikit_learns(points, theirs, 20, 7)


def test_what_cannot_be_grouped_is_refused() -> None:
    two = space_of(np.eye(2))
    with pytest.raises(UserError, match="3 clusters were asked for, and there are 2 items"):
        clusters(two, KMeans(3))
    with pytest.raises(UserError, match="clusters need at least two"):
        clusters(space_of(np.ones((1, 2))), KMeans(1))
    with pytest.raises(UserError, match="clusters need at least two"):
        clusters(two, Hdbscan(2), on=np.full((2, 2), np.nan))
    with pytest.raises(UserError, match="A cluster needs at least 2"):
        clusters(two, Hdbscan(1))
    with pytest.raises(UserError, match="“dot”"):
        clusters(two, KMeans(2), metric="dot")
    with pytest.raises(UserError, match="The map has 3 points, the space 2 items"):
        clusters(two, KMeans(2), on=np.zeros((3, 2)))
    assert len(clusters(two, KMeans(2))) == 2
    assert len(clusters(two, Hdbscan(2))) == 0


def test_progress_tells_how_many_items_have_been_joined() -> None:
    told: list[tuple[int, int, str]] = []
    clusters(space_of(blobs(700, 2, seed=0)), Hdbscan(10), progress=lambda *said: told.append(said))
    joined = [(done, total) for done, total, words in told if words.startswith("joining")]
    assert joined == [(0, 699), (500, 699), (699, 699)]
