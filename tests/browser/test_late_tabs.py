"""Tabs that take long to draw are drawn when they are first opened, and keep what was done in them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import settled

pytestmark = pytest.mark.browser
HEAVY = ("plotly.min.js", "async-community.js")


def test_charts_and_the_table_are_fetched_once_their_tab_is_opened(page: Page, site: Any) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.extend(name for name in HEAVY if name in request.url))
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    assert fetched == []
    page.get_by_role("tab", name="Data", exact=True).click()
    expect(page.locator("#table-count")).to_contain_text("rows")
    assert fetched == ["async-community.js"]
    page.get_by_role("textbox", name="Find in all columns").fill("king")
    page.get_by_role("tab", name="Neighbours", exact=True).click()
    expect(page.get_by_role("textbox", name="Find in all columns")).to_be_hidden()
    page.get_by_role("tab", name="Data", exact=True).click()
    expect(page.get_by_role("textbox", name="Find in all columns")).to_have_value("king")
    page.get_by_role("tab", name="Training", exact=True).click()
    expect(page.get_by_role("tabpanel", name="Training")).to_be_visible()
    page.wait_for_function("document.querySelector('script[src*=\"plotly.min.js\"]') !== null")
