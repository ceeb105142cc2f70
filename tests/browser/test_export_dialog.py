"""Taking the map with you: the dialog on the real page hands over each kind of file."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("button", "name"),
    [("PNG 2×", "words-umap-2d-2x.png"), ("SVG", "words-umap-2d.svg"), ("Web page (HTML)", "words-umap-2d.html")],
)
def test_the_dialog_hands_over_each_kind_of_file(page: Page, site, tmp_path: Path, button: str, name: str) -> None:
    page.goto(site.url)
    expect(page.locator("#quality-line")).to_contain_text("are true neighbours", timeout=LONG)
    page.get_by_role("button", name="Export").click()
    expect(page.locator("#export-size")).to_have_text(re.compile(r"\d+ kB"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    assert waiting.value.suggested_filename == name
    waiting.value.save_as(tmp_path / name)
    expect(page.locator("#export-status")).to_contain_text(name)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_enabled()
    content = (tmp_path / name).read_bytes()
    if name.endswith(".png"):
        assert Image.open(io.BytesIO(content)).size[0] > 1280
    else:
        assert "37 % of the 10 nearest" in content.decode("utf-8")


def test_a_failure_is_told_in_the_dialog(page: Page, site) -> None:
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.route("**/page.html?*", lambda route: route.abort())
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("button", name="Web page (HTML)")).to_be_enabled()
    page.get_by_role("button", name="Web page (HTML)").click()
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("The server cannot be reached")
    expect(page.get_by_role("button", name="PNG 1×")).to_be_enabled()


def test_a_page_that_would_be_too_large_is_not_offered(page: Page, site) -> None:
    told = {"title": "Too many items", "detail": "“Big” has 60,000 items", "hint": "Export a PNG."}
    page.route("**/api/spaces/*/page?*", lambda route: route.fulfill(status=422, json=told))
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Export").click()
    expect(page.locator("#export-size")).to_have_text("“Big” has 60,000 items. Export a PNG.")
    expect(page.get_by_role("button", name="Web page (HTML)")).to_be_disabled()
    expect(page.get_by_role("button", name="PNG 1×")).to_be_enabled()
