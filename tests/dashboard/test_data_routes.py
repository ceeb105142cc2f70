"""The data routes: binary coordinates and columns with their tags, items verbatim, and every refusal in three parts."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.services import Services
from embeddings import Space

MAP = "feedc0de" * 4


@pytest.fixture(scope="module")
def space(services: Services) -> Space:
    """Return a space in the store with a column of each kind."""
    count = 300
    items = pd.DataFrame(
        {
            "text": [f"item {index}" for index in range(count)],
            "group": ["a", "b", "a"] * 100,
            "size": [np.nan, *np.linspace(0, 1, count - 1)],
            "number": np.arange(count) + 2**60,
        }
    )
    made = Space(np.random.default_rng(0).standard_normal((count, 4), dtype=np.float32), items, text="text")
    services.store.save_space(made.key, made)
    return made


@pytest.fixture(scope="module")
def coordinates(services: Services) -> np.ndarray:
    made = np.random.default_rng(0).standard_normal((300, 3), dtype=np.float32)
    services.store.save_result(MAP, {"coordinates": made}, {"notes": []})
    services.store.save_result("0badc0de", {"other": made}, {})
    return made


def test_coordinates_are_little_endian_float32_row_by_row(client: FlaskClient, coordinates: np.ndarray) -> None:
    answer = client.get(f"/api/projections/{MAP}/coordinates", headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["X-Dimensions"] == "3"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    np.testing.assert_array_equal(np.frombuffer(answer.data, "<f4").reshape(300, 3), coordinates)


def test_coordinates_of_another_type_are_sent_as_float32(client: FlaskClient, services: Services) -> None:
    services.store.save_result("ab" * 16, {"coordinates": np.arange(6, dtype=">f8").reshape(3, 2)}, {})
    answer = client.get(f"/api/projections/{'ab' * 16}/coordinates")
    np.testing.assert_array_equal(np.frombuffer(answer.data, "<f4"), np.arange(6))


ADDRESSES = {
    "coordinates": f"/api/projections/{MAP}/coordinates",
    "columns": "/api/spaces/{key}/columns",
    "a category": "/api/spaces/{key}/columns/1",
    "its codes": "/api/spaces/{key}/columns/1/values",
    "names": "/api/spaces/{key}/names",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_the_browser_has_is_not_sent_again(
    name: str, client: FlaskClient, space: Space, coordinates: np.ndarray
) -> None:
    address = ADDRESSES[name].format(key=space.key)
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"another"'}).data == first.data


def test_a_new_palette_is_sent_to_a_browser_that_has_the_old_one(
    client: FlaskClient, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/spaces/{space.key}/columns/1"
    old = client.get(address)
    monkeypatch.setattr("dashboard.columns.category_colours", lambda count, theme: ["#123456"] * count)
    new = client.get(address, headers={"If-None-Match": old.headers["ETag"]})
    assert new.status_code == 200
    assert new.json["categories"][0]["light"] == "#123456"


def test_the_columns_are_listed_with_their_kinds(client: FlaskClient, space: Space) -> None:
    listed = client.get(f"/api/spaces/{space.key}/columns").json
    assert [(column["index"], column["name"], column["kind"]) for column in listed] == [
        (0, "text", "text"),
        (1, "group", "category"),
        (2, "size", "number"),
        (3, "number", "number"),
    ]


def test_a_category_comes_with_counts_and_codes(client: FlaskClient, space: Space) -> None:
    about = client.get(f"/api/spaces/{space.key}/columns/1").json
    assert about["name"] == "group"
    assert [(one["value"], one["count"]) for one in about["categories"]] == [("a", 200), ("b", 100)]
    codes = np.frombuffer(client.get(about["values"]).data, "<u2")
    assert codes[:3].tolist() == [0, 1, 0]
    assert len(codes) == 300


def test_a_number_comes_with_nan_where_there_is_none(client: FlaskClient, space: Space) -> None:
    about = client.get(f"/api/spaces/{space.key}/columns/2").json
    assert (about["kind"], about["missing"], about["max"]) == ("number", 1, 1)
    numbers = np.frombuffer(client.get(about["values"]).data, "<f4")
    np.testing.assert_array_equal(numbers, space.items["size"].to_numpy(np.float32))


def test_the_text_colours_nothing(client: FlaskClient, space: Space) -> None:
    assert client.get(f"/api/spaces/{space.key}/columns/0").json == {"name": "text", "kind": "text"}
    answer = client.get(f"/api/spaces/{space.key}/columns/0/values")
    assert (answer.status_code, answer.json["title"]) == (422, "No colours")


def test_an_item_has_its_name_and_its_columns_as_they_are(client: FlaskClient, space: Space) -> None:
    assert client.get(f"/api/spaces/{space.key}/items/3").json == {
        "index": 3,
        "name": "item 3",
        "rows": [["group", "a"], ["size", "0.00671141"], ["number", str(2**60 + 3)]],
    }
    assert client.get(f"/api/spaces/{space.key}/items/0").json["rows"][1] == ["size", ""]


def test_names_are_cut_and_compressed(client: FlaskClient, space: Space) -> None:
    answer = client.get(f"/api/spaces/{space.key}/names", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.data)) == space.names


def test_too_many_names_are_no_content(client: FlaskClient, space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.routes.items.NAMED", 299)
    assert client.get(f"/api/spaces/{space.key}/names").status_code == 204


def test_nasty_strings_come_back_verbatim(client: FlaskClient, services: Services, shared_data: Path) -> None:
    nasty = json.loads((shared_data / "nasty" / "blns" / "blns.json").read_text("utf-8"))
    assert len(nasty) > 500
    items = pd.DataFrame({"text": nasty, "again": nasty})
    made = Space(np.eye(len(nasty), 8, dtype=np.float32), items, text="text")
    services.store.save_space(made.key, made)
    for index, string in enumerate(nasty):
        answer = client.get(f"/api/spaces/{made.key}/items/{index}")
        assert answer.mimetype == "application/json"
        assert answer.json == {"index": index, "name": string, "rows": [["again", string]]}
    assert client.get(f"/api/spaces/{made.key}/names").json == [string[:80] for string in nasty]


REFUSED = {
    "an unknown map": ("/api/projections/0123456789abcdef/coordinates", "No such map"),
    "a result that is no map": ("/api/projections/0badc0de/coordinates", "No such map"),
    "a map in another folder": ("/api/projections/..%2f..%2fspaces/coordinates", "No such address"),
    "an unknown space": ("/api/spaces/0123456789abcdef/columns", "No such space"),
    "a space that is a path": ("/api/spaces/..%2f..%2fetc%2fpasswd/columns", "No such address"),
    "dots for a space": ("/api/spaces/%2e%2e/columns", "No such"),
    "a name of markup": ("/api/spaces/<script>alert(1)<%2fscript>/names", "No such address"),
    "a space of markup": ("/api/spaces/<b>/names", "No such space"),
    "an unknown column": ("/api/spaces/{key}/columns/9", "No such column"),
    "values of an unknown column": ("/api/spaces/{key}/columns/9/values", "No such column"),
    "an unknown item": ("/api/spaces/{key}/items/300", "No such item"),
    "a very large item": (f"/api/spaces/{{key}}/items/{10**30}", "No such item"),
    "an item before the first": ("/api/spaces/{key}/items/-1", "No such address"),
    "an item by another name": ("/api/spaces/{key}/items/king", "No such address"),
    "an unknown job": ("/api/jobs/0123456789abcdef", "No such job"),
    "an unknown upload": ("/api/uploads/0123456789abcdef/preview", "The file is gone"),
    "an upload that is a path": ("/api/uploads/..%2f..%2fetc/preview", "No such address"),
    "an unknown address": ("/api/nonsense", "No such address"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_there_is_404_in_three_parts(
    name: str, client: FlaskClient, space: Space, coordinates: np.ndarray
) -> None:
    address, title = REFUSED[name]
    answer = client.get(address.format(key=space.key))
    assert answer.status_code == 404
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"title", "detail", "hint"}
    assert answer.json["title"].startswith(title)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/assets/../dashboard/app.py", "/assets/%2e%2e/Makefile"])
def test_no_address_leads_out_of_the_assets(path: str, client: FlaskClient) -> None:
    with client.get(path) as answer:
        assert "root:" not in answer.text
        assert "Flask" not in answer.text
        assert ".PHONY" not in answer.text


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost.elsewhere.example", "x"])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("PUT", "/api/uploads?name=x.csv"),
        ("POST", f"/api/jobs/{MAP}/cancel"),
        ("POST", "/_dash-update-component"),
        ("DELETE", "/api/nonsense"),
    ],
)
def test_another_site_may_change_nothing(method: str, address: str, origin: str, client: FlaskClient) -> None:
    answer = client.open(address, method=method, data=b"text\nhello\n", headers={"Origin": origin})
    assert answer.status_code == 403
    assert origin in answer.json["detail"]


def test_this_server_s_own_page_may(client: FlaskClient) -> None:
    answer = client.post(f"/api/jobs/{MAP}/cancel", headers={"Origin": "http://localhost"})
    assert (answer.status_code, answer.json["title"]) == (404, "No such job")


def test_a_job_is_told_and_cancelled(
    client: FlaskClient, services: Services, space: Space, wait_until: Callable[..., object]
) -> None:
    from dashboard.recipes import GraphRecipe

    recipe = GraphRecipe(space=space.key, space_key=space.key, k=11)
    services.jobs.submit(recipe)
    told = client.get(f"/api/jobs/{recipe.key}").json
    assert (told["key"], told["kind"]) == (recipe.key, "graph")
    assert client.post(f"/api/jobs/{recipe.key}/cancel").status_code == 200
    wait_until(lambda: client.get(f"/api/jobs/{recipe.key}").json["status"] in {"cancelled", "done"})
