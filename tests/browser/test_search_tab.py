"""The Search tab on the real page: typing lists and selects, arrow keys walk, filters combine, and a link brings it back."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin, find_text
from embeddings.searching.filters import OneOf, matching
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

WORDS, SHAPES = builtin("words"), builtin("shapes")


def test_typing_finds_and_arrow_keys_walk(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    page.get_by_role("tab", name="Search").click()
    field = page.get_by_label("Search in this space")
    field.fill("qeuen")
    rows = page.get_by_role("table", name="Found").locator("tbody tr")
    expect(rows.first).to_contain_text("queen")
    expect(rows.first).to_contain_text("1 letter differs")
    field.fill("KING")
    expected = find_text(WORDS, "king")
    exact = expected[expected["match"] != "a similar spelling"]["index"].tolist()
    expect(page.locator("#search-body [role=status]")).to_contain_text(f"{len(exact)} items of 2,882")
    expect(rows.locator("mark").first).to_have_text("king")
    field.press("ArrowDown")
    page.wait_for_url(re.compile(rf"item={expected['index'][0]}(&|$)"))
    page.keyboard.press("ArrowDown")
    page.wait_for_url(re.compile(rf"item={expected['index'][1]}(&|$)"))
    page.get_by_role("button", name=f"Select all {len(exact)}").click()
    page.wait_for_function("count => document.getElementById('map').selection.length === count", arg=len(exact))

    field.fill("x" * 5_000)
    expect(page.locator(".search-cut")).to_have_text("5,000 letters were given; the first 2,000 are searched.")
    expect(field).to_have_value("x" * 2_000)


def test_filters_combine_with_a_text_and_a_link_brings_them_back(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=shapes&projection=pca&tab=search&search.q=kite&search.filters=yes")
    settled(page)
    colour = page.get_by_role("group", name="colour")
    colour.get_by_role("button", name=re.compile("^red")).click()
    found = find_text(SHAPES, "kite", among=matching(SHAPES, [OneOf("colour", ("red",))]))
    said = page.locator("#search-body [role=status]")
    expect(said).to_contain_text(f"{len(found)} items of 1,200")
    page.wait_for_url(re.compile(r"search\.where\.is\.colour=red"))
    page.reload()
    settled(page)
    expect(said).to_contain_text(f"{len(found)} items of 1,200")
    expect(page.get_by_label("Search in this space")).to_have_value("kite")
    page.get_by_role("button", name="Take colour: red away").click()
    expect(said).to_contain_text(f"{np.char.count(SHAPES.names, 'kite').sum()} items of 1,200")
