"""The keyboard on the real page, and what the selection bar leaves free."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.selecting import MAP, bar, drag_box, part, state, wait_for

pytestmark = pytest.mark.browser


def test_the_list_of_shortcuts_opens_keeps_the_focus_and_closes(words: Page) -> None:
    dialog = words.get_by_role("dialog", name="Shortcuts and gestures")
    words.locator("#map").focus()
    words.keyboard.press("?")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    for _ in range(4):
        words.keyboard.press("Tab")
        assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    words.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    words.get_by_role("button", name="Shortcuts and gestures").click()
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading", name="Select", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_f_and_home_fit_everything_and_shift_f_the_selection(words: Page) -> None:
    whole = state(words)["pose"]["extent"]
    drag_box(words, part(words, 0.46, 0.46, 0.5, 0.5))
    words.locator("#map").focus()
    for back in ("f", "Home"):
        words.keyboard.press("Shift+F")
        wait_for(words, "state.pose.extent < arg", whole * 0.6)
        words.keyboard.press(back)
        wait_for(words, "Math.abs(state.pose.extent - arg) < 1e-6", whole)


def test_the_bar_covers_neither_the_hint_nor_the_job_nor_the_tools(words: Page) -> None:
    for width, height in ((1280, 800), (390, 844)):
        words.set_viewport_size({"width": width, "height": height})
        words.evaluate(f"{MAP}.then((map) => map.setSelection(Array.from({{length: 1392}}, (_, i) => i)))")
        box = bar(words).bounding_box()
        stage = words.locator("#map").bounding_box()
        assert box["x"] >= stage["x"] + 8
        assert box["x"] + box["width"] <= stage["x"] + stage["width"] - 8
        assert box["y"] + box["height"] < stage["y"] + stage["height"] * 0.2
        for other in (".vs-toolbar", "#map-hint"):
            lower = words.locator(other).bounding_box()
            assert lower["y"] > box["y"] + box["height"]
