"""The map alone in a real Chromium: what is drawn, at any count, through flights, and where WebGL fails."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.bare_map import READ, place, selection, show, stats

pytestmark = pytest.mark.browser


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
