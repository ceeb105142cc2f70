"""What the Latent tab answers where one walks: the parts, any place, films, ways, sums and averages of places."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html

from dashboard.instant import instant_projection
from dashboard.latent_parts import PARTS
from dashboard.panels.latent import show
from dashboard.recipes import ProjectRecipe
from dashboard.services import Services
from dashboard.tools import Asked
from embeddings import UserError, builtin, nearest_to
from embeddings.vae import Images, along, between, combined, latent_space, middle, shipped, to_pictures
from tests.dashboard.answers import asked, attribute, items_of, names_of_python, parts, run_python, words_of

DIGITS = builtin("mnist-vae")
VAE = shipped("mnist")
SEVEN, ONE, ZERO = 0, 2, 3  # the first of each among MNIST's test digits
PLACES = DIGITS.vectors


@pytest.fixture(scope="module")
def plane(services: Services) -> str:
    """The key of the map that shows both latent numbers."""
    return drawn(services, ProjectRecipe(space="mnist-vae", space_key=DIGITS.key, method="plain"))


@pytest.fixture(scope="module")
def sixteen(services: Services) -> str:
    """A space of sixteen latent numbers; its id."""
    vae, rng = shipped("mnist-16"), np.random.default_rng(0)
    rows = to_pictures(vae.decode(rng.standard_normal((40, 16))), vae.shape).reshape(40, -1)
    space = latent_space(vae, Images(rows, 28, 28, labels=["odd", "even"] * 20), file="mnist-16")
    services.store.save_space(space.key, space)
    return space.key


def drawn(services: Services, recipe: ProjectRecipe) -> str:
    services.store.save_recipe(recipe)
    if services.store.result(recipe.key) is None:
        instant_projection(
            recipe, services.store.space(recipe.space) if recipe.space != "mnist-vae" else DIGITS, services.store
        )
    return recipe.key


def ask(services: Services, **values: Any) -> Asked:
    return asked(services, "mnist-vae", metric="euclidean", **values)


def stage(body: Any) -> dict[str, Any]:
    """Return what the answer tells the page that draws the pictures."""
    (found,) = [one for one in parts(body, html.Div) if getattr(one, "id", "") == "latent-walk"]
    told: dict[str, Any] = json.loads(attribute(found, "data-walk"))
    return told


def test_a_space_without_a_vae_is_told_where_there_is_one(services: Services) -> None:
    (body,) = show(asked(services, "words")).body
    assert "“Words” was not made by a VAE" in words_of(body)
    opens, trains = parts(body, html.Button)
    assert attribute(opens, "data-shows-plane") == "mnist-vae"
    assert attribute(trains, "data-opens-training") == ""


def test_every_part_can_be_chosen_and_another_is_refused(services: Services) -> None:
    head = show(ask(services)).body[0]
    assert [button.children for button in parts(head, html.Button)] == [part.label for part in PARTS.all().values()]
    with pytest.raises(UserError, match="“part=nonsense” in the address is not among"):
        show(ask(services, part="nonsense"))


def test_one_begins_in_the_middle_at_an_item_or_where_the_address_says(services: Services) -> None:
    assert stage(show(ask(services)).body)["place"] == [0, 0]
    np.testing.assert_allclose(stage(show(ask(services, focus=ONE)).body)["place"], PLACES[ONE], rtol=1e-5)
    body = show(ask(services, focus=ONE, z="0.5,-1.25")).body
    assert stage(body)["place"] == [0.5, -1.25]
    near = nearest_to(DIGITS, np.array([0.5, -1.25]), 5, "euclidean")
    assert items_of(body, "Nearest to this place") == near["index"].tolist()
    found = names_of_python(body)
    pd.testing.assert_frame_equal(found["last"], near)
    np.testing.assert_array_equal(found["picture"], to_pictures(VAE.decode([[0.5, -1.25]]), VAE.shape)[0])


def test_the_page_knows_which_numbers_the_map_shows(services: Services, plane: str, sixteen: str) -> None:
    assert stage(show(ask(services)).body)["axes"] is None
    assert stage(show(ask(services, scene=plane)).body)["axes"] == [0, 1]
    key = services.store.space(sixteen).key
    recipe = ProjectRecipe(space=sixteen, space_key=key, method="plain", parameters={"first": 9, "second": 3})
    told = stage(show(asked(services, sixteen, scene=drawn(services, recipe), focus=4)).body)
    assert (told["axes"], told["latent"], len(told["low"]), len(told["place"])) == ([8, 2], 16, 16, 16)
    assert told["spot"] == pytest.approx([told["place"][8], told["place"][2]], abs=1e-4)
    others: list[dict[str, Any]] = [
        {"method": "pca"},
        {"method": "plain", "dimensions": 3},
        {"method": "plain", "parameters": {"first": 2, "second": 2}},
    ]
    for other in others:
        scene = drawn(services, ProjectRecipe(space=sixteen, space_key=key, **other))
        assert stage(show(asked(services, sixteen, scene=scene)).body)["axes"] is None


def test_a_drawn_path_is_a_film(services: Services, plane: str) -> None:
    body = show(ask(services, scene=plane, walk="path", path="-1,2;0,0;3,-1")).body
    film = stage(body)["film"]
    expected = along([[-1, 2], [0, 0], [3, -1]], 60)
    np.testing.assert_allclose(film["places"], expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(film["spots"], expected, atol=1e-4)
    assert "z=-1,2;0,0;3,-1&frames=60" in film["url"]
    np.testing.assert_array_equal(run_python(body), to_pictures(VAE.decode(expected), VAE.shape))
    saved = [link.href for link in parts(body, html.A)]
    assert [("as=gif" in one, "as=png" in one) for one in saved] == [(True, False), (False, True)]


def test_a_path_through_two_of_sixteen_numbers_leaves_the_others(services: Services, sixteen: str) -> None:
    values = {"walk": "path", "path": "-1,2;0,1", "across": "9", "up": "3"}
    places = np.array(stage(show(asked(services, sixteen, focus=7, **values)).body)["film"]["places"])
    start = np.array(services.store.space(sixteen).vectors[7])
    np.testing.assert_allclose(places[0, [8, 2]], [-1, 2])
    others = np.delete(np.arange(16), [8, 2])
    np.testing.assert_allclose(places[:, others], np.tile(start[others], (60, 1)), rtol=1e-4)


def test_without_a_path_one_is_told_how_to_draw_it_and_an_example_works(services: Services, plane: str) -> None:
    body = show(ask(services, scene=plane, walk="path")).body
    assert "drag over the map" in words_of(body)
    (example,) = [button for button in parts(body, html.Button) if button.children == "A round through the plane"]
    path = json.loads(attribute(example, "data-view"))["latent.path"]
    assert len(stage(show(ask(services, scene=plane, walk="path", path=path)).body)["film"]["places"]) == 60
    (elsewhere,) = [
        one for one in parts(show(ask(services, walk="path")).body, html.Button) if "latent plane" in str(one.children)
    ]
    assert attribute(elsewhere, "data-shows-plane") == ""


@pytest.mark.parametrize("way", ["straight", "spherical"])
def test_the_way_between_two_is_decoded_and_each_step_has_its_nearest(services: Services, plane: str, way: str) -> None:
    shown = show(ask(services, scene=plane, walk="between", start=str(ZERO), end=str(ONE), way=way))
    expected = between(PLACES[ZERO], PLACES[ONE], 41, "spherical" if way == "spherical" else "straight")
    np.testing.assert_allclose(stage(shown.body)["film"]["places"], expected, atol=1e-4)
    nearest = [int(nearest_to(DIGITS, place, 1, "euclidean")["index"].iloc[0]) for place in expected[::5]]
    assert items_of(shown.body, "Steps") == nearest
    np.testing.assert_array_equal(run_python(shown.body), to_pictures(VAE.decode(expected), VAE.shape))
    assert [mark["at"] for mark in shown.drawn["marks"]] == [ZERO, ONE]


def test_a_sum_of_digits_is_decoded_with_its_nearest_real_digit(services: Services, plane: str) -> None:
    shown = show(ask(services, scene=plane, walk="sum", a=str(SEVEN), b=str(ONE), c=str(ZERO)))
    place = combined([PLACES[SEVEN], PLACES[ZERO]], [PLACES[ONE]])
    film = stage(shown.body)
    np.testing.assert_allclose(film["film"]["places"][0], PLACES[ZERO], rtol=1e-5)
    np.testing.assert_allclose(film["film"]["places"][film["at"]], place, rtol=1e-5)
    near = nearest_to(DIGITS, place, 5, "euclidean", leave_out=[SEVEN, ONE, ZERO])
    assert items_of(shown.body, "Nearest to the sum") == near["index"].tolist()
    found = names_of_python(shown.body)
    pd.testing.assert_frame_equal(found["last"], near)
    np.testing.assert_array_equal(found["picture"], to_pictures(VAE.decode(place[None]), VAE.shape)[0])
    np.testing.assert_allclose(shown.drawn["arrows"][1]["to"], place, atol=1e-4)


def test_a_selection_and_all_of_a_label_are_averaged(services: Services, plane: str) -> None:
    sevens = np.flatnonzero((DIGITS.items["digit"] == "7").to_numpy())
    shown = show(ask(services, scene=plane, walk="mean", items=f"{ONE},{ZERO}", items__all="7"))
    items = [ONE, ZERO, *sevens]
    place = middle(PLACES[items])
    np.testing.assert_allclose(stage(shown.body)["place"], place, rtol=1e-4)
    assert f"{len(items):,} items" in words_of(shown.body)
    found = names_of_python(shown.body)
    assert found["items"] == items
    np.testing.assert_array_equal(found["place"], place)
    assert items_of(shown.body, "Nearest to the average") == found["last"]["index"].tolist()


@pytest.mark.parametrize("walk", ["between", "sum", "mean"])
def test_what_is_empty_has_examples_that_work(services: Services, walk: str) -> None:
    body = show(ask(services, walk=walk)).body
    (tries,) = [one for one in parts(body, html.P) if attribute(one, "className") == "examples"]
    examples = parts(tries, html.Button)
    assert len(examples) >= 2
    for button in examples:
        patch = json.loads(attribute(button, "data-view"))
        values = {name.removeprefix("latent.").replace(".", "__"): value for name, value in patch.items()}
        assert "Nearest real item" in words_of(show(ask(services, walk=walk, **values)).body)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"z": "1,2,3"}, "A place of this VAE has 2 numbers"),
        ({"z": "1,x"}, "“1,x” is not made of numbers"),
        ({"walk": "path", "path": "1;2"}, "A place of this VAE has 2 numbers"),
        ({"walk": "path", "path": "1,2;3,4", "across": "9"}, "“across=9” in the address is no number from 1 to 2"),
        ({"walk": "between", "start": "t:seven", "end": "3"}, "“seven” has no place here"),
        ({"walk": "between", "start": "3", "end": "99999"}, "99"),
        ({"walk": "between", "start": "3", "end": "4", "way": "around"}, "“way=around”"),
        ({"walk": "mean", "items__all": "eleven"}, "No label and no name of this space has “eleven”"),
    ],
)
def test_a_damaged_link_is_told_and_the_ways_of_walking_stay(
    services: Services, values: dict[str, str], said: str
) -> None:
    body = show(ask(services, **values)).body
    assert said in words_of(body)
    assert "Empty this tool" in words_of(body)
    assert "Wander" in words_of(body)


def test_the_same_item_twice_is_no_way_but_no_error(services: Services, plane: str) -> None:
    for way in ("straight", "spherical"):
        film = stage(show(ask(services, scene=plane, walk="between", start="3", end="3", way=way)).body)["film"]
        np.testing.assert_allclose(film["places"], np.tile(PLACES[3], (41, 1)), atol=1e-5)
