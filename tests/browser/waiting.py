"""What browser tests wait for before they look."""

from playwright.sync_api import Page, expect

LONG = 120_000


def settled(page: Page, line: str = "PCA, 2D") -> None:
    """Wait until the map that the line names is drawn and nothing moves."""
    expect(page.locator("#scene-line")).to_contain_text(line, timeout=LONG)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
