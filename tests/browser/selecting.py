"""What tests of the selection share: drawing a box on the page, the bar over the map, and the map's state."""

from typing import Any

from playwright.sync_api import Locator, Page

MAP = "import('/assets/page/stage.js').then((stage) => stage.theMap())"


TOUCH = """([name, id, x, y]) => {
  const surface = document.querySelector('.vs-points');
  surface.setPointerCapture = () => {};
  surface.dispatchEvent(new PointerEvent(name, {pointerId: id, pointerType: 'touch', clientX: x, clientY: y, bubbles: true}));
}"""


def state(page: Page) -> dict[str, Any]:
    """Return what undo sees of the map."""
    return page.evaluate(f"{MAP}.then((map) => map.state())")


def selection(page: Page) -> list[int]:
    return page.evaluate("document.getElementById('map').selection")


def wait_for(page: Page, what: str, arg: Any = None) -> None:
    """Wait until the map's state is so; `state` is its name in the expression."""
    page.evaluate(f"{MAP}.then((map) => {{ window.shown = map; }})")
    page.wait_for_function(f"(arg) => {{ const state = window.shown.state(); return {what}; }}", arg=arg)


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
