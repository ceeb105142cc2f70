"""Your own digits on the real page: strokes of the mouse land among their class, and a link, Back and reload keep them."""

import math
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

DIGITS = builtin("mnist-vae")
LABELS = DIGITS.items["digit"]
ADDRESS = "?space=mnist-vae&projection=plain&metric=euclidean&tab=latent&latent.part=own"
Stroke = list[tuple[float, float]]


def arc(centre: tuple[float, float], radii: tuple[float, float], start: float, end: float, steps: int = 16) -> Stroke:
    """Return places along an ellipse, from one angle to another in degrees, clockwise from the right."""
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(centre[0] + radii[0] * math.cos(one), centre[1] + radii[1] * math.sin(one)) for one in angles]


STROKES: dict[str, list[Stroke]] = {
    "0": [arc((0.5, 0.5), (0.2, 0.3), -90, 270, 24)],
    "1": [[(0.52, 0.18), (0.48, 0.82)]],
    "3": [arc((0.47, 0.34), (0.17, 0.15), -150, 90) + arc((0.47, 0.66), (0.2, 0.17), -90, 150)],
    "4": [[(0.34, 0.2), (0.3, 0.52), (0.68, 0.5)], [(0.66, 0.18), (0.62, 0.84)]],
    "6": [[(0.6, 0.17), (0.46, 0.32), (0.36, 0.52), (0.34, 0.66)], arc((0.5, 0.66), (0.16, 0.15), 180, 540, 20)],
}


def draw(page: Page, stroke: Stroke) -> None:
    """Draw one stroke on the pad with the mouse."""
    pad = page.locator(".drawing-canvas").bounding_box()
    assert pad is not None
    places = [(pad["x"] + x * pad["width"], pad["y"] + y * pad["height"]) for x, y in stroke]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def votes(page: Page) -> list[str]:
    """Return the classes of the nearest items, the nearest first."""
    rows = page.get_by_role("table", name="Nearest to yours").locator("tbody tr")
    return [LABELS[int(item)] for item in rows.evaluate_all("rows => rows.map((row) => row.dataset.item)")]


def drawn(page: Page, digit: str) -> None:
    """Draw a digit, and wait until its last stroke is answered."""
    for stroke in STROKES[digit]:
        before = page.url
        with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/uploads" in answer.url):
            draw(page, stroke)
        page.wait_for_function("before => location.href !== before", arg=before)
        page.wait_for_function("() => !document.querySelector('[data-dash-is-loading]')")
    expect(page.locator(".own-pictures")).to_be_visible()


def test_five_drawn_digits_land_near_their_class_and_stay(page: Page, site: Any) -> None:
    page.goto(site.url + ADDRESS)
    settled(page, "As they are")
    expect(page.locator(".drawing-canvas")).to_be_visible()
    for digit in STROKES:
        drawn(page, digit)
        expect(page.locator(".latent-body strong").first).to_contain_text(f"nearest are “{digit}”")
        assert votes(page).count(digit) > 5
        page.get_by_role("button", name="Keep it on the map").click()
        expect(page.get_by_text("Draw a digit above")).to_be_visible()
    expect(page.get_by_role("list", name="Kept on the map").get_by_role("listitem")).to_have_count(5)
    page.reload()
    expect(page.locator(".vs-mark.vs-diamond text")).to_have_text([f"yours, {digit}" for digit in STROKES])


def test_a_stroke_is_taken_back_and_a_link_brings_the_drawing(page: Page, site: Any) -> None:
    page.goto(site.url + ADDRESS)
    settled(page, "As they are")
    drawn(page, "4")
    both = page.url
    page.get_by_role("button", name="Undo stroke").click()
    page.wait_for_function("before => location.href !== before", arg=both)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Draw a digit above")).to_be_visible()
    page.go_back()
    page.go_back()
    page.wait_for_url(both)
    expect(page.locator(".latent-body strong").first).to_contain_text("“4”")
    ink = "() => { const sheet = document.querySelector('.drawing-canvas'); return sheet && sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data.filter((grey, at) => at % 4 === 0 && grey < 128).length }"
    assert page.evaluate(ink) > 2_000
    page.goto(both)
    page.wait_for_function(f"({ink})() > 2000")
    expect(page.locator(".latent-body strong").first).to_contain_text("“4”")
    page.locator(".drawing-canvas").focus()
    page.get_by_role("button", name="Clear").click()
    page.locator(".drawing-canvas").focus()
    for key in (" ", *["ArrowDown"] * 6, " "):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"latent\.own=p"))
