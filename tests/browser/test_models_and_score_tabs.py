"""The Models and the Score tab on the real page: another encoder tried, its map beside; a test file chosen and scored."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser

WORDS = builtin("words")


def test_another_encoder_is_tried_on_the_words_and_its_map_opened_beside(page: Page, site: Any) -> None:
    page.goto(site.url + f"?space=words&projection=pca&tab=models&item={WORDS.find('king')}")
    settled(page)
    page.get_by_label("Compare with").select_option(label="Encode these items with TF-IDF")
    both = page.get_by_role("table", name="Neighbours of king under both")
    expect(both).to_be_visible(timeout=LONG)
    expect(both.locator("tbody tr")).to_have_count(10)
    page.locator("#models-body").get_by_role("button", name="Colour by agreement").click()
    page.wait_for_url(re.compile("colour=(%7E|~)agreement"))
    listed = page.get_by_role("table", name="Most different items").locator("tbody tr")
    name = listed.first.locator(".neighbour-name").inner_text()
    listed.first.locator(".neighbour-name").click()
    expect(page.get_by_role("table", name=f"Neighbours of {name} under both")).to_be_visible()
    page.locator("#models-body").get_by_role("button", name="Open both maps").click()
    expect(page.locator("#maps")).to_have_attribute("data-count", "2")


def test_a_test_file_is_chosen_scored_and_linked(page: Page, site: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text(": royal\nman woman king queen\nking queen man woman\n: broken none\nman woman xyzzy queen\n")
    page.goto(site.url + "?space=words&projection=pca&tab=score")
    expect(page.locator("#score-body")).to_contain_text("Everyday analogies")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a test file").click()
    chooser.value.set_files(file)
    expect(page.locator("#score-body")).to_contain_text("2 of 3 questions are counted", timeout=LONG)
    expect(page.get_by_role("img", name="Right answers by section")).to_contain_text("of 2")
    page.reload()
    expect(page.locator("#score-body h3").first).to_have_text("mine.txt", timeout=LONG)
    page.get_by_role("button", name="Back to everyday analogies").click()
    expect(page.locator("#score-body h3").first).to_have_text("Everyday analogies")
