"""Maps side by side: one selection, one hover, one legend for all; cameras that go together; a link that restores it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import start
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser


def settled(page: Page, *numbers: int) -> None:
    """Wait until these maps are drawn and nothing moves."""
    for number in numbers:
        expect(page.locator(f"#{name(number)}[data-state=ready]")).to_be_visible(timeout=LONG)


def name(number: int) -> str:
    return "map" if number == 1 else f"map-{number}"


def place(page: Page, number: int, item: int) -> tuple[float, float]:
    x, y = page.evaluate(f"i => document.getElementById('{name(number)}').screenPosition(i)", item)
    return x, y


def selection(page: Page, number: int) -> list[int]:
    return page.evaluate(f"document.getElementById('{name(number)}').selection")


def lone_items(page: Page, number: int) -> list[int]:
    """Return items of a map that no other comes near, away from its edges."""
    return page.evaluate(
        """id => {
      const map = document.getElementById(id), box = map.getBoundingClientRect();
      const places = Array.from({length: map.pointCount}, (_, i) => map.screenPosition(i));
      const well = ([x, y]) => x > box.left + 70 && x < box.right - 90 && y > box.top + 90 && y < box.bottom - 20;
      return places.map((_, i) => i).filter((i) => well(places[i]) && places.every((b, j) => i === j || Math.hypot(places[i][0] - b[0], places[i][1] - b[1]) > 16));
    }""",
        name(number),
    )


def ring(page: Page, number: int) -> tuple[float, float] | None:
    """Return the middle of the ring on a map, if there is one."""
    box = page.locator(f"#{name(number)} > .vs-ring").bounding_box()
    return (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) if box else None


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One dashboard for all tests of this file."""
    server = start(tmp_path_factory.mktemp("beside") / "store", "quick=1")
    yield server.url
    server.stop()


@pytest.fixture
def twins(page: Page, url: str) -> Page:
    """Words under UMAP, and under PCA beside, added as a person does."""
    page.goto(url + "?space=words&projection=umap")
    settled(page, 1)
    assert page.locator(".map-cell canvas").count() == 2, "no second map before it is asked for"
    page.get_by_role("button", name="Compare maps").click()
    expect(page.get_by_role("region", name="Map 2, PCA 2D")).to_be_visible()
    settled(page, 1, 2)
    return page


def swatch(page: Page, number: int, item: int) -> str:
    """Return the colour of the card that opens at an item of a map."""
    page.mouse.move(*place(page, number, item))
    card = page.locator(f"#{name(number)}").get_by_role("tooltip")
    expect(card.locator("dl")).to_be_visible()
    return card.locator(".vs-swatch").evaluate("swatch => swatch.style.background")


def leave(page: Page) -> None:
    page.mouse.move(100, 60)
    for number in (1, 2):
        expect(page.locator(f"#{name(number)} > .vs-ring")).to_be_hidden()
        expect(page.locator(f"#{name(number)} > .vs-card")).to_be_hidden()


def inside(page: Page, number: int, box: tuple[float, float, float, float]) -> list[int]:
    left, top, right, bottom = box
    places = page.evaluate(
        f"(() => {{ const map = document.getElementById('{name(number)}');"
        " return Array.from({length: map.pointCount}, (_, i) => map.screenPosition(i)); })()"
    )
    return [i for i, (x, y) in enumerate(places) if left < x < right and top < y < bottom]


def draw_box(page: Page, number: int) -> list[int]:
    """Drag a box on a map; return what lies inside."""
    at = page.locator(f"#{name(number)}").bounding_box()
    left, top = round(at["x"] + 0.3 * at["width"]), round(at["y"] + 0.4 * at["height"])
    right, bottom = round(at["x"] + 0.4 * at["width"]), round(at["y"] + 0.5 * at["height"])
    found = inside(page, number, (left, top, right, bottom))
    page.get_by_role("region", name=f"Map {number},").get_by_role("button", name="Box").click()
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()
    return found


