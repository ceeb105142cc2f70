"""Axes of one's own on the real page: from the example that is offered to a map with named ends, and back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser

WORDS = builtin("words")


def across(page: Page, word: str) -> float:
    """Return how far from the left a word is drawn."""
    return float(page.evaluate("index => document.getElementById('map').screenPosition(index)[0]", WORDS.find(word)))


def test_the_offered_axes_are_drawn_named_turned_and_dropped(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=axes")
    settled(page)
    expect(page.locator("#map-hint")).to_contain_text("this map has no axes yet")
    expect(page.locator("#map .vs-axes text")).to_have_count(0)
    page.get_by_role("button", name="man ↔ woman and small ↔ big").click()
    names = page.locator("#map .vs-axes text:visible")
    expect(names).to_have_text(["− man", "+ woman", "− small", "+ big"])
    expect(page.locator("#scene-line")).to_contain_text("Axes of your own, 2D")
    settled(page, "Axes of your own")
    assert across(page, "queen") > across(page, "king")
    said = "Axes of your own, 2D: across from man to woman; up from small to big"
    expect(page.get_by_role("img", name=said, exact=True)).to_be_visible()
    expect(page.locator("#own-axes li")).to_have_count(2)
    page.get_by_role("button", name="Turn man ↔ woman round").click()
    expect(names).to_have_text(["− woman", "+ man", "− small", "+ big"])
    settled(page, "Axes of your own")
    assert across(page, "queen") < across(page, "king")
    page.get_by_role("button", name="Take woman ↔ man away").click()
    expect(names).to_have_text(["− small", "+ big", "what else differs most"])
    page.reload()
    expect(names).to_have_text(["− small", "+ big", "what else differs most"])


def test_an_axis_with_a_typed_text_goes_from_the_tab_to_the_map(page: Page, site: Any) -> None:
    low = WORDS.find("tiny")
    page.goto(
        site.url
        + f"?space=words&projection=pca&tab=directions&directions.from={low}&directions.to=t:as%20big%20as%20a%20house"
    )
    settled(page)
    across_the_map = page.get_by_role("group", name="Use as map axis").get_by_role("button", name="Across")
    across_the_map.click(timeout=LONG)
    names = page.locator("#map .vs-axes text:visible")
    expect(names).to_have_text(["− tiny", "+ as big as a house", "what else differs most"], timeout=LONG)
    settled(page, "Axes of your own")
    assert across(page, "huge") > across(page, "small")
    expect(page.locator("#own-axes")).to_contain_text("1 typed text")
    page.reload()
    expect(names).to_have_text(["− tiny", "+ as big as a house", "what else differs most"])
