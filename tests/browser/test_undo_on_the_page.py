"""Undo for everything, on the real page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.selecting import bar, drag_box, part, press, selection, state, wait_for
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


def test_undo_and_redo_walk_through_everything(words: Page) -> None:
    undo, redo = "Control+z", "Control+Shift+z"
    drag_box(words, part(words, 0.4, 0.4, 0.6, 0.6))
    chosen = selection(words)
    assert len(chosen) > 50
    words.locator("#legend [data-code='0']").click()
    wait_for(words, "state.hidden.length === 1")
    press(words, "Isolate")
    wait_for(words, "state.isolated !== null")
    words.get_by_role("combobox", name="Colour by", exact=True).click()
    words.get_by_role("option", name="part_of_speech", exact=True).click()
    wait_for(words, "state.column === 'part_of_speech'")
    words.get_by_role("radio", name="3D").check(force=True)
    settled(words, "PCA, 3D")
    words.get_by_role("combobox", name="Space", exact=True).click()
    words.get_by_role("option", name=re.compile("^Sentences")).click()
    settled(words, "Sentences")
    wait_for(words, "state.column === 'topic'")

    words.keyboard.press(undo)
    settled(words, "PCA, 3D")
    wait_for(words, "state.column === 'part_of_speech' && state.isolated?.length === arg", len(chosen))
    words.keyboard.press(undo)
    settled(words, "PCA, 2D")
    words.keyboard.press(undo)
    wait_for(words, "state.column === 'category' && state.hidden.length === 1")
    assert "colour" not in words.url
    words.keyboard.press(undo)
    wait_for(words, "state.isolated === null && state.items.length === arg", len(chosen))
    expect(bar(words).locator(".vs-count")).to_have_text(f"{len(chosen):,} selected")
    expect(words.get_by_role("region", name="Inspector")).to_contain_text(f"{len(chosen):,} selected")
    words.keyboard.press(undo)
    wait_for(words, "state.hidden.length === 0")
    assert selection(words) == chosen
    words.keyboard.press(undo)
    wait_for(words, "state.items.length === 0")
    words.keyboard.press(undo)
    words.keyboard.press(redo)
    wait_for(words, "state.items.length === arg", len(chosen))
    for _ in range(5):
        words.keyboard.press(redo)
    settled(words, "Sentences")
    wait_for(words, "state.column === 'topic'")


def test_a_settled_camera_counts_once_and_its_undo_leaves_the_selection(words: Page) -> None:
    words.mouse.click(*words.evaluate("document.getElementById('map').screenPosition(3)"))
    wait_for(words, "state.focus !== null")
    before = state(words)
    words.evaluate("""() => {
      const wheel = {deltaY: -200, clientX: 600, clientY: 400, bubbles: true, cancelable: true};
      for (let turn = 0; turn < 4; turn++) document.querySelector('.vs-points').dispatchEvent(new WheelEvent('wheel', wheel));
    }""")
    wait_for(words, "state.pose.extent < arg", before["pose"]["extent"] * 0.3)
    near = state(words)["pose"]
    words.keyboard.press("Control+z")
    wait_for(words, "Math.abs(state.pose.extent - arg) < 1e-6", before["pose"]["extent"])
    assert state(words)["focus"] == before["focus"]
    words.keyboard.press("Control+Shift+z")
    wait_for(words, "Math.abs(state.pose.extent - arg) < 1e-6", near["extent"])
    words.keyboard.press("Control+z")
    words.keyboard.press("Control+z")
    wait_for(words, "state.focus === null")
    assert state(words)["pose"]["extent"] == pytest.approx(before["pose"]["extent"])


def test_while_someone_types_undo_is_the_fields_own(words: Page) -> None:
    words.locator("#legend [data-code='0']").click()
    wait_for(words, "state.hidden.length === 1")
    field = words.get_by_label("Find in category")
    field.fill("roy")
    field.press("Control+z")
    field.press("?")
    assert state(words)["hidden"] == [0]
    expect(words.get_by_role("dialog", name="Shortcuts and gestures")).to_be_hidden()
    words.locator("#map").focus()
    words.keyboard.press("Control+z")
    wait_for(words, "state.hidden.length === 0")


def test_back_and_forward_go_on_as_they_did_and_can_be_undone(words: Page) -> None:
    where = "i => document.getElementById('map').screenPosition(i)"
    words.mouse.click(*words.evaluate(where, 3))
    wait_for(words, "state.focus !== null")
    first = state(words)["focus"]
    words.mouse.click(*words.evaluate(where, 2000))
    wait_for(words, "state.focus !== arg", first)
    second = state(words)["focus"]
    words.go_back()
    wait_for(words, "state.focus === arg", first)
    words.go_forward()
    wait_for(words, "state.focus === arg", second)
    words.keyboard.press("Control+z")
    wait_for(words, "state.focus === arg", first)
    assert f"item={first}" in words.url
