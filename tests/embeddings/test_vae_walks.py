"""Walks in a latent space: grids, arcs, paths, sums, and what is understood of it."""

import numpy as np
import pytest
from scipy import stats

from embeddings import UserError
from embeddings.vae.model import Vae
from embeddings.vae.shape import Shape
from embeddings.vae.understanding import accuracy, bernoulli_nats, carried, divergences, elbo, errors, overlap
from embeddings.vae.walking import along, between, combined, dreams, manifold, middle


@pytest.fixture(scope="module")
def vae() -> Vae:
    shape = Shape(height=5, width=4, latent=3, hidden=(9, 6))
    rng = np.random.default_rng(0)
    return Vae(shape, {name: rng.normal(0, 0.4, size).astype(np.float32) for name, size in shape.tensors().items()})


def test_a_grid_has_the_decoders_pictures_the_top_row_first(vae: Vae) -> None:
    grid = manifold(vae, (-2, -1), (2, 3), steps=5, axes=(0, 2), others=(9, 7, 9))
    assert grid.latents.shape == (25, 3)
    assert grid.latents[0].tolist() == [-2, 7, 3]
    assert grid.latents[4].tolist() == [2, 7, 3]
    assert grid.latents[-1].tolist() == [2, 7, -1]
    np.testing.assert_allclose(grid.pictures[7], vae.decode(grid.latents[7:8])[0], atol=1e-6)
    assert manifold(vae, steps=2).latents[:, 2].tolist() == [0] * 4


def test_a_plane_that_is_none_is_refused(vae: Vae) -> None:
    with pytest.raises(UserError, match="latent numbers are 0 to 2; asked for are 1 and 1"):
        manifold(vae, axes=(1, 1))
    with pytest.raises(UserError, match="asked for are 0 and 3"):
        manifold(vae, axes=(0, 3))
    with pytest.raises(UserError, match="has 3 numbers; given are 2"):
        manifold(vae, others=(0, 0))


def test_ways_go_straight_or_about_the_origin() -> None:
    start, end = np.array([2.0, 0, 0]), np.array([0, 0, 4.0])
    straight, arc = between(start, end, 5), between(start, end, 5, "spherical")
    np.testing.assert_allclose(straight[2], [1, 0, 2])
    np.testing.assert_allclose(np.linalg.norm(arc, axis=1), [2, 2.5, 3, 3.5, 4], rtol=1e-6)
    turned = np.degrees(np.arctan2(arc[:, 2], arc[:, 0]))
    np.testing.assert_allclose(turned, [0, 22.5, 45, 67.5, 90], atol=1e-4)
    for way in (straight, arc):
        np.testing.assert_allclose(way[[0, -1]], [start, end], atol=1e-6)


@pytest.mark.parametrize(("start", "end"), [((0, 0), (1, 2)), ((1, 1), (-2, -2)), ((1, 1), (3, 3)), ((1, 2), (1, 2))])
def test_where_there_is_no_arc_the_way_is_straight(start: tuple[float, ...], end: tuple[float, ...]) -> None:
    np.testing.assert_allclose(between(start, end, 4, "spherical"), np.linspace(start, end, 4), atol=1e-6)


def test_a_film_goes_at_an_even_pace() -> None:
    places = along([(0, 0), (3, 0), (3, 1), (3, 1)], 9)
    np.testing.assert_allclose(np.linalg.norm(np.diff(places, axis=0), axis=1), 0.5, atol=1e-6)
    assert places[-1].tolist() == [3, 1]
    assert along([(1, 2)], 3).tolist() == [[1, 2]] * 3


