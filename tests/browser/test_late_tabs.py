"""A tab that takes long to draw is drawn when it is first opened."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


def test_charts_are_fetched_once_their_tab_is_opened(page: Page, site: Any) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "plotly.min.js" in request.url else None)
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    assert fetched == []
    page.get_by_role("tab", name="Training", exact=True).click()
    expect(page.get_by_role("tabpanel", name="Training")).to_be_visible()
    page.wait_for_function("document.querySelector('script[src*=\"plotly.min.js\"]') !== null")
    assert len(fetched) == 1
