"""DBCV is what hdbscan's own `validity_index` says, to the last digit; the figures below are those of hdbscan 0.8.44."""

import numpy as np
import pytest
from sklearn.cluster import HDBSCAN
from sklearn.datasets import make_blobs, make_moons

from embeddings import builtin, density_validity
from embeddings.clustering import validity

BLOBS = {width: make_blobs(300, width, centers=4, cluster_std=1.5, random_state=width) for width in (3, 20)}
ODD = np.arange(300) % 9 == 0
MIXED = np.random.default_rng(0).integers(-1, 3, 300)


@pytest.mark.parametrize(
    ("points", "labels", "overall", "clusters"),
    [
        (*make_moons(300, noise=0.06, random_state=1), 0.3727691562546833, [0.29558034609037637, 0.4499579664189903]),
        (BLOBS[3][0], np.where(ODD, -1, BLOBS[3][1]), 0.5780964784038178, [0.6832454260386703, 0.6829292395744786, 0.6537684118863145, 0.57667841580438]),
        (BLOBS[3][0], MIXED, -0.6134071106157255, [-0.8188301213342226, -0.7883905569874524, -0.7865666464933401]),
        (BLOBS[20][0], np.where(ODD, -1, BLOBS[20][1]), 0.5527360886148137, [0.6432291513075858, 0.6584297326780914, 0.6111511998267868, 0.5825129217306911]),
        (BLOBS[20][0], MIXED, -0.5692985593531499, [-0.7366905484720893, -0.7438491683814368, -0.7377743998503236]),
    ],
    ids=["moons", "flat blobs", "no clusters", "blobs in 20 dimensions", "none in 20 dimensions"],
)  # fmt: skip
def test_it_is_hdbscans(points: np.ndarray, labels: np.ndarray, overall: float, clusters: list[float]) -> None:
    found = density_validity(points, labels)
    assert found.overall == pytest.approx(overall)
    assert found.clusters == pytest.approx(clusters)
    assert found.measured == (labels >= 0).sum()


def test_it_is_hdbscans_on_real_digits() -> None:
    digits = builtin("digits").vectors[:900]
    labels = HDBSCAN(min_cluster_size=8, min_samples=4, copy=True).fit_predict(digits)
    found = density_validity(digits, labels)
    assert len(found.clusters) == 14
    assert found.overall == pytest.approx(0.1658281441010699)


def test_it_sees_that_moons_are_two_where_round_halves_are_not() -> None:
    points, moons = make_moons(300, noise=0.03, random_state=0)
    halves = (points[:, 0] > 0.5).astype(int)
    assert density_validity(points, moons).overall > 0.3
    assert density_validity(points, halves).overall < 0


def test_twins_are_as_dense_as_can_be_and_no_warning_is_given() -> None:
    points = np.repeat([[0.0, 0.0], [5.0, 0.0]], 6, axis=0)
    with np.errstate(all="raise"):
        found = density_validity(points, np.repeat([0, 1], 6))
    assert found.clusters.tolist() == [1.0, 1.0]


def test_hundreds_of_dimensions_exceed_no_number() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(60, 900)) * 1e-3
    points[30:, 0] += 10
    assert density_validity(points, np.repeat([0, 1], 30)).overall > 0.9


def test_of_many_items_some_are_measured_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    points, labels = make_blobs([900, 300], 3, centers=[[0, 0, 0], [20, 0, 0]], random_state=5)
    whole = density_validity(points, labels)
    monkeypatch.setattr(validity, "WHOLE", 600)
    monkeypatch.setattr("embeddings.clustering.silhouettes.SAMPLED", 500)
    drawn = density_validity(points, labels)
    assert drawn.measured == 500
    assert drawn.overall == pytest.approx(whole.overall, abs=0.1)
    assert drawn.overall == pytest.approx((900 * drawn.clusters[0] + 300 * drawn.clusters[1]) / 1200)


def test_one_cluster_or_none_has_no_figure() -> None:
    assert np.isnan(density_validity(np.eye(4), np.zeros(4, int)).overall)
    assert np.isnan(density_validity(np.eye(4), np.full(4, -1)).overall)


def test_two_items_are_a_cluster() -> None:
    points = np.array([[0.0], [1.0], [9.0], [10.0]])
    assert density_validity(points, np.array([0, 0, 1, 1])).clusters.tolist() == [1 - 1 / 8, 1 - 1 / 8]
