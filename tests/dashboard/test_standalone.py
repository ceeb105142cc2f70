"""The page of its own: its modules need nothing but each other, its text cannot break out, its route answers in words."""

import base64
import json
import re

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from dashboard.recipes import QualityRecipe
from dashboard.services import Services
from dashboard.standalone import MOST_ITEMS, StandalonePage, build
from dashboard.standalone.modules import import_map
from embeddings import Space, UserError

MAP = "5ca1ab1e" * 4
ISLAND = re.compile(r'<script id="data" type="application/json">(.*?)</script>', re.DOTALL)


def space_of(count: int, **columns: list[object]) -> Space:
    items = pd.DataFrame({"text": [f"item {index}" for index in range(count)], **columns})
    return Space(np.ones((count, 2), np.float32), items, name="Ünï <b>", text="text")


def page_of(count: int = 4, **columns: list[object]) -> StandalonePage:
    coordinates = np.arange(2 * count, dtype=np.float32).reshape(count, 2)
    return StandalonePage(space_of(count, **columns), coordinates, "A <title> & more", "50 % are true")


def island(page: str) -> dict:
    return json.loads(ISLAND.findall(page)[0])


def test_every_module_is_there_and_none_is_relative() -> None:
    modules = import_map("page/main.js")
    assert {"page/main.js", "map/index.js", "map/layers/points.js"} <= set(modules)
    for name, address in modules.items():
        source = base64.b64decode(address.removeprefix("data:text/javascript;base64,")).decode()
        imported = re.findall(r'^(?:import|export)\b[^;"(]*?\bfrom\s+"([^"]+)"', source, re.MULTILINE)
        assert set(imported) <= set(modules), name


def test_the_page_holds_coordinates_and_columns_as_they_are() -> None:
    held = island(build(page_of(6, kind=list("aabbaa"), size=[1.5, None, 2, 3, 4, 5], note=list("uvwxyz"))))
    found = np.frombuffer(base64.b64decode(held["coordinates"]), "<f4")
    np.testing.assert_array_equal(found, np.arange(12))
    kind, size, note = held["columns"]
    assert (kind["kind"], size["kind"]) == ("category", "number")
    assert np.frombuffer(base64.b64decode(kind["values"]), "<u2").tolist() == [0, 0, 1, 1, 0, 0]
    assert kind["cells"]["distinct"] == ["a", "b"]
    assert size["cells"]["each"] == ["1.5", "", "2", "3", "4", "5"]
    assert note["name"] == "note"


def test_nothing_of_the_items_can_be_read_as_html() -> None:
    page = build(page_of(3, note=["</script>", "<!--", "&amp;"]))
    assert ISLAND.findall(page)[0].isascii()
    assert not set("<>&") & set(ISLAND.findall(page)[0])
    assert "<h1>A &lt;title&gt; &amp; more</h1>" in page
    assert len(re.findall(r"<script\b", page)) == 3


def test_only_our_own_scripts_may_run_and_nothing_may_be_fetched() -> None:
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', build(page_of()))[0]
    assert "default-src &#x27;none&#x27;" in policy
    assert "connect-src" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_too_many_items_are_refused() -> None:
    with pytest.raises(UserError, match="Too many items") as caught:
        build(page_of(MOST_ITEMS + 1))
    assert "50,001 items" in caught.value.detail
    assert "PNG" in caught.value.hint


@pytest.fixture(scope="module")
def space(services: Services) -> Space:
    made = space_of(5, kind=list("aabba"))
    services.store.save_space(made.key, made)
    services.store.save_result(MAP, {"coordinates": np.zeros((5, 3), np.float32)}, {"notes": []})
    measured = QualityRecipe(space=made.key, space_key=made.key, projection=MAP)
    services.store.save_result(measured.key, {}, {"reading": "12 % are true"})
    return made


def test_the_route_gives_a_file_and_says_its_size_before(client: FlaskClient, space: Space) -> None:
    query = {"map": MAP, "title": "UMAP, 3D", "theme": "dark", "colour": "kind"}
    about = client.get(f"/api/spaces/{space.key}/page", query_string=query).json
    answer = client.get(f"/api/spaces/{space.key}/page.html", query_string=query)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="uni-b-umap-3d.html"'
    assert about == {"items": 5, "bytes": len(answer.data)}
    assert 'data-theme="dark"' in answer.text
    assert "12 % are true" in answer.text
    assert "Ünï &lt;b&gt; · 5 items" in answer.text
    held = island(answer.text)
    assert (held["dimensions"], held["colour"]) == (3, "kind")


@pytest.mark.parametrize(
    ("key", "status", "title"), [("../../etc", 404, "No such map"), ("c0ffee" * 4, 422, "The map does not fit")]
)
def test_the_route_refuses_in_words(
    client: FlaskClient, services: Services, space: Space, key: str, status: int, title: str
) -> None:
    services.store.save_result("c0ffee" * 4, {"coordinates": np.zeros((4, 2), np.float32)}, {"notes": []})
    answer = client.get(f"/api/spaces/{space.key}/page.html", query_string={"map": key})
    assert (answer.status_code, answer.json["title"]) == (status, title)
    assert answer.json["hint"]


def test_a_map_that_was_not_measured_says_so(client: FlaskClient, services: Services, space: Space) -> None:
    services.store.save_result("abad1dea" * 4, {"coordinates": np.zeros((5, 2), np.float32)}, {"notes": []})
    answer = client.get(f"/api/spaces/{space.key}/page.html", query_string={"map": "abad1dea" * 4})
    assert "had not been measured" in answer.text
