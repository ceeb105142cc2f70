"""Pictures on the map in a real browser: dots far away, framed pictures near, on cards, in panels and in what is exported."""

import base64
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.adding import ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

MAP = "const map = await (await import('/assets/page/stage.js')).theMap();"
STATS = f"async () => {{ {MAP} return map.stats(); }}"
READ = f"""async ([x, y]) => {{
  {MAP}
  const canvas = document.querySelector('.vs-points');
  const copy = new OffscreenCanvas(1, 1).getContext('2d');
  map.setTheme(map.stats().theme);
  await map.ready();
  copy.drawImage(canvas, -Math.round(x), -Math.round(y));
  return [...copy.getImageData(0, 0, 1, 1).data].slice(0, 3);
}}"""
PNG = f"""async () => {{
  {MAP}
  const bytes = new Uint8Array(await (await map.exportAs('png', {{title: 'Colours', honest: '', scale: 1}})).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}}"""
LOADED = "image => image.complete && image.naturalWidth > 1"


@pytest.fixture
def colours(tmp_path: Path) -> Path:
    """Twenty-four pictures in three folders, each of one colour."""
    rng = np.random.default_rng(5)
    for label in ("first", "second", "third"):
        (tmp_path / "colours" / label).mkdir(parents=True)
        for number in range(8):
            colour = tuple(rng.integers(20, 236, 3).tolist())
            Image.new("RGB", (300, 200 if number % 2 else 300), colour).save(
                tmp_path / "colours" / label / f"{number}.png"
            )
    return tmp_path / "colours"


def colour_of(folder: Path, item: int) -> tuple[int, ...]:
    with Image.open(sorted(folder.rglob("*.png"))[item]) as image:
        return image.getpixel((5, 5))


def pictures(page: Page) -> dict[str, Any]:
    """Wait until what is shown has arrived, the fine ones too, and return it."""
    page.wait_for_function(
        f"async () => {{ {MAP} const {{shown, loaded, wanted}} = map.stats().pictures;"
        " return shown.length > 0 && loaded === shown.length && wanted === 0; }",
        timeout=LONG,
    )
    return page.evaluate(STATS)["pictures"]


def middle_one(page: Page, shown: list[dict[str, Any]]) -> tuple[int, list[float]]:
    """Return the shown picture nearest to the middle of the map, and its box there."""
    size = page.locator("#map").bounding_box()
    centre = np.array([size["width"] / 2, size["height"] / 2])
    best = min(shown, key=lambda one: np.abs(np.add(one["box"][:2], np.divide(one["box"][2:], 2)) - centre).max())
    return best["item"], best["box"]


def differ(found: Any, expected: Any) -> int:
    return int(np.abs(np.subtract(found, expected)).max())