def test_sums_averages_and_dreams(vae: Vae) -> None:
    places = np.array([[1, 2, 3], [4, 5, 7], [0, 1, 0]], np.float32)
    assert combined(places[:2], places[2:]).tolist() == [5, 6, 10]
    assert combined(places[:1]).tolist() == [1, 2, 3]
    assert middle(places).tolist() == pytest.approx([5 / 3, 8 / 3, 10 / 3])
    with pytest.raises(UserError, match="Nothing is selected"):
        middle(places[:0])
    dreamt = dreams(vae, 4_000, seed=3)
    assert (dreamt == dreams(vae, 4_000, seed=3)).all()
    assert all(stats.kstest(column, "norm").pvalue > 0.01 for column in dreamt.T)


def test_the_terms_are_those_of_scipy(vae: Vae) -> None:
    rng = np.random.default_rng(0)
    logits, truth = rng.normal(0, 5, (3, 20)), rng.integers(0, 2, (3, 20))
    expected = -stats.bernoulli.logpmf(truth, 1 / (1 + np.exp(-logits))).sum(axis=1)
    np.testing.assert_allclose(bernoulli_nats(logits, truth), expected)
    mean, log_variance = rng.normal(size=(1, 2)), rng.normal(size=(1, 2))
    x = np.linspace(-30, 30, 400_001)
    for place in range(2):
        here = stats.norm(mean[0, place], np.exp(log_variance[0, place] / 2))
        integral = np.trapezoid(here.pdf(x) * (here.logpdf(x) - stats.norm.logpdf(x)), x)
        assert divergences(mean, log_variance)[0, place] == pytest.approx(integral, rel=1e-6)


def test_the_bound_is_below_the_likelihood_and_errors_are_nought_at_best(vae: Vae) -> None:
    rows = np.random.default_rng(1).integers(0, 2, (40, 20)).astype(np.float32)
    terms = elbo(vae, rows, samples=64)
    z = np.random.default_rng(2).standard_normal((20_000, 3)).astype(np.float32)
    nats = np.stack([bernoulli_nats(vae.logits(z), row[None]) for row in rows])
    likelihood = -(np.logaddexp.reduce(-nats, axis=1) - np.log(len(z))).mean()
    assert -terms.elbo > likelihood
    assert elbo(vae, rows, samples=64) == terms
    greys = vae.reconstruct(rows)
    assert errors(vae, rows).excess.max() > 1
    shown = errors(vae, greys)
    assert (shown.excess >= 0).all()
    assert (shown.nats > shown.excess).all()


def test_collapse_is_told_when_it_happens() -> None:
    rng = np.random.default_rng(0)
    means = np.stack([rng.normal(0, 1, 500), rng.normal(0, 1e-3, 500), rng.normal(0, 0.9, 500)], 1)
    log_variances = np.log(np.array([[0.05, 1, 0.1]])).repeat(500, 0)
    found = carried(means, log_variances)
    assert found.active.tolist() == [True, False, True]
    assert found.verdict.startswith("2 of 3 latent numbers are in use and carry")
    assert "; number 2 is not: the KL term has pulled what it says of every picture" in found.verdict
    assert carried(means[:, 1:2], log_variances[:, 1:2]).verdict.startswith("Posterior collapse: none of the 1 latent")
    assert carried(means[:, ::2], log_variances[:, ::2]).verdict.startswith(
        "All 2 latent numbers are in use: they carry"
    )


def test_overlap_and_accuracy_are_those_of_scikit_learn() -> None:
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(0)
    codes = rng.integers(0, 3, 240)
    latents = rng.normal(0, 0.8, (240, 2)) + np.array([[0, 0], [1, 1], [4, 4]])[codes]
    labels = np.array(["a", "b", "c"])[codes]
    alone = [
        KNeighborsClassifier(15).fit(np.delete(latents, row, 0), np.delete(labels, row)).predict(latents[row : row + 1])
        for row in range(240)
    ]
    assert accuracy(latents, labels) == pytest.approx(np.mean(np.ravel(alone) == labels))
    shares = overlap(latents, labels)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert shares.loc["a", "b"] > 0.1 > shares.loc["a", "c"]
    assert accuracy(latents[:2], labels[:2]) in {0, 0.5, 1}
