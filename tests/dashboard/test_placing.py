"""A tool asks where a vector belongs on the map: at once on a straight map, from a worker on the others."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.decomposition import PCA

from dashboard.jobs import JobState
from dashboard.jobs.lanes import lane_of
from dashboard.placing import how_true, placed, placement
from dashboard.question_recipes import PlaceRecipe
from dashboard.recipes import from_json
from dashboard.resolve import Scene, resolve
from dashboard.services import Services
from dashboard.view import View
from embeddings import UserError, builtin
from projections import Placement

WORDS = builtin("words")


def scene(services: Services, **query: str) -> Scene:
    """Return what the page shows of the built-in words."""
    answer = resolve(View.from_query({"space": "words", **query}), services)
    assert answer.scene is not None
    return answer.scene


def settled(services: Services, key: str, vectors: np.ndarray, wait_until: Callable[..., Placement]) -> Placement:
    def ask() -> Placement | None:
        found = placement(key, vectors, services)
        return None if isinstance(found, JobState) else found

    return wait_until(ask, "no place was found")


def test_a_vector_lands_on_a_pca_map_at_once_where_scikit_learn_puts_it(services: Services) -> None:
    key = scene(services, projection="pca").key
    queen = WORDS.vectors[WORDS.find("king")] - WORDS.vectors[WORDS.find("man")] + WORDS.vectors[WORDS.find("woman")]
    found = placed(key, queen, services)
    assert isinstance(found, np.ndarray)
    theirs = PCA(2, svd_solver="full").fit(WORDS.vectors.astype(np.float64))
    np.testing.assert_allclose(np.abs(found), np.abs(theirs.transform(queen[None])), atol=1e-4)
    on_map = services.store.result(key).arrays["coordinates"]
    np.testing.assert_allclose(placed(key, WORDS.vectors[:4], services), on_map[:4], atol=1e-5)


@pytest.mark.parametrize("dimensions", ["2", "3"])
def test_a_worker_places_a_vector_on_the_map_that_came_with_the_program(
    dimensions: str, services: Services, wait_until: Callable[..., Placement]
) -> None:
    shown = scene(services, dimensions=dimensions)
    assert shown.title == f"UMAP, {dimensions}D"
    royal = WORDS.vectors[[WORDS.find(word) for word in ("king", "queen", "prince")]].mean(axis=0)
    found = settled(services, shown.key, np.vstack([royal, WORDS.vectors[5]]), wait_until)
    coordinates = services.store.result(shown.key).arrays["coordinates"]
    np.testing.assert_array_equal(found.coordinates[1], coordinates[5])
    away = np.linalg.norm(coordinates - found.coordinates[0], axis=1)
    beside = {WORDS.names[index] for index in np.argsort(away)[:15]}
    assert beside & {"king", "queen", "prince", "princess"}
    assert "of the 10 items nearest to this place" in how_true(found)


def test_what_was_placed_is_not_placed_again(services: Services, wait_until: Callable[..., Placement]) -> None:
    key, vector = scene(services).key, WORDS.vectors[:9].mean(axis=0)
    found = settled(services, key, vector, wait_until)
    before = len(services.jobs.states())
    again = placement(key, vector, services)
    assert isinstance(again, Placement)
    np.testing.assert_array_equal(again.coordinates, found.coordinates)
    assert len(services.jobs.states()) == before


def test_another_vector_or_another_map_is_another_place() -> None:
    usual = {"space": "words", "space_key": "k", "map": "m", "vectors": "v"}
    keys = {
        PlaceRecipe(**{**usual, **change}).key for change in ({}, {"space_key": "l"}, {"map": "n"}, {"vectors": "w"})
    }
    assert len(keys) == 4
    recipe = PlaceRecipe(**usual)
    assert from_json(recipe.model_dump(mode="json")) == recipe
    assert lane_of(recipe, {"quick": 1, "project": 1}) == "project"
    assert recipe.title == "Finding a place on the map"


def test_what_cannot_be_placed_is_refused_in_words(services: Services) -> None:
    with pytest.raises(UserError, match="The new vectors have 3 dimensions, those of the map 384"):
        placed(scene(services, projection="pca").key, np.ones(3), services)
    with pytest.raises(UserError, match=r"does not know how the map “0+” was made"):
        placed("0" * 32, np.ones(384), services)


def test_a_place_far_from_everything_says_so(services: Services) -> None:
    found = placement(scene(services, projection="pca").key, -WORDS.vectors.mean(axis=0), services)
    assert isinstance(found, Placement)
    assert how_true(found).startswith("Nothing here is much like it: 100% of the items have a nearer neighbour.")