def label_colour(page: Page, item: int) -> list[int]:
    """Return the colour of an item's folder, as the legend has it."""
    swatch = page.locator("#legend .vs-row .vs-swatch").nth(item // 8)
    return [int(part) for part in re.findall(r"\d+", swatch.evaluate("it => getComputedStyle(it).backgroundColor"))[:3]]


def on_page(page: Page, x: float, y: float) -> tuple[float, float]:
    box = page.locator("#map").bounding_box()
    return box["x"] + x, box["y"] + y


def wheel_out(page: Page) -> None:
    page.mouse.move(*on_page(page, 300, 300))
    for _ in range(8):
        page.mouse.wheel(0, 240)


def check_picture(page: Page, folder: Path) -> tuple[int, list[float]]:
    """Hold a picture to its colour and its frame to its category's."""
    item, (left, top, wide, high) = middle_one(page, pictures(page)["shown"])
    assert differ(page.evaluate(READ, [left + wide / 2, top + high / 2]), colour_of(folder, item)) <= 12
    assert differ(page.evaluate(READ, [left + wide * 0.8, top + high * 0.2]), colour_of(folder, item)) <= 12
    frame = [page.evaluate(READ, [left + inset, top + high / 2]) for inset in (0.5, 1.0, 1.5)]
    assert min(differ(pixel, label_colour(page, item)) for pixel in frame) <= 12
    return item, [left, top, wide, high]


def test_a_folder_of_pictures_from_points_to_pictures_and_away_again(page: Page, serve, colours: Path) -> None:
    server = serve(str(colours), "--projection", "pca")
    page.goto(server.url)
    ready(page, 24)
    expect(page.locator("#scene-line")).to_contain_text("colours · 24 items · Pixels", timeout=LONG)
    item, (left, top, *_) = check_picture(page, colours)
    corner = on_page(page, left + 5, top + 5)  # further from the point than a point can be meant

    page.mouse.move(*corner)
    card = page.get_by_role("tooltip")
    expect(card.locator("img")).to_be_visible()
    page.wait_for_function(f"({LOADED})(document.querySelector('.vs-card img'))")
    expect(card).to_contain_text(f"{item % 8}.png")
    page.mouse.click(*corner)
    assert page.evaluate("document.getElementById('map').selection") == [item]
    inspector = page.get_by_role("region", name="Inspector")
    expect(inspector.get_by_role("img", name=f"{item % 8}.png")).to_be_visible()
    expect(page.locator("#neighbour-list tbody tr img")).to_have_count(10)
    page.wait_for_function(
        f"[...document.querySelectorAll('.inspector img')].filter(image => image.checkVisibility()).every({LOADED})"
    )
    faded = next(
        one for one in pictures(page)["shown"] if one["item"] not in page.evaluate(STATS)["neighbours"] + [item]
    )
    x, y = np.add(faded["box"][:2], np.multiply(faded["box"][2:], [0.8, 0.2]))
    page.wait_for_function(f"async () => {{ {MAP} return map.stats().neighbours.length === 10; }}")
    assert differ(page.evaluate(READ, [x, y]), colour_of(colours, faded["item"])) > 20

    page.locator("#map").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    wheel_out(page)
    page.wait_for_function(f"async () => {{ {MAP} return map.stats().pictures.shown.length === 0; }}")
    x, y = page.evaluate("i => document.getElementById('map').screenPosition(i)", item)
    box = page.locator("#map").bounding_box()
    assert differ(page.evaluate(READ, [x - box["x"], y - box["y"]]), label_colour(page, item)) <= 40


def test_hidden_categories_a_lost_context_and_what_is_taken_along(
    page: Page, serve, colours: Path, tmp_path: Path
) -> None:
    server = serve(str(colours), "--projection", "pca")
    page.goto(server.url)
    ready(page, 24)
    expect(page.locator("#scene-line")).to_contain_text("24 items", timeout=LONG)
    check_picture(page, colours)
    page.get_by_role("button", name=re.compile("^first")).click()
    assert {one["item"] // 8 for one in pictures(page)["shown"]} == {1, 2}
    page.evaluate(
        """async () => { const gl = document.querySelector('.vs-points').getContext('webgl2');
        const lose = gl.getExtension('WEBGL_lose_context'); lose.loseContext();
        await new Promise((resolve) => setTimeout(resolve)); lose.restoreContext(); }"""
    )
    ready(page)
    item, (left, top, wide, high) = check_picture(page, colours)

    image = Image.open(io.BytesIO(base64.b64decode(page.evaluate(PNG)))).convert("RGB")
    below = image.height - 24 - page.locator("#map").bounding_box()["height"]
    found = image.getpixel((round(24 + left + wide * 0.8), round(below + top + high * 0.2)))
    assert differ(found, colour_of(colours, item)) <= 12

    (space,) = [folder.name for folder in (tmp_path / "store" / "spaces").iterdir()]
    key = page.evaluate(STATS)["key"]
    (tmp_path / "map.html").write_bytes(page.request.get(f"{server.url}api/spaces/{space}/page.html?map={key}").body())
    server.stop()
    page.goto((tmp_path / "map.html").as_uri())
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.mouse.move(*page.evaluate("document.getElementById('map').screenPosition(9)"))
    expect(page.get_by_role("tooltip").locator("img")).to_be_visible()
    page.wait_for_function(f"({LOADED})(document.querySelector('.vs-card img'))")
