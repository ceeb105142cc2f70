"""What a selection is good for: its neighbours, its rows as CSV, and a space of its own."""

import csv
import io
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.recipes import SubsetRecipe, from_json
from dashboard.resolve import resolve
from dashboard.routes import selection
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.view import View
from embeddings import Space, neighbours


@pytest.fixture(scope="module")
def space(services: Services) -> Space:
    """Return a space in the store whose cells are awkward."""
    items = pd.DataFrame(
        {
            "text": ['plain, "quoted"', "two\r\nlines", "=1+1", "naïve ✓", " kept ", ""],
            "number": [0.1, np.nan, 1e-7, 3.0, 123456.789, -0.5],
            "whole": np.arange(6) + 2**60,
            "when": pd.to_datetime(["2024-01-02", None, "2024-01-02", "2024-01-02", "2024-01-02", "2024-01-02"]),
        }
    )
    made = Space(np.random.default_rng(3).standard_normal((6, 4), dtype=np.float32), items, name="odd", text="text")
    services.store.save_space(made.key, made)
    return made


def recipe(space: Space, *indices: int) -> SubsetRecipe:
    return SubsetRecipe(parent=space.key, parent_key=space.key, parent_name=space.name, indices=indices)


@pytest.mark.parametrize("metric", ["cosine", "manhattan"])
def test_the_nearest_of_all_are_those_of_each_without_themselves(
    client: FlaskClient, space: Space, metric: str
) -> None:
    asked = {"indices": [4, 1, 1], "k": 2, "metric": metric}
    found = client.post(f"/api/spaces/{space.key}/neighbours", json=asked).json["indices"]
    each = {int(index) for item in (1, 4) for index in neighbours(space, item, k=2, metric=metric)["index"]}
    assert found == sorted(each - {1, 4})


def test_too_many_at_once_are_refused_with_the_limit(
    client: FlaskClient, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "FEWEST_AT_ONCE", 2)
    monkeypatch.setattr(selection, "MOST_COMPARISONS", 18)
    address = f"/api/spaces/{space.key}/neighbours"
    assert client.post(address, json={"indices": [0, 1, 2]}).status_code == 200
    answer = client.post(address, json={"indices": [0, 1, 2, 3]})
    assert answer.status_code == 422
    assert answer.json["detail"] == "4 items are selected; here the neighbours of 3 can be found at once."


def test_the_rows_are_verbatim_and_read_back_the_same(client: FlaskClient, space: Space) -> None:
    answer = client.post(f"/api/spaces/{space.key}/csv", json={"indices": [0, 1, 2, 3, 4, 5]})
    assert answer.mimetype == "text/csv"
    assert "filename*=UTF-8''odd%2C%206%20rows.csv" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"text,number,whole,when\r\n")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8"), newline="")))
    assert [row[0] for row in rows[1:]] == space.items["text"].tolist()
    assert [row[1] for row in rows[1:]] == ["0.1", "", "1e-07", "3.0", "123456.789", "-0.5"]
    assert [row[2] for row in rows[1:]] == [str(2**60 + index) for index in range(6)]
    assert (rows[1][3], rows[2][3]) == ("2024-01-02 00:00:00", "")


def test_only_the_chosen_rows_are_sent_however_many_blocks(
    client: FlaskClient, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.post(f"/api/spaces/{space.key}/csv", json={"indices": [5, 0, 2, 3]}).data
    assert [row[0] for row in csv.reader(io.StringIO(whole.decode(), newline=""))][1:] == [
        space.items["text"][index] for index in (0, 2, 3, 5)
    ]
    for block in (1, 2, 3, 4):
        monkeypatch.setattr(selection, "ROWS_AT_ONCE", block)
        assert client.post(f"/api/spaces/{space.key}/csv", json={"indices": [5, 0, 2, 3]}).data == whole


@pytest.mark.parametrize("what", ["neighbours", "csv", "subset"])
@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 422, "indices"),
        ({"indices": []}, 422, "indices"),
        ({"indices": ["x"]}, 422, "indices"),
        ({"indices": [0, 6]}, 404, "There is no item 6"),
        ({"indices": [-1, 2]}, 404, "There is no item -1"),
        (None, 422, "body"),
    ],
)
def test_what_is_not_there_is_refused(
    client: FlaskClient, space: Space, what: str, body: object, status: int, said: str
) -> None:
    answer = client.post(f"/api/spaces/{space.key}/{what}", json=body)
    assert answer.status_code == status
    assert said in answer.json["detail"]
    assert client.post(f"/api/spaces/0123456789abcdef/{what}", json={"indices": [0, 1]}).status_code == 404


