"""The Directions tab on the real page: an axis that colours the map and becomes a column, and a slider that moves an item."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dashboard.direction_parts.favourites import FAVOURITES
from embeddings import apply_direction, axis, builtin
from tests.browser.waiting import click_point, settled

pytestmark = pytest.mark.browser

WORDS = builtin("words")
SAD = FAVOURITES["words"][1]
MOOD = axis(WORDS, SAD.low.split(), SAD.high.split())


def test_a_favourite_is_an_axis_that_colours_the_map_and_grows_by_a_click(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca&tab=directions")
    settled(page)
    body = page.locator("#directions-body")
    body.get_by_role("button", name="sad ↔ happy").click()
    expect(body.get_by_role("heading", name="sad ↔ happy")).to_be_visible()
    last = WORDS.names[int(np.argmin(MOOD.positions))]
    expect(body.get_by_role("table", name="Farthest to sad").locator("tbody tr").first).to_contain_text(last)
    body.get_by_role("button", name="Colour the map by it").click()
    expect(page.locator("#legend")).to_contain_text("happy →")
    body.get_by_role("button", name="Fill by clicking").last.click()
    ends = body.locator(".direction-end")
    count = len(SAD.high.split())
    expect(ends.nth(1).locator(".waits")).to_be_visible()
    clicked = click_point(page, WORDS.find("king"))
    expect(ends.nth(1).locator(".chip-name")).to_have_count(count + 1)
    page.wait_for_url(re.compile(rf"directions\.to=[^&]*%2C{clicked}(&|$)"))
    page.go_back()
    expect(ends.nth(1).locator(".chip-name")).to_have_count(count)
    page.locator("#inspector-body .item-name").drag_to(ends.nth(0))
    expect(ends.nth(0).locator(".chip-name").last).to_have_text(WORDS.names[clicked])


def test_the_nearest_items_follow_the_slider(page: Page, site: Any) -> None:
    patch = {name: value for name, value in SAD.patch(WORDS).items() if value}
    query = "&".join(f"{name}={value}" for name, value in patch.items())
    item = WORDS.find("doctor")
    page.goto(
        site.url + f"?space=words&projection=pca&tab=directions&directions.part=move&directions.item={item}&{query}"
    )
    settled(page)
    slider = page.get_by_role("slider", name="How far")
    rows = page.get_by_role("table", name="Nearest to the moved vector").locator("tbody tr")
    for strength in (1.0, 2.5, -1.5):
        slider.fill(str(strength))
        found = apply_direction(WORDS, item, MOOD, strength).nearest["label"].tolist()
        expect(rows.locator(".neighbour-name")).to_have_text(found)
    expect(page.locator(".vs-drawing .vs-diamond")).to_be_visible()
