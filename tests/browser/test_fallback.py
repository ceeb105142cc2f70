"""A browser without WebGL2: a simpler map that is still read, coloured and clicked, or a sentence that says why not."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

NO_WEBGL2 = """() => {
  const real = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
  };
}"""

ALONE = """() => {
  const map = document.getElementById('map');
  const places = Array.from({length: map.pointCount}, (_, i) => map.screenPosition(i));
  const far = (i) => places.every(([x, y], j) => i === j || Math.hypot(x - places[i][0], y - places[i][1]) > 11);
  return places.findIndex((_, i) => far(i));
}"""


@pytest.fixture
def plain_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(f"({NO_WEBGL2})()")
    yield page
    context.close()
    assert problems == []


def test_without_webgl2_a_simpler_map_shows_filters_and_selects(plain_page: Page, site) -> None:
    page, url = plain_page, site.url
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("note")).to_contain_text("this browser offers no WebGL2")
    count = page.evaluate("document.getElementById('map').pointCount")
    assert count > 1000
    expect(page.locator(".vs-plain .trace").first.locator(".point")).to_have_count(count)
    item = page.evaluate(ALONE)
    name = page.evaluate("i => fetch('/api/spaces/words/names').then((r) => r.json()).then((names) => names[i])", item)
    x, y = page.evaluate("i => document.getElementById('map').screenPosition(i)", item)
    page.mouse.move(x - 40, y - 40)
    page.mouse.move(x, y, steps=4)
    expect(page.get_by_role("tooltip")).to_contain_text(name)
    page.mouse.click(x, y)
    expect(page.get_by_role("region", name="Inspector").locator("h2")).to_have_text(name)
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    assert page.evaluate("document.getElementById('map').selection") == [item]
    page.locator("#map").focus()
    page.keyboard.down("i")
    false = page.locator(".vs-plain .point[style*='fill: rgb(198, 82, 0)']")
    expect(page.get_by_text(re.compile("nearest on the map are true"))).to_contain_text(re.compile(r"; \d+ \(orange\)"))
    told = page.get_by_text(re.compile("nearest on the map are true")).inner_text()
    wrong = re.search(r"(\d+) \(orange\)", told)
    assert wrong
    expect(false).to_have_count(int(wrong[1]))
    page.keyboard.up("i")
    expect(false).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Adjectives")).click()
    expect(page.locator(".vs-plain .trace").first.locator(".point")).not_to_have_count(count)
    page.get_by_role("button", name="Compare maps").click()
    expect(page.get_by_text("Maps side by side need WebGL2")).to_be_visible()
    assert {address for address in asked if not address.startswith((url.rsplit("/", 1)[0], "data:", "blob:"))} == set()


def test_a_picture_cannot_be_drawn_there_and_the_dialog_says_so(plain_page: Page, site) -> None:
    page = plain_page
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="PNG 1×").press("Enter")  # a click could miss a dialog that still moves
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("no WebGL2")


def test_beyond_20000_points_a_sentence_says_why(plain_page: Page, site) -> None:
    page = plain_page
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.evaluate("""async () => {
      const { plainMap } = await import('/assets/map/fallback.js');
      const { furnish } = await import('/assets/map/surface.js');
      const element = document.createElement('div');
      document.querySelector('.stage').append(element);
      const map = await plainMap(element, furnish(element), {});
      await map.show({key: 'k', space: 's', dimensions: 2, coordinates: new Float32Array(2 * 20001), names: null, title: ''});
    }""")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("ends at 20,000 points; here are 20,001")