def test_pointing_and_clicking_on_one_map_shows_on_all(twins: Page) -> None:
    page = twins
    first, second = page.get_by_role("region", name="Map 1, UMAP 2D"), page.get_by_role("region", name="Map 2, PCA 2D")
    for region in (first, second):
        expect(region).to_contain_text("of the 10 nearest on this map are true neighbours", timeout=LONG)
    item = lone_items(page, 2)[0]
    page.mouse.move(*place(page, 2, item))
    expect(second.get_by_role("tooltip")).to_be_visible()
    assert ring(page, 1) == pytest.approx(place(page, 1, item), abs=1)
    page.mouse.click(*place(page, 2, item))
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    assert selection(page, 1) == selection(page, 2) == [item]
    page.wait_for_url(f"**item={item}**")
    row = page.locator("#neighbour-list tbody tr").nth(3)
    row.hover()
    marked = int(row.get_attribute("data-item") or -1)
    for number in (1, 2):
        assert ring(page, number) == pytest.approx(place(page, number, marked), abs=1)
    row.get_by_role("button").click()
    page.wait_for_url(f"**item={marked}**")
    settled(page, 1, 2)
    for number in (1, 2):
        at = page.locator(f"#{name(number)}").bounding_box()
        middle = (at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
        assert place(page, number, marked) == pytest.approx(middle, abs=2), "every map flies to it"


def test_colours_filter_and_selection_are_one(twins: Page) -> None:
    page = twins
    item = lone_items(page, 2)[0]
    light = swatch(page, 2, item)
    category = (
        page.locator("#map-2")
        .get_by_role("tooltip")
        .locator("dd")
        .first.evaluate("cell => cell.firstChild.textContent")
    )
    leave(page)
    entry = page.locator("#legend .vs-row", has_text=category).first
    entry.click()
    page.mouse.move(*place(page, 2, item))
    expect(page.locator("#map-2 > .vs-ring")).to_be_hidden()
    leave(page)
    page.locator("#map-2").focus()
    page.keyboard.press("Escape")
    expect(entry).to_have_attribute("aria-pressed", "true")
    assert swatch(page, 2, item) == light
    leave(page)
    found = draw_box(page, 2)
    assert selection(page, 2) == selection(page, 1) == found
    for number in (1, 2):
        said = page.get_by_role("region", name=f"Map {number},").locator(".beside-spread")
        expect(said).to_contain_text(f"{len(found):,} items: ")
        expect(said).to_have_attribute("title", re.compile("how far these items lie from their centre"))
    page.get_by_role("group", name="Selection").get_by_role("button", name="Isolate").click()
    assert item not in found
    page.mouse.move(*place(page, 2, item))
    expect(page.locator("#map-2 > .vs-ring")).to_be_hidden()
    page.keyboard.press("Control+z")
    page.wait_for_function("n => document.getElementById('map-2').selection.length === n", arg=len(found))
    leave(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-mantine-color-scheme=dark]")).to_be_attached()
    assert swatch(page, 2, item) != light
    leave(page)
    page.get_by_role("combobox", name="Colour by").click()
    page.get_by_role("option", name="part_of_speech").click()
    expect(page.locator("#legend")).to_contain_text("noun")
    assert swatch(page, 1, item) == swatch(page, 2, item)
    leave(page)
    page.get_by_role("combobox", name="Colour by").click()
    page.get_by_role("option", name="True neighbours").click()
    expect(page.locator("#legend .vs-bars")).to_be_visible()
    page.wait_for_load_state("networkidle")
    one, other = ([swatch(page, number, lone) for lone in lone_items(page, 2)[:4]] for number in (1, 2))
    assert one != other, "what is true of one map is not told of another"


def drag(page: Page, number: int) -> None:
    """Drag a map by 40 pixels to the right and 30 down."""
    at = page.locator(f"#{name(number)}").bounding_box()
    page.mouse.move(at["x"] + 60, at["y"] + 60)
    page.mouse.down()
    page.mouse.move(at["x"] + 100, at["y"] + 90, steps=4)
    page.mouse.up()
    settled(page, 1, 2)


def test_cameras_lock_points_morph_and_a_link_restores_it_all(twins: Page) -> None:
    page = twins
    free = place(page, 1, 7)
    drag(page, 2)
    assert place(page, 1, 7) == free
    lock = page.get_by_role("button", name="Lock cameras")
    lock.click()
    page.wait_for_url("**locked=1**")
    settled(page, 1, 2)
    first, second = page.locator("#map"), page.locator("#map-2")
    away = second.bounding_box()["x"] - first.bounding_box()["x"]
    still = first.screenshot()
    slider = page.get_by_role("slider", name="Morph map 1 into map 2")
    slider.fill("200")
    assert first.screenshot() != still, "the points fly under the slider"
    slider.fill("0")
    settled(page, 1)
    assert first.screenshot() == still
    page.reload()
    settled(page, 1, 2)
    expect(lock).to_have_attribute("aria-pressed", "true")
    for moved in (1, 2):
        before = {number: place(page, number, 7) for number in (1, 2)}
        drag(page, moved)
        for number, (x, y) in before.items():
            assert place(page, number, 7) == pytest.approx((x + 40, y + 30), abs=1), (
                f"map {number} goes with map {moved}"
            )
    page.get_by_role("group", name="Dimensions of map 2").get_by_role("button", name="3D").click()
    expect(page.get_by_role("region", name="Map 2, PCA 3D")).to_be_visible()
    expect(lock).to_have_attribute("title", re.compile("as many dimensions"))
    page.go_back()
    expect(page.get_by_role("region", name="Map 2, PCA 2D")).to_be_visible()
    page.get_by_role("button", name="Close map 2").click()
    expect(second).to_have_count(0)
    expect(page.get_by_role("group", name="Maps side by side")).to_have_count(0)
    assert page.url.split("?")[1] == "projection=umap&space=words"
    assert away > 300
    settled(page, 1)
    page.keyboard.press("Control+z")
    expect(page.locator("#map-2[data-state=ready]")).to_be_visible(timeout=LONG)


def test_a_map_that_takes_long_says_so_and_can_be_stopped(page: Page, url: str) -> None:
    page.goto(url + "?space=words&projection=pca&beside=tsne-3,spiral-2")
    second, third = page.get_by_role("region", name="Map 2, t-SNE 3D"), page.get_by_role("region", name="Map 3,")
    expect(second).to_contain_text("PCA first; t-SNE is on its way", timeout=LONG)
    expect(second.get_by_role("progressbar")).to_be_visible(timeout=LONG)
    expect(third.get_by_role("alert")).to_contain_text("spiral")
    second.get_by_role("button", name="Cancel").click()
    expect(second).to_contain_text("stopped")
    expect(second.get_by_role("button", name="Start again")).to_be_visible()
    expect(second).to_contain_text("Still PCA, 3D: ")
    settled(page, 1, 2)
    assert page.evaluate("document.getElementById('map-2').pointCount") == page.evaluate(
        "document.getElementById('map').pointCount"
    )
