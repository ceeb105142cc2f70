"""Selection that does something, on the real page."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin, neighbours
from tests.browser.selecting import (
    TOUCH,
    bar,
    count,
    crumbs,
    drag_box,
    inside,
    part,
    press,
    selection,
    state,
    wait_for,
)
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_box_replaces_adds_and_removes_exactly_what_is_inside(words: Page, dimensions: int) -> None:
    if dimensions == 3:
        words.get_by_role("radio", name="3D").check(force=True)
        settled(words, "PCA, 3D")
    first, second = part(words, 0.3, 0.3, 0.5, 0.5), part(words, 0.45, 0.4, 0.6, 0.6)
    one, two = set(inside(words, *first)), set(inside(words, *second))
    assert one - two
    assert two - one
    assert one & two
    drag_box(words, first)
    assert selection(words) == sorted(one)
    expect(words.get_by_role("button", name="Box", exact=True)).to_have_attribute("aria-pressed", "false")
    drag_box(words, (second[2], second[3], second[0], second[1]), "Control")
    assert selection(words) == sorted(one | two)
    drag_box(words, first, "Alt")
    assert selection(words) == sorted(two - one)
    drag_box(words, second)
    assert selection(words) == sorted(two)
    expect(words.locator(".vs-voice")).to_have_text(f"{len(two):,} selected")


def test_a_finger_draws_a_box_and_the_camera_stays(words: Page) -> None:
    before = state(words)["pose"]
    corners = part(words, 0.3, 0.3, 0.6, 0.6)
    wanted = inside(words, *corners)
    words.get_by_role("button", name="Box", exact=True).click()
    for name, at in (("pointerdown", corners[:2]), ("pointermove", corners[2:]), ("pointerup", corners[2:])):
        words.evaluate(TOUCH, [name, 7, *at])
    assert selection(words) == wanted
    assert state(words)["pose"] == before


def test_the_bar_says_how_many_and_does_what_it_says(words: Page) -> None:
    expect(bar(words)).to_be_hidden()
    drag_box(words, part(words, 0.46, 0.46, 0.5, 0.5))
    chosen = selection(words)
    assert 2 <= len(chosen) <= 200
    expect(bar(words).locator(".vs-count")).to_have_text(f"{len(chosen):,} selected")
    press(words, "Neighbours")
    space = builtin("words")
    nearest = {int(index) for item in chosen for index in neighbours(space, item, k=10)["index"]}
    both = sorted(nearest | set(chosen))
    expect(bar(words).locator(".vs-count")).to_have_text(f"{len(both):,} selected")
    assert selection(words) == both
    expect(words.locator(".vs-voice")).to_have_text(f"{len(both):,} selected")
    before = state(words)["pose"]["extent"]
    press(words, "Zoom to")
    wait_for(words, "state.pose.extent !== arg", before)
    box = words.locator("#map").bounding_box()
    assert set(both) <= set(inside(words, box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]))
    press(words, "Invert")
    assert selection(words) == sorted(set(range(len(space))) - set(both))
    press(words, "Clear")
    assert selection(words) == []
    expect(bar(words)).to_be_hidden()
    expect(words.locator("#map")).to_be_focused()


def test_the_metric_and_the_count_of_the_panel_are_those_of_the_bar(words: Page) -> None:
    words.goto(re.sub(r"\?.*", "?space=words&projection=pca&metric=manhattan&k=3&selected=5,900", words.url))
    settled(words)
    expect(bar(words).locator(".vs-count")).to_have_text("2 selected")
    press(words, "Neighbours")
    space = builtin("words")
    nearest = {int(i) for item in (5, 900) for i in neighbours(space, item, k=3, metric="manhattan")["index"]}
    wait_for(words, "state.items.length === arg", len(nearest | {5, 900}))
    assert selection(words) == sorted(nearest | {5, 900})


def test_what_is_too_much_is_said_beside_the_button_until_the_selection_changes(words: Page) -> None:
    drag_box(words, part(words, 0.01, 0.01, 0.02, 0.02))
    drag_box(words, part(words, 0.02, 0.02, 0.9, 0.98))
    wanted = count(words)
    assert wanted > 2000
    press(words, "Neighbours")
    note = words.locator("#map").get_by_role("alert")
    expect(note).to_contain_text(f"{wanted:,} items are selected; here the neighbours of 2,000 can be found at once.")
    assert count(words) == wanted
    press(words, "Invert")
    expect(note).to_be_hidden()


def test_isolated_items_are_alone_and_escape_brings_the_others_back_in_its_turn(words: Page) -> None:
    drag_box(words, part(words, 0.4, 0.4, 0.6, 0.6))
    kept = selection(words)
    press(words, "Isolate")
    expect(crumbs(words)).to_contain_text(f"{len(kept):,}")
    assert (state(words)["isolated"], selection(words)) == (kept, [])
    drag_box(words, part(words, 0.02, 0.02, 0.9, 0.98))
    assert selection(words) == kept, "what is not there is not selected"
    words.get_by_role("radio", name="3D").check(force=True)
    settled(words, "PCA, 3D")
    assert state(words)["isolated"] == kept
    words.locator("#map").focus()
    words.keyboard.press("Escape")
    assert (selection(words), state(words)["isolated"]) == ([], kept)
    words.keyboard.press("Escape")
    assert state(words)["isolated"] is None
    expect(crumbs(words)).to_be_hidden()
    words.keyboard.press("Control+z")
    wait_for(words, "state.isolated !== null")
    crumbs(words).get_by_role("button", name="All", exact=True).click()
    assert state(words)["isolated"] is None


def test_project_again_makes_a_space_whose_neighbours_are_its_own(words: Page) -> None:
    drag_box(words, part(words, 0.4, 0.4, 0.52, 0.52))
    size = len(selection(words))
    chosen = selection(words)
    press(words, "Isolate")
    crumbs(words).get_by_role("button", name="Project again").click()
    settled(words, f"Words › {size:,}")
    words.wait_for_function("n => document.getElementById('map').pointCount === n", arg=size)
    expect(words.locator("#scene-notes li").first).to_have_text(
        f"{size:,} of 2,882 items of Words: neighbours are found among these alone."
    )
    expect(words.locator("#neighbour-line")).to_contain_text(f"n = {size:,}")
    assert state(words)["isolated"] is None
    names = words.evaluate(
        "() => fetch(`/api/spaces/${new URLSearchParams(location.search).get('space')}/names`).then(r => r.json())"
    )
    assert names == [builtin("words").names[index] for index in chosen]
    address = words.url
    crumbs(words).get_by_role("button", name="Words", exact=True).click()
    settled(words, "Words · 2,882 items")
    expect(crumbs(words)).to_be_hidden()
    words.goto(address)
    settled(words, f"Words › {size:,}")
    expect(crumbs(words)).to_contain_text("Words")


def test_the_selected_rows_come_as_a_file(words: Page, tmp_path) -> None:
    drag_box(words, part(words, 0.4, 0.4, 0.45, 0.45))
    chosen = selection(words)
    with words.expect_download() as waiting:
        press(words, "CSV")
    assert waiting.value.suggested_filename == f"Words, {len(chosen)} rows.csv"
    waiting.value.save_as(tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    items = builtin("words").items
    assert rows == [list(items.columns), *items.iloc[chosen].astype(str).to_numpy().tolist()]


def test_a_category_is_selected_from_the_legend_by_click_and_by_key(words: Page) -> None:
    categories = builtin("words").items["category"]
    row = words.locator("#legend .vs-row", has_text="Royalty")
    row.click(modifiers=["Shift"])
    royalty = [int(i) for i in categories.index[categories == "Royalty"]]
    assert selection(words) == royalty
    assert state(words)["hidden"] == []
    button = words.get_by_role("button", name=re.compile(r"^Select the \d+ of Jobs$"))
    words.locator("#legend .vs-row", has_text="Jobs").focus()
    words.keyboard.press("Tab")
    expect(button).to_be_focused()
    expect(button).to_have_css("opacity", "1")
    words.keyboard.press("Enter")
    jobs = [int(i) for i in categories.index[categories == "Jobs"]]
    assert selection(words) == jobs
    row.click(modifiers=["Shift", "Control"])
    assert selection(words) == sorted(jobs + royalty)
