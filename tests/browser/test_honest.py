"""The map that confesses, on the real page: two bars a neighbour, one ramp in list and map, and what is false in orange."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

MAP = "import('/assets/page/stage.js').then((stage) => stage.theMap())"


def stats(page: Page) -> dict[str, Any]:
    return page.evaluate(f"{MAP}.then((map) => map.stats())")


def around(page: Page, item: int, reach: int = 9) -> np.ndarray:
    """Return the colours of the pixels around a point, when the map rests."""
    page.evaluate(f"{MAP}.then((map) => map.ready())")
    picture = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), int)
    x, y = page.evaluate("item => document.getElementById('map').screenPosition(item)", item)
    return picture[round(y) - reach : round(y) + reach, round(x) - reach : round(x) + reach].reshape(-1, 3)


def has(pixels: np.ndarray, colour: tuple[int, ...]) -> bool:
    return bool((np.abs(pixels - colour).max(axis=1) < 12).any())


def rgb(page: Page, selector: str) -> tuple[int, ...]:
    """Return the background of an element as the page paints it."""
    return tuple(
        page.evaluate(
            """(selector) => {
              const context = document.createElement('canvas').getContext('2d');
              context.fillStyle = getComputedStyle(document.querySelector(selector)).backgroundColor;
              context.fillRect(0, 0, 1, 1);
              return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
            }""",
            selector,
        )
    )


def test_the_list_and_the_map_tell_the_same_and_what_is_false_turns_orange(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca&item=900")
    settled(page, "PCA, 2D")
    rows = page.locator("#neighbour-list tbody tr")
    expect(rows).to_have_count(10)
    shown = stats(page)
    assert [int(row.get_attribute("data-item") or -1) for row in rows.all()] == shown["neighbours"]
    widths = page.locator(".neighbour-bar").evaluate_all("bars => bars.map((bar) => bar.getBoundingClientRect().width)")
    assert widths == sorted(widths)
    far = page.locator("#neighbour-list tr.far-away")
    assert 1 <= far.count() < 10
    expect(far.first).to_contain_text("far on map")
    assert "more than 144 items are nearer there" in (far.first.get_attribute("title") or "")
    for place, item in ((1, shown["neighbours"][0]), (10, shown["neighbours"][9])):
        assert has(around(page, item), rgb(page, f"#neighbour-list tr:nth-child({place}) .neighbour-bar"))

    nearest = rgb(page, "#neighbour-list tr:first-child .neighbour-bar")
    assert not has(around(page, shown["neighbours"][9]), nearest), "far is paler"

    rows.nth(2).hover()
    page.wait_for_function(
        f"(item) => {MAP}.then((map) => map.stats().labels.some((label) => label.item === item && label.kind === 'marked'))",
        arg=shown["neighbours"][2],
    )
    page.mouse.move(600, 60)

    address = f"/api/spaces/words/items/900/honesty?map={shown['key']}&metric=cosine&k=10"
    told = page.evaluate("address => fetch(address).then((answer) => answer.json())", address)
    false = next(item for item, true in zip(told["nearest"], told["true"], strict=True) if not true)
    orange = (198, 82, 0)
    assert not has(around(page, false, 3), orange)
    page.locator("#map").focus()
    page.keyboard.down("i")
    line = page.locator(".vs-confession")
    count = sum(told["true"])
    expect(line).to_contain_text(f"{count} of the 10 nearest on the map are true; {10 - count} (orange) are not")
    expect(line).to_contain_text("elsewhere (lines)")
    assert has(around(page, false, 3), orange)
    page.mouse.move(*page.evaluate("document.getElementById('map').screenPosition(2000)"))
    page.wait_for_function(f"() => {MAP}.then((map) => ![null, 900].includes(map.stats().confession?.item ?? null))")
    page.mouse.move(300, 60)
    page.wait_for_function(f"() => {MAP}.then((map) => map.stats().confession?.item === 900)")
    page.keyboard.up("i")
    expect(line).to_be_hidden()
    assert stats(page)["confession"] is None
    assert stats(page)["neighbours"] == shown["neighbours"]

    by_button(page, shown["key"])
    page.get_by_label("How many").fill("999")
    expect(rows).to_have_count(999)
    expect(rows.last).to_contain_text("999")


def by_button(page: Page, key: str) -> None:
    """Press the button instead of the key, change the map, and see that what it says follows."""
    line = page.locator(".vs-confession")
    before = page.locator(".map-bar").evaluate_all("bars => bars.map((bar) => bar.style.width)")
    button = page.get_by_role("button", name="Show on the map what is wrong")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.get_by_role("radio", name="3D").check(force=True)
    settled(page, "PCA, 3D")
    page.wait_for_function(
        "before => [...document.querySelectorAll('.map-bar')].map((bar) => bar.style.width).join() !== before.join()",
        arg=before,
    )
    page.wait_for_function(
        f"(key) => {MAP}.then((map) => map.stats().key !== key && map.stats().confession?.item === 900)",
        arg=key,
    )
    page.locator("#map").focus()
    page.keyboard.press("Escape")
    expect(line).to_be_hidden()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert stats(page)["focus"] == 900, "Escape lets the button go before the selection"
