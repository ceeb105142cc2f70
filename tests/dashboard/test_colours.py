"""Computed colours: a value for every item that depends on what the page looks at."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.colours import COLOURS
from dashboard.resolve import resolve
from dashboard.services import Services
from dashboard.view import View
from embeddings import builtin, neighbours


@pytest.fixture(scope="module")
def scene(services: Services) -> SimpleNamespace:
    """The map of the words that comes with the program, whose truth is measured."""
    return resolve(View(), services).scene


def numbers(client, address: str) -> tuple[dict, np.ndarray]:
    about = client.get(address).json
    return about, np.frombuffer(client.get(about["values"]).data, "<f4")


def test_truth_is_the_honest_line_item_by_item(client, scene, services: Services) -> None:
    about, values = numbers(client, f"/api/spaces/words/colours/truth?projection={scene.key}")
    assert (about["kind"], about["missing"], len(values)) == ("number", 0, scene.count)
    said = resolve(View(), services).quality
    assert said.startswith(f"{values.mean():.0%}".replace("%", " %"))


def test_distance_is_that_of_the_list_of_neighbours(client) -> None:
    about, values = numbers(client, "/api/spaces/words/colours/distance?item=0&metric=euclidean")
    words = builtin("words")
    near = neighbours(words, 0, k=5, metric="euclidean")
    assert about["missing"] == 1, "the item itself has no distance"
    assert np.allclose(values[near["index"]], near["distance"], atol=1e-5)
    assert set(np.argsort(values)[:5]) == set(near["index"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("distance", "Click a point"),
        ("truth?projection=0123456789abcdef", "Not measured yet"),
        ("cluster?projection=0123456789abcdef&clusters.method=centres&clusters.k=123", "No clusters yet"),
        ("direction", "No direction yet"),
        ("direction?directions.from=0&directions.to=t:nobody%20typed%20this", "is not encoded yet"),
        ("agreement?models.other=sentences", "have not been compared"),
        ("outliers?metric=manhattan", "neighbours of all items are not known"),
        ("duplicates", "near-duplicates are not known"),
        ("label-agreement?metric=manhattan", "neighbours are not known"),
        ("classify?classify.method=knn&metric=manhattan", "Nothing has been learnt"),
        ("certainty?classify.method=knn&metric=manhattan", "Nothing has been learnt"),
    ],
)
def test_what_is_not_there_yet_is_no_error_and_says_what_it_waits_for(client, query: str, said: str) -> None:
    answer = client.get(f"/api/spaces/words/colours/{query}")
    assert answer.status_code == 202
    assert said in " ".join(answer.json.values())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("distance?item=many", "not a number"),
        ("distance?item=99999", "no item 99999"),
        ("distance?item=1&metric=cosin", "cosine"),
        ("mood", "no colour called"),
    ],
)
def test_what_cannot_be_computed_is_explained(client, query: str, said: str) -> None:
    answer = client.get(f"/api/spaces/words/colours/{query}")
    assert answer.status_code in {404, 422}
    assert said in " ".join(answer.json.values())


def test_the_page_offers_every_colour(client, services: Services) -> None:
    from dashboard.space_info import space_info

    offered = space_info("words", services.store)["computed"]
    assert [one["value"] for one in offered] == [f"~{name}" for name in COLOURS.all()]
