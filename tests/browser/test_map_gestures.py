"""The map alone in a real Chromium: what each gesture of a mouse, a finger and the keyboard does."""

import pytest
from playwright.sync_api import expect

from tests.browser.bare_map import empty_spot, inside, lasso, place, selection, show, stats, told

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dimensions", [2, 3])
def test_click_shift_click_empty_click_and_escape(open_map, dimensions: int) -> None:
    page = open_map()
    show(page, 30, dimensions)
    page.mouse.click(*place(page, 7))
    first = selection(page)
    assert len(first) == 1
    assert told(page, "map-select")[-1] == {"name": "map-select", "indices": first, "focus": first[0], "how": "click"}
    expect(page.locator(".vs-voice")).to_have_text(f"item {first[0]} selected")
    other = 11 if first[0] != 11 else 12
    page.keyboard.down("Shift")
    page.mouse.click(*place(page, other))
    both = selection(page)
    assert len(both) == 2
    assert told(page, "map-select")[-1]["how"] == "shift"
    page.mouse.click(*place(page, other))
    page.keyboard.up("Shift")
    assert selection(page) == first
    page.mouse.click(*empty_spot(page))
    assert selection(page) == []
    assert told(page, "map-select")[-1]["indices"] == []


def test_on_a_flat_map_the_click_finds_exactly_its_point(open_map) -> None:
    page = open_map()
    show(page, 40, seed=5, groups=20)
    for index in range(0, 40, 5):
        page.mouse.click(*place(page, index))
        assert selection(page) == [index]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_lasso_takes_exactly_what_is_inside_adds_and_removes(open_map, dimensions: int) -> None:
    page = open_map()
    show(page, 120, dimensions)
    left, top, right, bottom = 300, 40, 700, 420
    wanted = inside(page, left, top, right, bottom)
    assert 3 < len(wanted) < 120
    lasso(page, [(left, top), (right, top), (right, bottom), (left, bottom)])
    assert selection(page) == wanted
    assert told(page, "map-select")[-1] == {"name": "map-select", "indices": wanted, "focus": None, "how": "lasso"}
    more = inside(page, 650, 300, 960, 660)
    lasso(page, [(650, 300), (960, 300), (960, 660), (650, 660)], "Control")
    assert selection(page) == sorted({*wanted, *more})
    lasso(page, [(left, top), (right, top), (right, bottom), (left, bottom)], "Alt")
    assert selection(page) == sorted({*more} - {*wanted})


def test_the_lasso_button_draws_without_a_key(open_map) -> None:
    page = open_map()
    show(page, 60)
    button = page.get_by_role("button", name="Lasso")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.mouse.move(290, 20)
    page.mouse.down()
    for point in [(990, 20), (990, 690), (290, 690)]:
        page.mouse.move(*point, steps=3)
    page.mouse.up()
    assert selection(page) == list(range(60))
    expect(button).to_have_attribute("aria-pressed", "false")


def test_dragging_pans_the_wheel_zooms_to_the_pointer_and_fit_returns(open_map) -> None:
    page = open_map()
    show(page, 60)
    x, y = place(page, 3)
    start = empty_spot(page)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 50, start[1] + 30, steps=3)
    page.mouse.up()
    assert place(page, 3) == pytest.approx((x + 50, y + 30), abs=0.5)
    assert selection(page) == []
    x, y = place(page, 3)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    page.wait_for_function("extent => map.stats().pose.extent < extent", arg=stats(page)["pose"]["extent"] * 1.0001)
    assert place(page, 3) == pytest.approx((x, y), abs=0.5)
    page.get_by_role("button", name="Fit").click()
    expect(page.locator("#map[data-state=ready]")).to_be_visible()
    assert all(264 < place(page, i)[0] < 1064 and 0 < place(page, i)[1] < 700 for i in range(60))


