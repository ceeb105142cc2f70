"""Taking the map with you: one HTML file, opened from disk, that answers hover, click, search and colour."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.standalone import StandalonePage, build
from embeddings import Space

pytestmark = pytest.mark.browser

HONEST = "37 % of the 10 nearest on this map are true neighbours"


@pytest.fixture
def open_file(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page from disk, without a network; a script that throws and a request that leaves fail the test."""
    contexts, problems = [], []

    def start(page_of: StandalonePage) -> Page:
        file = tmp_path / "page.html"
        file.write_text(build(page_of), "utf-8")
        context = chromium.new_context(offline=True, reduced_motion="reduce", viewport={"width": 1200, "height": 760})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda entry: problems.append(entry.text) if entry.type == "error" else None)
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: asked.url.startswith(("data:", "file:")) or problems.append(asked.url))
        page.goto(file.as_uri())
        expect(page.locator("#map[data-state=ready]")).to_be_visible()
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []


def space_of(texts: list[str]) -> Space:
    rng = np.random.default_rng(0)
    items = pd.DataFrame(
        {
            "text": texts,
            "kind": [f"kind {index % 3}" for index in range(len(texts))],
            "size": np.linspace(0, 1, len(texts)),
            "note": [f"note {index}" for index in range(len(texts))],
        }
    )
    return Space(rng.standard_normal((len(texts), 4), dtype=np.float32), items, name="odd", text="text", label="kind")


def page_of(texts: list[str], dimensions: int = 2, **given: Any) -> StandalonePage:
    coordinates = np.random.default_rng(1).standard_normal((len(texts), dimensions)).astype(np.float32)
    return StandalonePage(space_of(texts), coordinates, "Odd · PCA, 2D", HONEST, **given)


def point(page: Page, index: int) -> tuple[float, float]:
    x, y = page.evaluate("i => document.getElementById('map').screenPosition(i)", index)
    return x, y


FRUIT = ["Crème brûlée", "CREME caramel", "apple pie", "pear", "<b>bold</b>", "plum"]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_page_opens_from_disk_and_answers_hover_and_click(open_file, dimensions: int) -> None:
    page = open_file(page_of(FRUIT, dimensions))
    assert page.evaluate("document.getElementById('map').pointCount") == len(FRUIT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Odd · PCA, 2D")
    expect(page.locator("footer")).to_contain_text(HONEST)
    expect(page.locator("footer")).to_contain_text("Nearest neighbours are not in this file")
    page.mouse.move(*point(page, 4))
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("<b>bold</b>")
    expect(card).to_contain_text("note 4")
    page.mouse.click(*point(page, 4))
    details = page.get_by_role("region", name="Selected")
    expect(details.locator("h2")).to_have_text("<b>bold</b>")
    expect(details).to_contain_text("kind 1")
    expect(details).to_contain_text("0.8")


def test_the_pages_search_ignores_case_and_accents_and_lights_what_it_finds(open_file) -> None:
    page = open_file(page_of(FRUIT))
    page.get_by_role("searchbox", name="Search", exact=True).fill("creme")
    expect(page.get_by_role("status")).to_have_text("2 found")
    assert sorted(page.evaluate("document.getElementById('map').selection")) == [0, 1]
    page.get_by_role("button", name="Crème brûlée").click()
    expect(page.get_by_role("region", name="Selected").locator("h2")).to_have_text("Crème brûlée")
    page.get_by_role("searchbox", name="Search", exact=True).fill("nothing like it")
    expect(page.get_by_role("status")).to_have_text("0 found")


def test_the_page_colours_by_any_column_and_its_legend_filters(open_file) -> None:
    page = open_file(page_of(FRUIT * 5))
    hidden = "Object.keys(document.querySelectorAll('.vs-row[aria-pressed=false]')).length"
    page.get_by_role("button", name=re.compile("^kind 0")).click()
    page.wait_for_function(f"{hidden} === 1")
    menu = page.get_by_role("combobox", name="Colour by")
    assert menu.locator("option").all_inner_texts() == ["kind", "size"]
    menu.select_option("size")
    expect(page.locator(".vs-legend")).to_contain_text("0.5")
    assert page.locator(".vs-row").count() == 0


def test_the_page_has_a_light_and_a_dark_look(open_file) -> None:
    page = open_file(page_of(FRUIT, theme="dark"))
    background = "getComputedStyle(document.getElementById('map')).backgroundColor"
    assert page.evaluate(background) == "rgb(15, 18, 22)"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(background) == "rgb(251, 251, 249)"


def test_no_text_breaks_out_of_the_page(open_file, shared_data: Path) -> None:
    source = next((shared_data / "nasty" / "blns").glob("*.json"))
    strings = [text for text in json.loads(source.read_text("utf-8")) if text.strip()]
    strings += ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029"]
    page = open_file(page_of(strings))
    kept = page.evaluate("JSON.parse(document.getElementById('data').textContent).names")
    assert kept == strings
    assert page.locator("script").count() == 3
    x, y = point(page, strings.index("</script><script>alert(1)</script>"))
    page.mouse.move(x, y)
    expect(page.get_by_role("tooltip")).to_be_visible()
