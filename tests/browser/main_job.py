"""The main job as a person does it: a file is uploaded for MiniLM, and a point of its map is looked at closely."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.adding import choose, menu, ready
from tests.browser.waiting import LONG, click_point, settled


def line(page: Page, words: str) -> None:
    """Wait until the line under the map names the map."""
    expect(page.locator("#scene-line")).to_contain_text(words, timeout=LONG)


def rows(page: Page) -> list[str]:
    return page.locator("#neighbour-list tbody tr").all_inner_texts()


def add(page: Page, file: Path, text: str, label: str) -> None:
    """Upload a file, check our guesses, and start MiniLM."""
    page.get_by_role("button", name="Add data").click()
    page.locator("#file-input").set_input_files(file)
    expect(menu(page, "Text column")).to_have_value(text, timeout=LONG)
    expect(menu(page, "Label column")).to_have_value(label)
    choose(page, "Encoder", "MiniLM")
    page.get_by_role("button", name="Start", exact=True).click()


def look_closely(page: Page, count: int) -> list[str]:
    """Turn the map to 3D, click a point, and read its neighbours under two metrics; return the second list."""
    page.get_by_role("radio", name="3D").check(force=True)
    settled(page, "UMAP, 3D")
    ready(page, count)
    item = click_point(page, 7)
    expect(page.get_by_role("region", name="Inspector")).to_contain_text(f"Item {item:,}", timeout=LONG)
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    expect(page.locator("#neighbour-line")).to_have_text(f"exact, cosine, original 384 dimensions, n = {count:,}")
    by_cosine = rows(page)
    choose(page, "Metric", "Manhattan")
    expect(page.locator("#neighbour-line")).to_contain_text("Manhattan")
    expect(page.locator("#neighbour-list tbody .figure").first).not_to_have_text(by_cosine[0].split("\t")[-1])
    return rows(page)
