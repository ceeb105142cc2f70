"""The map alone in a real Chromium: what is drawn, and what each gesture does."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHOW = """async ({count, groups, dimensions, space, names, words, seed}) => {
  window.data = clusters(count, groups, dimensions, seed);
  window.names = names;
  map.setColumn(count ? category(data.codes, groups, 'group', words) : null);
  await map.show({key: `${space} ${dimensions} ${seed}`, space, dimensions, coordinates: data.coordinates, names,
    title: 'Clusters'});
}"""
READ = """async ([x, y]) => {
  const canvas = document.querySelector('.vs-points');
  const copy = new OffscreenCanvas(1, 1).getContext('2d');
  map.setTheme(map.stats().theme);
  await map.ready();
  copy.drawImage(canvas, -Math.round(x), -Math.round(y));
  return [...copy.getImageData(0, 0, 1, 1).data];
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tests/browser/map_page.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_map(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the page with an empty map; a script that throws fails the test."""
    contexts, problems = [], []

    def start(theme: str = "light", **settings: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 1064, "height": 700}, "reduced_motion": "reduce"} | settings
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        page.wait_for_function("window.loaded")
        page.evaluate("theme => makeMap(theme)", theme)
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []


def show(page: Page, count: int = 60, dimensions: int = 2, **given: Any) -> None:
    settings = {
        "groups": 4,
        "space": "one",
        "names": [f"item {i}" for i in range(min(count, 500))],
        "words": None,
        "seed": 1,
    }
    page.evaluate(SHOW, settings | {"count": count, "dimensions": dimensions} | given)
    expect(page.locator("#map[data-state=ready]")).to_be_visible()


def place(page: Page, index: int) -> tuple[float, float]:
    x, y = page.evaluate("index => document.getElementById('map').screenPosition(index)", index)
    return x, y


def selection(page: Page) -> list[int]:
    return page.evaluate("document.getElementById('map').selection")


def told(page: Page, name: str) -> list[dict[str, Any]]:
    return page.evaluate("name => window.events.filter((event) => event.name === name)", name)


def stats(page: Page) -> dict[str, Any]:
    return page.evaluate("map.stats()")


def empty_spot(page: Page) -> tuple[float, float]:
    """Return a pixel of the map that is far from every point."""
    x, y = page.evaluate("""() => {
      const element = document.getElementById('map');
      const places = Array.from({length: element.pointCount}, (_, i) => element.screenPosition(i));
      const box = element.getBoundingClientRect();
      for (let x = box.left + 40; x < box.right - 80; x += 15) for (let y = box.top + 40; y < box.bottom - 200; y += 15)
        if (places.every(([a, b]) => Math.hypot(a - x, b - y) > 40)) return [x, y];
    }""")
    return x, y


def lasso(page: Page, loop: list[tuple[float, float]], *keys: str) -> None:
    for key in ("Shift", *keys):
        page.keyboard.down(key)
    page.mouse.move(*loop[0])
    page.mouse.down()
    for point in loop[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()
    for key in ("Shift", *keys):
        page.keyboard.up(key)


def inside(page: Page, left: float, top: float, right: float, bottom: float) -> list[int]:
    count = page.evaluate("document.getElementById('map').pointCount")
    places = [place(page, index) for index in range(count)]
    return [i for i, (x, y) in enumerate(places) if left < x < right and top < y < bottom]


@pytest.mark.parametrize("dimensions", [2, 3])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_point_is_drawn_in_its_own_colour(open_map, theme: str, dimensions: int) -> None:
    page = open_map(theme)
    show(page, 4, dimensions, groups=4, names=None)
    box = page.locator("#map").bounding_box()
    swatches = [
        page.evaluate("i => {const c = category(data.codes, 4); return c.categories[c.codes[i]]}", index)[theme]
        for index in range(4)
    ]
    for index, swatch in enumerate(swatches):
        x, y = place(page, index)
        red, green, blue, alpha = page.evaluate(READ, [x - box["x"], y - box["y"]])
        wanted = [int(swatch[at : at + 2], 16) for at in (1, 3, 5)]
        assert alpha > 200
        slack = 24 if dimensions == 2 else 120
        assert all(abs(a - b) <= slack for a, b in zip((red, green, blue), wanted, strict=True)), (
            swatch,
            red,
            green,
            blue,
        )


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


def test_the_same_items_fly_and_keep_selection_colour_and_filter(open_map) -> None:
    page = open_map(reduced_motion="no-preference")
    show(page, 50)
    page.evaluate("map.setSelection([4, 9])")
    page.locator("#legend [data-code='1']").click()
    visible = stats(page)["visible"]
    for dimensions, seed in [(3, 2), (2, 3)]:
        page.evaluate(
            """({dimensions, seed}) => {
          const next = clusters(50, 4, dimensions, seed);
          window.landed = map.show({key: 'next', space: 'one', dimensions, coordinates: next.coordinates, names: null, title: ''});
        }""",
            {"dimensions": dimensions, "seed": seed},
        )
        assert page.locator("#map").get_attribute("data-state") == "loading"
        page.evaluate("window.landed")
        assert page.locator("#map").get_attribute("data-state") == "ready"
        now = stats(page)
        assert (now["dimensions"], now["visible"], selection(page)) == (dimensions, visible, [4, 9])
    show(page, 50, space="another")
    assert (selection(page), stats(page)["visible"]) == ([], 50)


def test_a_second_projection_may_interrupt_a_flight(open_map) -> None:
    page = open_map(reduced_motion="no-preference")
    show(page, 50)
    page.evaluate("""async () => {
      const go = (seed) => map.show({key: String(seed), space: 'one', dimensions: 2, names: null, title: '',
        coordinates: clusters(50, 4, 2, seed).coordinates});
      const first = go(2);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await Promise.all([first, go(3)]);
    }""")
    assert (stats(page)["key"], page.locator("#map").get_attribute("data-state")) == ("3", "ready")


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


def test_a_lost_context_comes_back_with_the_same_picture(open_map) -> None:
    page = open_map()
    show(page, 20)
    before = page.locator("#map").screenshot()
    page.evaluate(
        "window.loss = document.querySelector('.vs-points').getContext('webgl2').getExtension('WEBGL_lose_context')"
    )
    page.evaluate("loss.loseContext()")
    expect(page.locator("#map[data-state=loading]")).to_be_visible()
    page.evaluate("loss.restoreContext()")
    expect(page.locator("#map[data-state=ready]")).to_be_visible()
    assert page.locator("#map").screenshot() == before
    page.mouse.click(*place(page, 2))
    assert len(selection(page)) == 1


def test_without_webgl_there_is_a_readable_message(open_map, address: str, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(address)
    page.wait_for_function("window.loaded")
    page.evaluate("makeMap()")
    expect(page.get_by_role("alert")).to_contain_text("WebGL2")
    expect(page.locator("#map")).to_have_attribute("data-state", "error")
    page.evaluate("async () => {await map.show({}); map.setColumn(null); map.flyTo(1)}")
    context.close()


@pytest.mark.parametrize("dimensions", [2, 3])
def test_no_point_one_point_and_equal_points(open_map, dimensions: int) -> None:
    page = open_map()
    page.evaluate(
        "d => map.show({key: 'a', space: 'a', dimensions: d, coordinates: new Float32Array(0), names: [], title: ''})",
        dimensions,
    )
    expect(page.locator("#map[data-state=empty]")).to_contain_text("no points")
    page.mouse.click(500, 300)
    page.evaluate(
        "d => map.show({key: 'b', space: 'b', dimensions: d, coordinates: new Float32Array(d).fill(7), names: ['only'], title: ''})",
        dimensions,
    )
    expect(page.locator("#map[data-state=ready]")).not_to_contain_text("no points")
    page.mouse.click(*place(page, 0))
    assert selection(page) == [0]
    page.evaluate(
        "d => map.show({key: 'c', space: 'c', dimensions: d, coordinates: new Float32Array(50 * d).fill(3), names: null, title: ''})",
        dimensions,
    )
    assert page.evaluate("document.getElementById('map').pointCount") == 50
    page.mouse.click(*place(page, 0))
    assert len(selection(page)) == 1


def test_what_is_asked_before_the_points_arrive_is_kept(open_map) -> None:
    page = open_map()
    page.evaluate("""async () => {
      const {coordinates, codes} = clusters(30, 3, 2, 1);
      map.setSelection([4], {focus: 4});
      map.setNeighbours({item: 4, indices: [1, 99], distances: [0.1, 0.2]});
      map.setColumn(category(codes, 3));
      map.flyTo(3); map.highlight(2); map.fit();
      await map.show({key: 'a', space: 'a', dimensions: 2, coordinates, names: null, title: ''});
    }""")
    now = stats(page)
    assert (selection(page), now["focus"], now["neighbours"], now["colours"]) == ([4], 4, [1], 3)


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


def test_a_hundred_thousand_points_are_drawn_and_picked(open_map) -> None:
    page = open_map()
    show(page, 100_000, groups=12, names=None)
    box = page.locator("#map").bounding_box()
    coloured = page.evaluate("""async () => {
      const canvas = document.querySelector('.vs-points');
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      map.setSelection([]);
      await map.ready();
      copy.drawImage(canvas, 0, 0);
      const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
      return data.reduce((sum, value, at) => sum + (at % 4 === 3 && value > 0), 0) / (data.length / 4);
    }""")
    assert 0.05 < coloured < 0.9
    x, y = place(page, 77)
    page.mouse.click(x, y)
    (found,) = selection(page)
    assert place(page, found) == pytest.approx((x, y), abs=1.5)
    assert box is not None
