"""A point dragged off the map into a slot; drags that hold no point still move the map; Escape puts it back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.bare_map import empty_spot, place, selection, show, stats, told
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

WORDS = builtin("words")
RED_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
DROP = """async ([bytes, to]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], "dot.png", {type: "image/png"}));
  for (const name of ["dragover", "drop"])
    document.querySelector(to).dispatchEvent(new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def press_on(page: Page, index: int) -> None:
    """Press the button on a point, and move far enough for a drag."""
    x, y = place(page, index)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12, steps=3)


def drag_from(page: Page, start: tuple[float, float]) -> None:
    """Press there, move, and let go."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 40, start[1] + 20, steps=3)
    page.mouse.up()


def carry_to(page: Page, target: str) -> None:
    """Move on to the middle of an element."""
    box = page.locator(target).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)


def lone(page: Page) -> int:
    """Return a point that no other is near."""
    return int(
        page.evaluate("""() => {
      const map = document.getElementById('map');
      const places = Array.from({length: map.pointCount}, (_, i) => map.screenPosition(i));
      const far = (i) => Math.min(...places.map(([x, y], j) => j === i ? 1e9 : Math.hypot(x - places[i][0], y - places[i][1])));
      return places.map((_, i) => i).reduce((a, b) => (far(a) > far(b) ? a : b));
    }""")
    )


def test_a_point_is_dragged_into_a_slot_and_escape_puts_it_back(words: Page) -> None:
    words.get_by_role("tab", name="Analogy").click()
    slot, chip = words.locator("[data-drops='analogy.a']"), words.locator(".carried")
    expect(slot).to_be_visible()
    item = lone(words)
    before = place(words, item)
    press_on(words, item)
    expect(chip).to_have_text(WORDS.names[item])
    carry_to(words, "[data-drops='analogy.a']")
    expect(slot).to_have_class(re.compile("dropping"))
    words.keyboard.press("Escape")
    expect(chip).to_be_hidden()
    words.mouse.up()
    assert "analogy" not in re.sub("tab=analogy", "", words.url)
    expect(words.locator(".dropping")).to_have_count(0)
    press_on(words, item)
    carry_to(words, "[data-drops='analogy.a']")
    words.mouse.up()
    expect(slot).to_contain_text(WORDS.names[item])
    expect(chip).to_be_hidden()
    assert place(words, item) == before
    assert "item=" not in words.url
    words.go_back()
    expect(slot.locator(".chip-name")).to_have_count(0)


def test_the_item_in_focus_is_dragged_into_a_list_and_pictures_are_dropped_there(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=mnist-vae&projection=plain&metric=euclidean&item=3&tab=compare&compare.items=8")
    settled(page, "As they are")
    names = page.locator("#compare-body .chip > :first-child:not(.waits)")
    expect(names).to_have_count(1)
    press_on(page, 3)
    carry_to(page, "#compare-body .chips")
    page.mouse.up()
    expect(names).to_have_count(2)
    page.wait_for_url(re.compile(r"compare\.items=8%2C3(&|$)"))
    page.evaluate(DROP, [RED_DOT, "#compare-body .chips"])
    expect(names).to_have_count(3)
    expect(page.locator("#compare-body .chip-picture")).to_have_js_property("naturalWidth", 1)
    expect(page.get_by_role("table", name="Every pair", exact=True).locator("tbody tr")).to_have_count(3)
    expect(page.locator(".picture-over")).to_have_count(0)
    page.locator("#inspector-body .item-name").drag_to(page.locator("#compare-body .chips"))
    expect(names).to_have_count(3)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_drag_on_nothing_moves_the_map_and_one_on_a_lone_point_takes_it(open_map, dimensions: int) -> None:
    page = open_map()
    show(page, 12, dimensions, seed=4)
    for slots_open, on_point, carries in [(True, True, True), (True, False, False), (False, True, False)]:
        page.evaluate("open => { window.slotsOpen = open; window.events.length = 0; }", slots_open)
        item = lone(page)
        before = stats(page)["pose"]
        drag_from(page, place(page, item) if on_point else empty_spot(page))
        assert [one["index"] for one in told(page, "map-carry")] == [item] * carries
        assert (stats(page)["pose"] == before) is carries


def test_where_points_crowd_only_the_one_in_focus_is_taken(open_map) -> None:
    page = open_map()
    show(page, 400, groups=1)
    page.evaluate("window.slotsOpen = true")
    crowded = 7
    before = stats(page)["pose"]
    drag_from(page, place(page, crowded))
    assert told(page, "map-carry") == []
    assert stats(page)["pose"] != before
    page.mouse.click(*place(page, crowded))
    (focus,) = selection(page)
    before = stats(page)["pose"]
    drag_from(page, place(page, focus))
    assert [one["index"] for one in told(page, "map-carry")] == [focus]
    assert stats(page)["pose"] == before
