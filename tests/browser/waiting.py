"""What browser tests wait for before they look, and clicks that land though the map still moves."""

from playwright.sync_api import Page, TimeoutError, expect

LONG = 300_000  # a worker that makes way for the page may wait for minutes while other tests draw
PATIENCE = 60_000  # two browsers at once on a busy machine are no failure
A_WHILE = 3_000
DRAWN = """() => {
  const map = document.getElementById("map"), line = document.getElementById("scene-line");
  return map.dataset.state === "ready" && line.textContent.endsWith(map.getAttribute("aria-description"));
}"""
SELECTED = "() => new URLSearchParams(location.search).get('item')"


def settled(page: Page, line: str = "PCA, 2D") -> None:
    """Wait until the map that the line names is drawn and nothing moves."""
    expect(page.locator("#scene-line")).to_contain_text(line, timeout=LONG)
    page.wait_for_function(DRAWN, timeout=LONG)


def click_point(page: Page, index: int) -> int:
    """Click where an item is until an item is selected; return which, since another may lie over it.

    A better map may arrive between the look and the click: then a person clicks again, and so does this.
    """
    for _ in range(LONG // A_WHILE):
        page.wait_for_function(DRAWN, timeout=LONG)
        page.mouse.click(*page.evaluate("i => document.getElementById('map').screenPosition(i)", index))
        try:
            page.wait_for_function(SELECTED, timeout=A_WHILE)
        except TimeoutError:
            continue
        return int(page.evaluate(SELECTED))
    raise AssertionError(f"no click on item {index} selected anything")