def test_in_depth_a_drag_orbits_and_the_right_button_pans(open_map) -> None:
    page = open_map()
    show(page, 60, 3)
    before = stats(page)["pose"]
    x, y = empty_spot(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 20, steps=3)
    page.mouse.up()
    turned = stats(page)["pose"]
    assert turned["yaw"] != before["yaw"]
    assert turned["roll"] == 0
    assert turned["target"] == before["target"]
    page.mouse.down(button="right")
    page.mouse.move(x, y, steps=3)
    page.mouse.up(button="right")
    moved = stats(page)["pose"]
    assert moved["yaw"] == turned["yaw"]
    assert moved["target"] != turned["target"]


def test_hover_rings_at_once_then_opens_a_card_that_shows_hostile_text_verbatim(open_map) -> None:
    page = open_map()
    hostile = '<img src=x onerror="window.hacked=1">'
    show(page, 12, names=[hostile] * 12, words=["<b>bold</b>", "<script>window.hacked=1</script>", "c", "d"])
    x, y = place(page, 4)
    page.mouse.move(x + 6, y)
    expect(page.locator(".vs-ring")).to_be_visible()
    card = page.locator(".vs-card")
    expect(card).to_contain_text(hostile)
    expect(card.locator("dl")).to_contain_text("<b>bold</b>")
    expect(page.locator("#legend")).to_contain_text("<script>window.hacked=1</script>")
    assert page.locator("#map img, #legend script, #map dl b").count() == 0
    assert page.evaluate("window.hacked") is None
    assert told(page, "map-hover")[-1]["index"] is not None
    box, area = card.bounding_box(), page.locator("#map").bounding_box()
    assert box["x"] >= area["x"]
    assert box["x"] + box["width"] <= area["x"] + area["width"]
    assert not (box["x"] <= x + 6 <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"])
    page.mouse.move(*empty_spot(page))
    expect(card).to_be_hidden()
    assert told(page, "map-hover")[-1]["index"] is None


def test_escape_clears_the_card_then_the_selection_then_the_filter(open_map) -> None:
    page = open_map()
    show(page, 40)
    page.locator("#legend [data-code='3']").click()
    page.mouse.click(*place(page, page.evaluate("[...category(data.codes, 4).codes].indexOf(0)")))
    expect(page.locator(".vs-card")).to_be_visible()
    assert len(selection(page)) == 1
    page.keyboard.press("Escape")
    expect(page.locator(".vs-card")).to_be_hidden()
    assert len(selection(page)) == 1
    page.keyboard.press("Escape")
    assert selection(page) == []
    assert told(page, "map-select")[-1]["how"] == "escape"
    assert stats(page)["hidden"] == ["group 0"] or len(stats(page)["hidden"]) == 1
    page.keyboard.press("Escape")
    assert stats(page)["hidden"] == []


def test_the_keyboard_walks_and_selects(open_map) -> None:
    page = open_map()
    show(page, 40)
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".vs-ring")).to_be_visible()
    page.keyboard.press("Enter")
    first = selection(page)
    assert len(first) == 1
    assert told(page, "map-select")[-1]["how"] == "keyboard"
    for key, axis, sign in [("ArrowLeft", 0, -1), ("ArrowUp", 1, -1)]:
        before = place(page, told(page, "map-hover")[-1]["index"])
        page.keyboard.press(key)
        after = place(page, told(page, "map-hover")[-1]["index"])
        assert (after[axis] - before[axis]) * sign >= 0
    expect(page.locator(".vs-voice")).to_contain_text("item")


def test_touch_taps_pans_and_pinches(open_map) -> None:
    page = open_map(has_touch=True)
    show(page, 40)
    page.touchscreen.tap(*place(page, 6))
    assert len(selection(page)) == 1
    before = stats(page)["pose"]["extent"]
    page.evaluate("""() => {
      const surface = document.querySelector('.vs-points');
      surface.setPointerCapture = () => {};
      const finger = (type, id, x, y) => surface.dispatchEvent(new PointerEvent(type,
        {pointerId: id, pointerType: 'touch', clientX: x, clientY: y, bubbles: true}));
      finger('pointerdown', 11, 500, 300); finger('pointerdown', 12, 600, 300);
      finger('pointermove', 12, 700, 300); finger('pointerup', 12, 700, 300); finger('pointerup', 11, 500, 300);
    }""")
    assert stats(page)["pose"]["extent"] == pytest.approx(before / 2, rel=1e-6)