@pytest.mark.parametrize("k", [0, 1000, "many"])
def test_a_wrong_count_is_named(client: FlaskClient, space: Space, k: object) -> None:
    answer = client.post(f"/api/spaces/{space.key}/neighbours", json={"indices": [0], "k": k})
    assert (answer.status_code, "“k”" in answer.json["detail"]) == (422, True)


def test_one_item_is_no_space(client: FlaskClient, space: Space) -> None:
    assert client.post(f"/api/spaces/{space.key}/subset", json={"indices": [3]}).json["title"] == "Too few items"


def test_another_site_may_not_ask_for_work(client: FlaskClient, space: Space) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    answer = client.post(f"/api/spaces/{space.key}/subset", json={"indices": [0, 1]}, headers=headers)
    assert answer.status_code == 403


def test_a_subset_is_named_by_its_parent_and_its_items() -> None:
    usual = {"parent": "words", "parent_key": "k", "parent_name": "Words", "indices": (1, 2, 30)}
    made = SubsetRecipe(**usual)
    assert made.name == "Words › 3"
    assert from_json(made.model_dump(mode="json")) == made
    assert from_json(made.model_dump(mode="json")).key == made.key
    for change in ({"indices": (1, 2)}, {"indices": (1, 2, 3)}, {"parent_key": "l"}, {"parent": "w"}):
        assert SubsetRecipe(**usual | change).key != made.key


def test_a_subset_becomes_a_space_with_the_vectors_of_its_parent(
    client: FlaskClient, services: Services, space: Space, wait_until: Callable[..., object]
) -> None:
    answer = client.post(f"/api/spaces/{space.key}/subset", json={"indices": [5, 1, 3, 0]}).json
    assert answer == {"space": recipe(space, 0, 1, 3, 5).key, "name": "odd › 4"}
    view = View(space=answer["space"], projection="pca")
    shown = wait_until(lambda: (found := resolve(view, services)).scene and found)
    assert shown.scene.count == 4
    assert shown.notes[0] == "4 of 6 items of odd: neighbours are found among these alone."
    made = services.store.space(answer["space"])
    np.testing.assert_array_equal(made.vectors, space.vectors[[0, 1, 3, 5]])
    assert made.items["text"].tolist() == space.items["text"].iloc[[0, 1, 3, 5]].tolist()
    assert (made.name, made.text, made.label, made.encoder) == ("odd › 4", "text", None, "given")
    assert set(neighbours(made, 0)["index"]) == {1, 2, 3}
    about = space_info(answer["space"], services.store)
    assert about["parent"] == {"id": space.key, "name": "odd", "here": "4"}
    assert space_info(space.key, services.store)["parent"] is None
    before = len(services.jobs.states())
    assert client.post(f"/api/spaces/{space.key}/subset", json={"indices": [0, 1, 3, 5]}).json == answer
    assert len(services.jobs.states()) == before, "it is there already"


def test_a_parent_that_has_changed_is_told(services: Services, space: Space, wait_until: Callable[..., object]) -> None:
    stale = recipe(space, 0, 1).model_copy(update={"parent_key": "another"})
    services.jobs.submit(stale)
    answer = wait_until(lambda: (found := resolve(View(space=stale.key), services)).error and found)
    assert answer.error["title"] == "The space has changed"
    assert answer.settled
