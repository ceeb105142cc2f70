"""The app as Dash sees it: every id is there, every property has one writer, and the callbacks answer over HTTP."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.panels import all_panels
from dashboard.services import Services

ROOT = Path(__file__).parents[2]
SET_BY_SCRIPTS = {"view", "tick", "selection", "upload", "add-data-dialog"}


def dependencies(app: Dash) -> list[dict[str, Any]]:
    return app.server.test_client().get("/_dash-dependencies").json


def written(dependency: dict[str, Any]) -> list[str]:
    return [part.lstrip(".") for part in dependency["output"].strip(".").split("...") if part and "@" not in part]


def ids_of(app: Dash) -> set[str]:
    found = set()
    for component in app.layout._traverse():
        name = getattr(component, "id", None)
        if isinstance(name, dict):
            found |= {json.dumps({key: ["ALL"] for key in name}, sort_keys=True)}
        elif name:
            found.add(name)
    return found


def name_of(id_text: str) -> str:
    return json.dumps({key: ["ALL"] for key in json.loads(id_text)}, sort_keys=True) if id_text[0] == "{" else id_text


def test_every_id_of_a_callback_is_in_the_first_layout(app: Dash) -> None:
    there = ids_of(app)
    for dependency in dependencies(app):
        used = [entry["id"] for entry in dependency["inputs"] + dependency["state"]]
        used += [output.rsplit(".", 1)[0] for output in written(dependency) if "." in output]
        assert {name_of(name) for name in used} <= there


def test_every_property_has_one_writer(app: Dash) -> None:
    outputs = [output for dependency in dependencies(app) for output in written(dependency) if "." in output]
    assert len(outputs) == len(set(outputs))


def test_no_callback_takes_the_place_of_another(app: Dash) -> None:
    """Dash names a callback without outputs by its inputs: of two with the same ones only the last would run."""
    names = Counter(callback["output"] for callback in dependencies(app))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_function_of_the_browser_exists(app: Dash) -> None:
    asked = {d["clientside_function"]["function_name"] for d in dependencies(app) if d["clientside_function"]}
    forwarded = set(re.findall(r'"(\w+)"', (ROOT / "assets" / "clientside.js").read_text().split("names = ")[1]))
    callbacks = (ROOT / "assets/page/callbacks.js").read_text()
    written_there = set(re.findall(r"export (?:const|function) (\w+)", callbacks))
    handed_on = {
        name for names in re.findall(r"export \{([^}]*)\} from", callbacks) for name in re.findall(r"\w+", names)
    }
    assert asked <= forwarded
    assert asked <= written_there | handed_on


def test_two_apps_share_nothing(services: Services) -> None:
    first, second = create_app(services), create_app(services, {"space": "sentences"})
    assert len(dependencies(first)) == len(dependencies(second)) > 10
    assert first.layout != second.layout


def test_panels_are_found_in_their_folder() -> None:
    names = {panel.name for panel in all_panels()}
    assert {"Space", "Projection", "Colour", "Map", "Inspector", "Neighbours", "Add data"} <= names


@pytest.mark.parametrize("path", ["/", "/?space=words&item=3", "/healthz", "/assets/page/main.js"])
def test_the_page_answers(app: Dash, path: str) -> None:
    with app.server.test_client().get(path) as answer:
        assert answer.status_code == 200


def test_every_module_of_the_page_is_preloaded(app: Dash) -> None:
    page = app.server.test_client().get("/").text
    preloaded = set(re.findall(r'modulepreload" href="([^"]+)"', page))
    assert "/assets/page/main.js" in preloaded
    assert "/assets/map/index.js" in preloaded
    for address in preloaded:
        with app.server.test_client().get(address) as answer:
            assert answer.status_code == 200


def test_nothing_on_the_page_asks_another_host(app: Dash) -> None:
    page = app.server.test_client().get("/").text
    assert re.findall(r'(?:src|href)="(https?:)?//', page) == []
