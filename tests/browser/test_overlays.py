"""Colours that are computed, lines of density, and the axes of a map in depth."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

INK = """() => {
  const canvas = document.querySelector('.vs-points');
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
  return new Promise((resolve) => requestAnimationFrame(() => {
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let drawn = 0;
    for (let at = 3; at < data.length; at += 4) drawn += data[at] > 0;
    resolve(drawn);
  }));
}"""


def colour_by(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Colour by", exact=True).click()
    page.get_by_role("option", name=name, exact=True).click()


def ready(page: Page) -> None:
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)


def test_the_map_confesses_point_by_point(page: Page, site) -> None:
    page.goto(site.url)
    ready(page)
    colour_by(page, "True neighbours")
    scale = page.locator("#legend").get_by_role("group", name="True neighbours: from 0 to")
    expect(scale).to_be_visible(timeout=LONG)
    assert "colour=%7Etruth" in page.url
    page.reload()
    ready(page)
    expect(scale).to_be_visible(timeout=LONG)


def test_distance_asks_for_a_point_and_follows_it_and_the_metric(page: Page, site) -> None:
    page.goto(site.url + "?colour=~distance")
    ready(page)
    legend = page.locator("#legend")
    expect(legend).to_contain_text("Click a point", timeout=LONG)
    x, y = page.evaluate("() => document.getElementById('map').screenPosition(7)")
    page.mouse.click(x, y)
    expect(legend.get_by_role("group")).to_be_visible(timeout=LONG)
    expect(legend).to_contain_text("1 without a value")
    cosine = legend.get_by_role("group").get_attribute("aria-label")
    page.get_by_role("combobox", name="Metric", exact=True).click()
    page.get_by_role("option", name="Manhattan", exact=True).click()
    expect(legend.get_by_role("group")).not_to_have_attribute("aria-label", cosine or "", timeout=LONG)


def test_density_draws_lines_around_the_points_and_takes_them_away(page: Page, site) -> None:
    page.goto(site.url)
    ready(page)
    density = page.get_by_role("button", name="Density", exact=True)
    before = page.evaluate(INK)
    density.click()
    expect(density).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"async (least) => await ({INK})() > least", arg=before * 1.05)
    density.click()
    page.wait_for_function(f"async (least) => await ({INK})() <= least", arg=before * 1.02)


def test_the_axes_are_there_in_depth_alone_and_a_click_looks_from_the_front(page: Page, site) -> None:
    page.goto(site.url + "?dimensions=3")
    ready(page)
    gizmo = page.get_by_role("button", name="Look from the front")
    expect(gizmo).to_be_visible()
    line = gizmo.locator("line").first
    front = line.get_attribute("x2")
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, box["y"] + 330, steps=6)
    page.mouse.up()
    expect(line).not_to_have_attribute("x2", front or "")
    gizmo.click()
    expect(line).to_have_attribute("x2", front or "", timeout=LONG)
    page.get_by_role("radio", name="2D").check(force=True)
    expect(gizmo).to_be_hidden()


def test_brushing_the_histogram_keeps_a_part_on_the_map(page: Page, site) -> None:
    page.goto(site.url + "?colour=~truth")
    ready(page)
    legend = page.locator("#legend")
    bars = legend.locator(".vs-bars")
    expect(bars).to_be_visible(timeout=LONG)
    before = page.evaluate(INK)
    box = bars.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=5)
    page.mouse.up()
    expect(legend.locator(".vs-brushed")).to_contain_text("to 0.9:")
    page.wait_for_function(f"async (most) => await ({INK})() < most", arg=before * 0.8)
    legend.get_by_role("slider", name="From, True neighbours").focus()
    kept = legend.locator(".vs-brushed span").inner_text()
    page.keyboard.press("ArrowLeft")
    expect(legend.locator(".vs-brushed span")).not_to_have_text(kept)
    legend.get_by_role("button", name="Show all").click()
    expect(legend.locator(".vs-brushed")).to_be_hidden()
    page.wait_for_function(f"async (least) => await ({INK})() >= least", arg=before * 0.98)
