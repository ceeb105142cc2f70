"""Finding things on the real page: search words with the keyboard, on the server, and on a phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

MAP = "import('/assets/page/stage.js').then((stage) => stage.theMap())"


def selection(page: Page) -> list[int]:
    return page.evaluate("document.getElementById('map').selection")


def middle_of(page: Page) -> tuple[float, float]:
    box = page.locator("#map").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_searching_finds_flies_and_selects_all(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page, "PCA, 2D")
    names = builtin("words").names
    field, options = (
        page.get_by_role("combobox", name="Search words"),
        page.locator("#search [role=option]:not(.search-ask)"),
    )
    foot = page.locator(".search-foot")
    expect(page.locator("#map-hint")).to_contain_text("king")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(options).to_have_text(["Try: king"])
    page.keyboard.press("Enter")
    kings = [index for index, name in enumerate(names) if "king" in name.lower()]
    expect(foot).to_have_text(f"{len(kings)} found")
    expect(options.first).to_have_text("kingRoyalty")
    expect(options.last).to_have_text(f"Select all {len(kings)}")
    expect(options).to_have_count(9)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("#search [aria-selected=true]")
    expect(second).to_have_text("kingdomRoyalty")
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    page.keyboard.press("Enter")
    kingdom = names.index("kingdom")
    page.wait_for_url(re.compile(f"item={kingdom}"))
    expect(page.locator("#map-hint")).to_be_empty()
    expect(page.get_by_role("region", name="Inspector")).to_contain_text("kingdom")
    expect(page.locator("#map")).to_be_focused()
    page.evaluate(f"{MAP}.then((map) => map.ready())")
    place = page.evaluate("item => document.getElementById('map').screenPosition(item)", kingdom)
    assert place == pytest.approx(middle_of(page), abs=2), "it flew there"

    page.keyboard.press("/")
    page.keyboard.type("KíNG")
    expect(page.get_by_role("listbox", name="Found")).to_have_attribute("aria-busy", "false")
    for _ in range(1 + page.locator("#search .search-ask").count()):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".vs-count")).to_have_text(f"{len(kings)} selected")
    assert selection(page) == kings
    page.keyboard.press("Control+z")
    page.wait_for_url(re.compile(f"item={kingdom}"))
    page.keyboard.press("/")
    page.keyboard.type("no such word <b>")
    expect(foot).to_have_text("Nothing contains “no such word <b>”.")
    page.keyboard.press("Escape")
    expect(foot).to_be_hidden()
    expect(field).to_have_value("")
    expect(page.locator("#map")).to_be_focused()
    on_the_server(page, kings)


def test_a_card_says_what_its_values_mean(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page, "PCA, 2D")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "?about" in request.url else None)
    hover_cards(page)
    assert len(asked) == 2, "each column once, not for every item"


def hover_cards(page: Page) -> None:
    """Read what the cards of two items say of their category."""
    items = builtin("words").items
    for item in (0, 2000):
        page.evaluate(f"{MAP}.then((map) => {{ map.flyTo({item}); return map.ready(); }})")
        page.mouse.move(5, 400)
        page.mouse.move(*page.evaluate("item => document.getElementById('map').screenPosition(item)", item))
        own = items["category"][item]
        count = int((items["category"] == own).sum())
        row = page.locator(".vs-card dd", has_text=own)
        expect(row).to_contain_text(f"{round(100 * count / len(items))} %")
        expect(row.get_by_role("img", name=f": {count:,} of 2,882 items")).to_be_visible()


def on_the_server(page: Page, kings: list[int]) -> None:
    """Search where the browser has no names, on a phone."""
    page.route("**/names", lambda route: route.fulfill(status=204))
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    settled(page, "PCA, 2D")
    field = page.get_by_role("combobox", name="Search words")
    page.get_by_role("button", name="Search words").click()
    expect(field).to_be_focused()
    expect(page.locator("#search [role=option]")).to_have_text(["Try: king"])
    page.keyboard.type("king")
    page.locator("#search [role=option]", has_text=f"Select all {len(kings)}").click()
    expect(page.locator(".vs-count")).to_have_text(f"{len(kings)} selected")
    assert selection(page) == kings
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_map_in_depth_turns_by_itself_until_it_is_touched(page: Page, site: Any) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(site.url + "?space=words&projection=pca&dimensions=3")
    settled(page, "PCA, 3D")
    stats = f"{MAP}.then((map) => map.stats())"
    button = page.get_by_role("button", name="Turn by itself")
    still = """async () => {
      const map = await MAP;
      const { frames } = map.stats();
      for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
      return map.stats().frames === frames;
    }"""
    page.wait_for_function(still.replace("MAP", MAP))
    before = page.evaluate(stats)
    page.locator("#map").focus()
    page.keyboard.press("r")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"yaw => {stats}.then(({{ pose }}) => pose.yaw > yaw + 0.1)", arg=before["pose"]["yaw"])
    page.mouse.click(*middle_of(page))
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#map[data-state=ready]")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.emulate_media(reduced_motion="reduce")
    expect(button).to_be_hidden()
    page.emulate_media(reduced_motion="no-preference")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.get_by_role("radio", name="2D").check(force=True)
    settled(page, "PCA, 2D")
    expect(button).to_be_hidden()


FINGER = """([name, x, y]) => {
  const surface = document.querySelector('.vs-points');
  surface.setPointerCapture = () => {};
  surface.dispatchEvent(new PointerEvent(name, {pointerId: 7, pointerType: 'touch', clientX: x, clientY: y, bubbles: true}));
}"""


def test_a_finger_taps_for_a_card_and_holds_for_a_lasso(page: Page, site: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.url + "?space=words&projection=pca")
    settled(page, "PCA, 2D")
    for name in ("pointerdown", "pointerup"):
        page.evaluate(FINGER, [name, *page.evaluate("document.getElementById('map').screenPosition(3)")])
    (item,) = selection(page)
    card = page.locator(".vs-card")
    expect(card).to_contain_text(builtin("words").names[item])
    expect(page.get_by_role("region", name="Inspector")).to_be_hidden()
    card.get_by_role("button", name="Neighbours and more").click()
    expect(card).to_be_hidden()
    expect(page.get_by_role("region", name="Inspector")).to_contain_text(builtin("words").names[item])
    page.get_by_role("button", name="Inspector").click()

    x, y = middle_of(page)
    page.evaluate(FINGER, ["pointerdown", x - 60, y - 60])
    circle = page.locator(".vs-wait")
    expect(circle).to_have_class(re.compile("vs-filling"))
    expect(circle).not_to_have_class(re.compile("vs-filling"))
    before = page.evaluate(f"{MAP}.then((map) => map.stats().pose)")
    for right, down in ((60, -60), (60, 60), (-60, 60)):
        page.evaluate(FINGER, ["pointermove", x + right, y + down])
    page.evaluate(FINGER, ["pointerup", x - 60, y + 60])
    places = page.evaluate("Array.from({length: 2882}, (_, i) => document.getElementById('map').screenPosition(i))")
    assert selection(page) == [i for i, (a, b) in enumerate(places) if abs(a - x) < 60 and abs(b - y) < 60]
    assert page.evaluate(f"{MAP}.then((map) => map.stats().pose)") == before
    page.evaluate(FINGER, ["pointerdown", x, y])
    page.evaluate(FINGER, ["pointermove", x + 30, y])
    expect(circle).not_to_have_class(re.compile("vs-filling"))
    page.evaluate(FINGER, ["pointerup", x + 30, y])
    assert page.evaluate(f"{MAP}.then((map) => map.stats().pose)") != before, "a finger that moves at once drags"


def test_what_the_legend_hides_comes_back_when_it_is_searched_for(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page, "PCA, 2D")
    royalty, animals = (
        page.locator(".vs-legend .vs-row", has_text=re.compile(f"^{name}")) for name in ("Royalty", "Animals")
    )
    royalty.click()
    animals.click()
    expect(royalty).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search words").fill("king")
    expect(page.locator("#search [role=option]").first).to_have_text("kingRoyalty")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(royalty).to_have_attribute("aria-pressed", "true")
    expect(animals).to_have_attribute("aria-pressed", "false")
    king = builtin("words").names.index("king")
    page.wait_for_url(re.compile(f"item={king}(&|$)"))
    page.wait_for_function(f"{MAP}.then((map) => map.stats().focus === {king})")
