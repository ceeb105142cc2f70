"""The main job on three thousand real questions: a preview at once, honest progress through a reload, then MiniLM and UMAP."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.adding import ready
from tests.browser.main_job import add, line, look_closely
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser


@pytest.mark.encoders
def test_the_main_job_on_three_thousand_real_questions(page: Page, serve, shared_data: Path) -> None:
    page.goto(serve().url)
    ready(page)
    add(page, shared_data / "text" / "banking77_test.csv", "text", "category")
    line(page, "LSA")
    expect(page.locator("#map-hint")).to_contain_text("Preview")
    ready(page, 3080)
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=LONG)
    expect(page.locator("#job-line")).to_contain_text("of 3,080", timeout=LONG)
    line(page, "MiniLM")
    line(page, "UMAP, 2D")
    look_closely(page, 3080)
