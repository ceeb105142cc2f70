"""What the list of neighbours and the map say of where the map is wrong; the focus names the map on screen."""

import numpy as np
import pytest

from dashboard.honesty import coordinates_of, honesty
from dashboard.instant import instant_projection
from dashboard.neighbour_rows import map_line, neighbour_rows
from dashboard.panels.neighbours import answer
from dashboard.resolve import project_recipe, resolve
from dashboard.services import Services
from dashboard.view import View
from embeddings import UserError, builtin, neighbours
from projections.quality import map_neighbours


@pytest.fixture(scope="module")
def umap(services: Services) -> str:
    """The key of the map of the words that comes with the program."""
    scene = resolve(View(), services).scene
    assert scene is not None
    return scene.key


def test_true_and_false_are_those_of_the_honest_line(services: Services, umap: str) -> None:
    words = builtin("words")
    coordinates = coordinates_of(umap, words, services.store)
    for item in (3, 900, 2000):
        told = honesty(words, coordinates, item, 10, "cosine")
        near = map_neighbours(coordinates, np.array([item]), 10)[0]
        real = set(neighbours(words, item, k=10)["index"])
        assert set(told.seen.nearest) == set(near)
        assert told.true.tolist() == [int(index) in real for index in told.seen.nearest]
        assert set(told.elsewhere) == real - set(near)


def test_items_as_near_as_the_last_are_true_too(small_space) -> None:
    space = small_space(count=12)
    vectors = np.repeat(np.asarray(space.vectors[:3]), 4, axis=0)
    doubled = type(space)(vectors, space.items, text="text")
    coordinates = np.stack([np.arange(12), np.zeros(12)], axis=1)
    assert honesty(doubled, coordinates, 3, 2, "cosine").true.tolist() == [True, False], "2 is a twin, 4 is none"


def test_the_rows_hold_two_bars_and_mark_what_is_far(services: Services) -> None:
    words = builtin("words")
    recipe = project_recipe(View(projection="pca"), words)
    instant_projection(recipe, words, services.store)
    focus = {"space": "words", "map": recipe.key, "item": 900, "metric": "cosine", "k": 20}
    _, line, _, rows = answer(focus, services)
    assert line.startswith("exact, cosine")
    assert rows is not None
    assert rows["names"][0] == "dessert"
    assert all(len(rows[name]) == 20 for name in ("indices", "distances", "lengths", "map_lengths", "ranks", "far"))
    assert rows["lengths"] == sorted(rows["lengths"])
    assert rows["lengths"][-1] == 1
    assert rows["limit"] == 200
    assert rows["far"] == [rank > 200 for rank in rows["ranks"]]
    assert 0 < sum(rows["far"]) < 20
    told = honesty(words, coordinates_of(recipe.key, words, services.store), 900, 20, "cosine")
    assert (
        map_line(told)
        == f"On this map {told.true.sum()} of the 20 nearest are true; {sum(rows['far'])} true ones are far away."
    )
    assert neighbour_rows(words, told) == rows


def test_another_map_changes_the_map_s_bars_alone(services: Services, umap: str) -> None:
    focus = {"space": "words", "map": umap, "item": 900, "metric": "dot", "k": 5}
    other = project_recipe(View(projection="pca"), builtin("words")).key
    one, two = answer(focus, services)[3], answer(focus | {"map": other}, services)[3]
    assert one is not None
    assert two is not None
    assert one["indices"] == two["indices"]
    assert one["lengths"] == two["lengths"], "and negative distances have bars"
    assert one["ranks"] != two["ranks"]


def test_the_route_tells_the_map(client, umap: str) -> None:
    told = client.get(f"/api/spaces/words/items/3/honesty?map={umap}&k=10").json
    assert len(told["nearest"]) == len(told["true"]) == 10
    assert sum(told["true"]) == 10 - len(told["elsewhere"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("items/3/honesty", "No such map"),
        ("items/3/honesty?map=0badc0de", "No such map"),
        ("items/99999/honesty?map={umap}", "no item 99999"),
        ("items/3/honesty?map={umap}&k=0", "1 to 999"),
        ("items/3/honesty?map={umap}&k=ten", "1 to 999"),
        ("items/3/honesty?map={umap}&metric=cosin", "cosine"),
    ],
)
def test_what_cannot_be_told_is_explained(client, umap: str, query: str, said: str) -> None:
    reply = client.get(f"/api/spaces/words/{query.format(umap=umap)}")
    assert reply.status_code in {404, 422}
    assert said in " ".join(reply.json.values())


def test_a_map_of_other_items_is_refused(services: Services, umap: str) -> None:
    with pytest.raises(UserError, match="No such map"):
        coordinates_of(umap, builtin("sentences"), services.store)
