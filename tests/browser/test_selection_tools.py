"""Selection that does something, undo for everything, and the keyboard, on the real page with its own server."""

import csv
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from embeddings import builtin, neighbours
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

MAP = "import('/assets/page/stage.js').then((stage) => stage.theMap())"
TOUCH = """([name, id, x, y]) => {
  const surface = document.querySelector('.vs-points');
  surface.setPointerCapture = () => {};
  surface.dispatchEvent(new PointerEvent(name, {pointerId: id, pointerType: 'touch', clientX: x, clientY: y, bubbles: true}));
}"""


@pytest.fixture
def words(page: Page, site: Any) -> Page:
    """The words under PCA, which needs no worker, without flights."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    return page


def state(page: Page) -> dict[str, Any]:
    """Return what undo sees of the map."""
    return page.evaluate(f"{MAP}.then((map) => map.state())")


def selection(page: Page) -> list[int]:
    return page.evaluate("document.getElementById('map').selection")


def wait_for(page: Page, what: str, arg: Any = None) -> None:
    """Wait until the map's state is so; `state` is its name in the expression."""
    page.evaluate(f"{MAP}.then((map) => {{ window.shown = map; }})")
    page.wait_for_function(
        f"(arg) => {{ const state = window.shown.state(); return {what}; }}", arg=arg, timeout=30_000
    )


def bar(page: Page) -> Locator:
    return page.get_by_role("group", name="Selection")


def crumbs(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Where these items are from")


def press(page: Page, task: str) -> None:
    bar(page).get_by_role("button", name=task, exact=True).click()


def count(page: Page) -> int:
    return int(bar(page).locator(".vs-count").inner_text().split()[0].replace(",", ""))


def part(page: Page, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Return corners on the page from parts of the map's sides."""
    box = page.locator("#map").bounding_box()
    xs = [box["x"] + share * box["width"] for share in (left, right)]
    ys = [box["y"] + share * box["height"] for share in (top, bottom)]
    return round(xs[0]), round(ys[0]), round(xs[1]), round(ys[1])


def inside(page: Page, left: float, top: float, right: float, bottom: float) -> list[int]:
    places = page.evaluate("""() => {
      const map = document.getElementById('map');
      return Array.from({length: map.pointCount}, (_, i) => map.screenPosition(i));
    }""")
    return [i for i, (x, y) in enumerate(places) if left < x < right and top < y < bottom]


def drag_box(page: Page, corners: tuple[float, float, float, float], key: str | None = None) -> None:
    page.get_by_role("button", name="Box", exact=True).click()
    if key:
        page.keyboard.down(key)
    page.mouse.move(*corners[:2])
    page.mouse.down()
    page.mouse.move(*corners[2:], steps=3)
    page.mouse.up()
    if key:
        page.keyboard.up(key)


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
