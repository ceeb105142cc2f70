"""Saved views on the real page: a card, a file and a link each bring back the same map."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser

MAP = "import('/assets/page/stage.js').then((stage) => stage.theMap())"


def state(page: Page) -> dict[str, Any]:
    return page.evaluate(f"{MAP}.then((map) => map.state())")


def same(page: Page, wanted: dict[str, Any]) -> None:
    """Wait until the map shows what it did: all but a hair's breadth of the camera."""
    page.wait_for_function(
        f"""async (wanted) => {{
          const {{ sameState }} = await import('/assets/map/memory.js');
          return sameState((await {MAP}).state(), wanted);
        }}""",
        arg=wanted,
        timeout=LONG,
    )


def views(page: Page) -> Any:
    if not page.get_by_role("dialog", name="Saved views").is_visible():
        page.get_by_role("button", name="Views", exact=True).click()
    return page.get_by_role("dialog", name="Saved views")


def arrange(page: Page) -> dict[str, Any]:
    """Select 108 jobs, hide a category, turn the camera; return what the map says of it."""
    page.locator("#legend .vs-row", has_text="Jobs").click(modifiers=["Shift"])
    page.locator("#legend .vs-row", has_text="Verbs in -ing").click()
    page.mouse.move(560, 300)
    page.mouse.down()
    page.mouse.move(640, 340, steps=3)
    page.mouse.up()
    page.evaluate(f"{MAP}.then((map) => map.ready())")
    shown = state(page)
    categories = builtin("words").items["category"]
    assert shown["items"] == [int(i) for i in categories.index[categories == "Jobs"]]
    assert len(shown["hidden"]) == 1
    return shown


def test_a_card_a_file_and_a_link_bring_the_same_map_back(
    page: Page, serve: Callable[..., Any], tmp_path: Path
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = serve().url
    page.goto(address + "?space=words&projection=pca&dimensions=3&metric=euclidean")
    settled(page, "PCA, 3D")
    shown = arrange(page)
    dialog = views(page)
    expect(dialog).to_contain_text("No views yet")
    dialog.get_by_label("Name of this view").fill("Jobs <b>")
    dialog.get_by_role("button", name="Save this view").click()
    card = dialog.get_by_role("button", name="Open Jobs <b>")
    expect(card).to_contain_text("108 selected")
    picture = card.locator("img").get_attribute("src") or ""
    assert picture.startswith("data:image/webp;base64,")
    assert len(picture) > 1500
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Export all").click()
    waiting.value.save_as(tmp_path / "views.json")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("status")).to_have_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    dialog.get_by_role("button", name="Delete").click()
    expect(card).to_be_hidden()
    dialog.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()

    page.goto(address + "?space=sentences&projection=pca")
    settled(page, "Sentences")
    views(page).get_by_role("button", name="Open Jobs <b>").click()
    settled(page, "PCA, 3D")
    same(page, shown)
    assert "metric=euclidean" in page.url
    expect(page.get_by_role("region", name="Inspector")).to_contain_text("108 selected")
    expect(page.get_by_role("dialog", name="Saved views")).to_be_hidden()

    page.goto("about:blank")
    page.goto(link)
    settled(page, "PCA, 3D")
    same(page, shown)
    page.evaluate("localStorage.clear()")
    broken(page, tmp_path)
    views(page).get_by_label("Choose a file of views").set_input_files(tmp_path / "views.json")
    expect(views(page).get_by_role("status")).to_have_text("1 view came with the file.")
    expect(views(page).get_by_role("button", name="Open Jobs <b>")).to_be_visible()
    page.goto("about:blank")
    page.goto(re.sub(r"camera=[^&]*", "camera=1_2", link))
    settled(page, "PCA, 3D")
    expect(page.get_by_role("alert")).to_contain_text("A part of this link is damaged")


def broken(page: Page, folder: Path) -> None:
    """Choose a file that is none."""
    (folder / "none.json").write_text(json.dumps({"format": "something else"}))
    views(page).get_by_label("Choose a file of views").set_input_files(folder / "none.json")
    expect(page.get_by_role("alert")).to_contain_text("This file has no views")
