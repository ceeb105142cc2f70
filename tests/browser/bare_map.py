"""What tests of the bare map share: showing points on it, gestures on it, and what it says of itself."""

from typing import Any

from playwright.sync_api import Page, expect

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
