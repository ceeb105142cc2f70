"""What tests that add data share: the dialog, the menus in it, and the map that comes."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import LONG


def menu(page: Page, label: str) -> Locator:
    return page.get_by_role("combobox", name=label, exact=True)


def choose(page: Page, label: str, option: str) -> None:
    menu(page, label).click()
    page.get_by_role("option", name=option, exact=True).click()


def ready(page: Page, count: int | None = None) -> None:
    """Wait until the map is drawn, with so many points."""
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    if count is not None:
        page.wait_for_function("n => document.getElementById('map').pointCount === n", arg=count, timeout=LONG)


def open_dialog(page: Page, url: str) -> None:
    """Open the page, and the dialog that adds data."""
    page.goto(url)
    ready(page)
    page.get_by_role("button", name="Add data").click()
