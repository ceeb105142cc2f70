"""The Compare tab on the real page: items from clicks, typing and a selection, every pair, and the link."""

import re
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin, distances
from tests.browser.waiting import LONG, click_point, settled

pytestmark = pytest.mark.browser

WORDS = builtin("words")


def test_items_are_typed_clicked_compared_and_linked(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    page.get_by_role("tab", name="Compare").click()
    field = page.get_by_label("Items to compare")
    field.fill("queen")
    option = page.get_by_role("option", name="queen", exact=True)
    expect(option).to_be_visible()
    field.press("Enter")
    chips = page.locator("#compare-body .chip .chip-name")
    expect(chips).to_have_text(["queen"])
    clicked = click_point(page, WORDS.find("king"))
    expect(chips).to_have_text(["queen", WORDS.names[clicked]])
    pairs = page.get_by_role("table", name="Every pair", exact=True).locator("tbody tr")
    expect(pairs).to_have_count(1)
    expected = distances(WORDS, ["queen", clicked]).iloc[0]
    for place, metric in enumerate(["cosine", "dot", "euclidean", "manhattan"], 1):
        expect(pairs.locator("td").nth(place)).to_have_text(f"{expected[metric]:.3f}".replace("-", "−"))

    three = [WORDS.find(word) for word in ("king", "queen", "bread")]
    page.goto(site.url + f"?space=words&projection=pca&tab=compare&compare.items={','.join(map(str, three))}")
    expect(pairs).to_have_count(len(list(combinations(three, 2))))
    expect(pairs.first).to_contain_text("king")
    assert page.locator("[data-end=closest]").first.is_visible()
    page.get_by_role("button", name="Take bread away").click()
    page.wait_for_url(re.compile(rf"compare\.items={three[0]}%2C{three[1]}(&|$)"))
    expect(pairs).to_have_count(1)
    page.go_back()
    expect(pairs).to_have_count(3)


def test_more_than_twenty_are_capped_and_said(page: Page, site: Any) -> None:
    items = ",".join(map(str, range(40)))
    page.goto(site.url + f"?space=words&projection=pca&tab=compare&compare.items={items}")
    expect(page.locator("#compare-body")).to_contain_text("40 items were chosen; the first 20 are compared.")
    expect(page.get_by_role("table", name="Every pair", exact=True).locator("tbody tr")).to_have_count(190)


@pytest.mark.encoders
def test_a_typed_text_is_compared_with_an_item(page: Page, serve: Any) -> None:
    page.goto(serve().url + f"?space=words&projection=pca&tab=compare&compare.items={WORDS.find('bread')}")
    settled(page)
    field = page.get_by_label("Items to compare")
    field.fill("a loaf from the oven")
    page.get_by_role("option", name="Use the text “a loaf from the oven”").click()
    pairs = page.get_by_role("table", name="Every pair", exact=True).locator("tbody tr")
    expect(pairs).to_have_count(1, timeout=LONG)
    expect(pairs.first).to_contain_text("a loaf from the oven")
    assert 0 < float(pairs.first.locator("td").nth(1).inner_text()) < 0.7
    page.get_by_text("Copy as Python").locator("visible=true").click()
    expect(page.locator("#compare-body pre")).to_contain_text("query_vector(space, 'a loaf from the oven')")


def test_a_damaged_link_can_be_emptied(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca&tab=compare&compare.items=3,nonsense")
    expect(page.locator("#compare-body").get_by_role("alert")).to_contain_text("nonsense")
    page.get_by_role("button", name="Empty this tool").click()
    expect(page.locator("#compare-body")).to_contain_text("Click two points or more")
