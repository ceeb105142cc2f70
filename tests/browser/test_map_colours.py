"""The map alone in a real Chromium: colours, the legend that filters, and names over the points."""

import pytest
from playwright.sync_api import expect

from tests.browser.bare_map import READ, lasso, place, selection, show, stats, told

pytestmark = pytest.mark.browser


def test_recolouring_draws_again_and_follows_the_theme(open_map) -> None:
    page = open_map()
    show(page, 4, groups=4, names=None)
    box = page.locator("#map").bounding_box()
    x, y = place(page, 0)
    before = page.evaluate(READ, [x - box["x"], y - box["y"]])
    page.evaluate("map.setColumn(number(Float32Array.of(0, 1, 2, NaN)))")
    after = page.evaluate(READ, [x - box["x"], y - box["y"]])
    assert before != after
    expect(page.locator("#legend figure")).to_be_visible()
    expect(page.locator("#legend")).to_contain_text("1 without a value")
    assert after[2] > after[1]
    page.evaluate("map.setColumn(null)")
    neutral = page.evaluate(READ, [x - box["x"], y - box["y"]])
    page.evaluate("() => {document.documentElement.dataset.mantineColorScheme = 'dark'; map.setTheme('dark')}")
    assert page.evaluate(READ, [x - box["x"], y - box["y"]]) != neutral
    expect(page.locator("#legend")).to_be_empty()


def test_the_legend_hides_isolates_searches_and_shows_all(open_map) -> None:
    page = open_map()
    show(page, 400, groups=20, words=[f"topic {i}" for i in range(20)])
    rows = page.locator("#legend [data-code]")
    expect(rows).to_have_count(20)
    count = int(rows.first.locator(".vs-row-count").inner_text())
    name = rows.first.locator(".vs-row-name").inner_text()
    rows.first.click()
    expect(rows.first).to_have_attribute("aria-pressed", "false")
    assert stats(page)["visible"] == 400 - count
    assert told(page, "map-filter")[-1] == {"name": "map-filter", "hidden": [name]}
    page.get_by_role("button", name="Show all").click()
    assert stats(page)["visible"] == 400
    rows.nth(1).dblclick()
    assert stats(page)["visible"] == int(rows.nth(1).locator(".vs-row-count").inner_text())
    rows.nth(1).dblclick()
    assert stats(page)["visible"] == 400
    page.get_by_label("Find in group").fill("TOPIC 7")
    expect(rows).to_have_count(1)
    rows.first.press("Enter")
    assert stats(page)["hidden"] == ["topic 7"]


def test_hidden_points_are_neither_drawn_nor_picked_nor_lassoed(open_map) -> None:
    page = open_map()
    show(page, 30, groups=2)
    hidden = page.evaluate("[...category(data.codes, 2).codes].flatMap((code, i) => code === 0 ? [i] : [])")
    page.locator("#legend [data-code='0']").click()
    box = page.locator("#map").bounding_box()
    shown = [i for i in range(30) if i not in hidden]
    places = {i: place(page, i) for i in range(30)}
    alone = next(
        i
        for i in hidden
        if all(abs(places[i][0] - places[j][0]) + abs(places[i][1] - places[j][1]) > 40 for j in shown)
    )
    assert page.evaluate(READ, [places[alone][0] - box["x"], places[alone][1] - box["y"]])[3] == 0
    page.mouse.click(*places[alone])
    assert selection(page) == []
    lasso(page, [(270, 5), (1000, 5), (1000, 695), (270, 695)])
    assert selection(page) == shown


def test_neighbours_have_lines_and_names_and_others_fade(open_map) -> None:
    page = open_map()
    show(page, 40, groups=8)
    box = page.locator("#map").bounding_box()
    x, y = place(page, 20)
    full = page.evaluate(READ, [x - box["x"], y - box["y"]])[3]
    page.evaluate(
        "() => {map.setSelection([3], {focus: 3}); map.setNeighbours({item: 3, indices: [5, 8], distances: [0.1, 0.4]})}"
    )
    assert page.evaluate(READ, [x - box["x"], y - box["y"]])[3] < full / 3
    (ax, ay), (bx, by) = place(page, 3), place(page, 5)
    middle = [(ax + bx) / 2 - box["x"], (ay + by) / 2 - box["y"]]
    assert max(page.evaluate(READ, [middle[0] + dx, middle[1] + dy])[3] for dx in (-1, 0, 1) for dy in (-1, 0, 1)) > 20
    named = [label["text"] for label in stats(page)["labels"]]
    assert named[0] == "item 3"
    assert {"item 5", "item 8"} <= set(named)
    page.evaluate("map.setNeighbours(null)")
    assert page.evaluate(READ, [x - box["x"], y - box["y"]])[3] == full


def test_category_names_stand_over_the_map_and_items_are_named_when_near(open_map) -> None:
    page = open_map()
    show(page, 400, words=["north", "south", "east", "west"])
    labels = stats(page)["labels"]
    assert {"north", "south", "east", "west"} >= {label["text"] for label in labels if label["kind"] != "item"} != set()
    page.evaluate("map.flyTo(17)")
    page.evaluate("map.ready()")
    near = stats(page)["labels"]
    assert "item 17" in [label["text"] for label in near]
    boxes = [label["box"] for label in near]
    for place_, (left, top, wide, high) in enumerate(boxes):
        for x, y, w, h in boxes[place_ + 1 :]:
            assert left >= x + w or x >= left + wide or top >= y + h or y >= top + high
