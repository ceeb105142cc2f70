"""How a space is looked at where nothing is said: a latent plane as it is, under Euclidean; what an address says wins."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from flask.testing import FlaskClient

from dashboard.jobs.place_tasks import placed_on
from dashboard.jobs.tasks import run
from dashboard.own_view import OwnView, own_view_of, settled
from dashboard.recipes import EncodeRecipe, GraphRecipe, ProjectRecipe, QualityRecipe, SubsetRecipe
from dashboard.resolve import project_recipe, resolve
from dashboard.services import Services
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.view import View
from embeddings import Space, builtin
from embeddings.progress import silent
from embeddings.vae import shipped
from projections import measure_quality, neighbour_graph

PLANE, WALKED = OwnView("plain", 2, "euclidean", "latent"), OwnView(metric="euclidean", tab="latent")


@pytest.fixture
def latent(store: Store, small_space: Callable[..., Space]) -> Callable[[int], Space]:
    """Return a function that keeps a space of a VAE with so many latent numbers."""

    def made(numbers: int, count: int = 120) -> Space:
        vectors = np.random.default_rng(numbers).normal(size=(count, numbers)).astype(np.float32)
        space = replace(small_space(count), vectors=vectors, encoder="vae")
        store.save_space(space.key, space)
        return space

    return made


@pytest.mark.parametrize(
    ("numbers", "own"),
    [
        (2, PLANE),
        (3, OwnView("plain", 3, "euclidean", "latent")),
        (8, WALKED),
        (1, WALKED),
    ],
)
def test_latent_spaces_open_under_euclidean_and_planes_as_they_are(
    store: Store, latent: Callable[[int], Space], numbers: int, own: OwnView
) -> None:
    assert own_view_of(latent(numbers).key, store) == own


def test_other_spaces_open_as_before(store: Store, small_space: Callable[..., Space]) -> None:
    flat = replace(small_space(30), vectors=np.ones((30, 2), np.float32))
    store.save_space(flat.key, flat)
    for space in ("words", "digits", "shapes", flat.key, "no-such-space"):
        assert own_view_of(space, store) == OwnView("umap", 2, "cosine", "neighbours")
    assert own_view_of("mnist-vae", store) == PLANE
    assert own_view_of("mnist-vae-16", store) == WALKED


@pytest.mark.parametrize(("model", "own"), [("mnist", PLANE), ("mnist-16", WALKED)])
def test_a_space_that_is_being_made_is_looked_at_as_it_will_be(store: Store, model: str, own: OwnView) -> None:
    recipe = EncodeRecipe(
        upload="0a1b", name="digits", text="name", image="file", encoder="vae", parameters={"model": model}
    )
    store.save_recipe(recipe)
    assert own_view_of(recipe.key, store) == own


@pytest.mark.parametrize(("latent", "projection", "dimensions"), [(2, "plain", 2), (3, "plain", 3), (8, "umap", 2)])
def test_a_training_is_looked_at_as_what_it_makes(store: Store, latent: int, projection: str, dimensions: int) -> None:
    recipe = TrainVaeRecipe(source="digits", name="digits", settings={"latent": latent})
    store.save_recipe(recipe)
    assert own_view_of(recipe.key, store) == OwnView(projection, dimensions, "euclidean", "latent")


def test_one_by_a_model_that_is_gone_has_the_usual_view(store: Store) -> None:
    recipe = EncodeRecipe(upload="0a1b", name="digits", text="name", image="file", encoder="vae:gone.safetensors")
    store.save_recipe(recipe)
    assert own_view_of(recipe.key, store) == OwnView()


def test_some_items_of_a_plane_are_a_plane_from_the_start(store: Store) -> None:
    recipe = SubsetRecipe(parent="mnist-vae", parent_key="k", parent_name="MNIST", indices=(1, 2, 3))
    store.save_recipe(recipe)
    assert own_view_of(recipe.key, store) == PLANE


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({}, ("plain", 2, "euclidean", "latent")),
        ({"projection": "umap"}, ("umap", 2, "euclidean", "latent")),
        ({"metric": "cosine"}, ("plain", 2, "cosine", "latent")),
        ({"tab": "neighbours"}, ("plain", 2, "euclidean", "neighbours")),
        ({"projection": "umap", "metric": "cosine", "dimensions": "3"}, ("umap", 3, "cosine", "latent")),
        ({"projection": "", "metric": ""}, ("plain", 2, "euclidean", "latent")),
    ],
)
def test_what_an_address_says_wins(store: Store, query: dict[str, str], seen: tuple[str, int, str, str]) -> None:
    view = settled(View.from_query({"space": "mnist-vae", **query}), store)
    assert (view.projection, view.dimensions, view.metric, view.tab) == seen
    assert View.from_query(view.to_query()) == view


def test_three_numbers_do_not_make_another_map_three_dimensional(store: Store, latent: Callable[[int], Space]) -> None:
    key = latent(3).key
    assert settled(View.from_query({"space": key}), store).dimensions == 3
    assert settled(View.from_query({"space": key, "projection": "pca"}), store).dimensions == 2


def test_what_was_said_stays_in_the_query_though_it_is_usual_elsewhere() -> None:
    query = {"space": "mnist-vae", "projection": "umap", "metric": "cosine", "dimensions": "2"}
    assert View.from_query(query).to_query() == query


def test_the_plane_is_true_as_it_is_and_nothing_is_computed(services: Services) -> None:
    before = len(services.jobs.states())
    answer = resolve(View.from_query({"space": "mnist-vae"}), services)
    assert (answer.scene.title, answer.quality) == (
        "As they are, 2D",
        "100 % of the 10 nearest on this map are true neighbours",
    )
    assert (answer.settled, len(services.jobs.states())) == (True, before)


@pytest.mark.parametrize("method", ["pca", "umap", "tsne"])
def test_sixteen_numbers_are_projected_and_measured_under_euclidean(store: Store, method: str) -> None:
    digits, some = builtin("mnist-vae-16"), np.arange(0, 10_000, 25)
    space = replace(digits, vectors=digits.vectors[some], items=digits.items.iloc[some].reset_index(drop=True))
    store.save_space(space.key, space)
    recipe = project_recipe(View(space=space.key, projection=method), space)
    run(recipe, store, silent)
    measured = QualityRecipe(space=space.key, space_key=space.key, projection=recipe.key, metric="euclidean")
    run(measured, store, silent)
    coordinates = store.result(recipe.key).arrays["coordinates"]
    expected = measure_quality(space.vectors, coordinates, metric="euclidean")
    assert store.result(measured.key).meta["recall"] == pytest.approx(expected.recall)
    assert expected.recall > 5 * 10 / len(some), "neighbours lie together far more often than by chance"
    assert measure_quality(space.vectors, coordinates).recall != pytest.approx(expected.recall)
    known = GraphRecipe(space=space.key, space_key=space.key, k=90, metric="euclidean")
    np.testing.assert_array_equal(
        store.result(known.key).arrays["indices"], neighbour_graph(space.vectors, 90, "euclidean").indices
    )
    assert not store.has_result(GraphRecipe(space=space.key, space_key=space.key, k=90).key)


def test_a_place_on_a_latent_map_is_judged_by_the_straight_line(store: Store, latent: Callable[[int], Space]) -> None:
    space = latent(2)
    recipe = project_recipe(View(space=space.key, projection="plain"), space)
    run(recipe, store, silent)
    new = space.vectors[:5] * 3  # the cosine finds the same items nearest, the straight line others
    placed = placed_on(recipe, space, new, store, silent)
    np.testing.assert_array_equal(placed.coordinates, new)
    nearest = np.linalg.norm(space.vectors[None] - new[:, None], axis=2).argmin(axis=1)
    np.testing.assert_array_equal(placed.nearest[:, 0], nearest)
    np.testing.assert_array_equal(placed.trust, 1)


def test_a_map_under_another_metric_is_another_map() -> None:
    given = {"space": "s", "space_key": "k", "method": "umap"}
    assert ProjectRecipe(**given).key != ProjectRecipe(**given, metric="euclidean").key
    quality = {"space": "s", "space_key": "k", "projection": "p"}
    assert QualityRecipe(**quality).key != QualityRecipe(**quality, metric="euclidean").key


def test_the_page_is_told(app) -> None:
    client: FlaskClient = app.server.test_client()
    assert client.get("/api/spaces/mnist-vae/own-view").json == {
        "projection": "plain",
        "dimensions": "2",
        "metric": "euclidean",
        "tab": "latent",
    }
    assert client.get("/api/spaces/nonsense/own-view").json["projection"] == "umap"


def test_the_metric_suits_what_the_decoder_draws() -> None:
    """Two digits in one direction from the middle are not alike: the cosine says they are the same."""
    near, far = shipped("mnist").decode(np.array([[0.3, 0.3], [3, 3]], np.float32))
    assert np.abs(near - far).mean() > 0.1
