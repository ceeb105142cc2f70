"""Walking in a latent space on the real page: the decoder's own pixels under the pointer, in films, in sums, under the points."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin, nearest_to
from embeddings.vae import along, combined, manifold, shipped, to_pictures
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

DIGITS, VAE = builtin("mnist-vae"), shipped("mnist")
QUERY = "?space=mnist-vae&projection=plain&metric=euclidean&tab=latent"
SHOWN = """([holder, canvas]) => {
  const { width, height } = document.querySelector(canvas);
  const { data } = document.querySelector(canvas).getContext("2d").getImageData(0, 0, width, height);
  const place = document.querySelector(holder).dataset.place.split(",").map(Number);
  return [place, Array.from({ length: data.length / 4 }, (_, at) => data[4 * at])];
}"""
LENS, LARGE = ".latent-lens canvas", ".latent-large"
AFAR = (6, 9_000)


def open_plane(page: Page, site: Any, query: str = "") -> None:
    page.goto(site.url + QUERY + query)
    settled(page, "As they are, 2D")
    expect(page.locator(LARGE)).to_have_attribute("data-place", re.compile("."))


def on_screen(page: Page, item: int) -> np.ndarray:
    return np.array(page.evaluate("i => document.getElementById('map').screenPosition(i)", item))


def place_under(page: Page, pixel: Any) -> np.ndarray:
    """Return which latent numbers are under a pixel, told from where two items are: the map only shifts and scales."""
    first, second = (on_screen(page, item) for item in AFAR)
    start, end = DIGITS.vectors[list(AFAR)]
    return start + (np.asarray(pixel) - first) * (end - start) / (second - first)


def decoded(place: Any) -> np.ndarray:
    return to_pictures(VAE.decode(np.atleast_2d(place)), VAE.shape)[0].astype(int)


def expect_decoded(page: Page, canvas: str, place: Any) -> None:
    """Wait until a canvas shows a place, and compare its pixels with what NumPy decodes there."""
    holder = ".latent-lens" if canvas == LENS else canvas
    page.wait_for_function(
        "([selector, place]) => { const at = document.querySelector(selector).dataset.place?.split(',').map(Number);"
        " return at && at.every((number, axis) => Math.abs(number - place[axis]) < 0.02); }",
        arg=[holder, np.asarray(place, float).tolist()],
    )
    told, pixels = page.evaluate(SHOWN, [holder, canvas])  # both at once: the picture may follow the pointer still
    shown = np.array(pixels).reshape(28, 28)
    assert np.abs(shown - decoded(told)).max() <= 1
    assert shown.max() > 100


def test_the_digit_under_the_pointer_is_the_decoders_and_a_click_stays(page: Page, site: Any) -> None:
    open_plane(page, site)
    expect_decoded(page, LARGE, [0, 0])
    box = page.locator("#map").bounding_box() or {}
    for across, up in ((0.3, 0.6), (0.55, 0.72), (0.62, 0.25)):
        pixel = (box["x"] + across * box["width"], box["y"] + up * box["height"])
        page.mouse.move(*pixel)
        place = place_under(page, pixel)
        expect_decoded(page, LENS, place)
        expect_decoded(page, LARGE, place)
    expect(page.locator("#map .vs-card")).to_be_hidden()
    pixel = (box["x"] + 30, box["y"] + 60)  # no point is near the corner
    page.mouse.click(*pixel)
    page.wait_for_url(re.compile(r"latent\.z="))
    corner = place_under(page, pixel)
    page.mouse.move(box["x"] + box["width"] + 50, box["y"] + 30)
    expect(page.locator(".latent-lens")).to_be_hidden()
    expect_decoded(page, LARGE, corner)
    pad = page.get_by_role("application", name="Latent plane")
    pad.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function(
        "before => Number(document.querySelector('.latent-large').dataset.place.split(',')[0]) > before + 0.2",
        arg=corner[0],
    )
    page.get_by_role("slider", name="Latent number 2").fill("1.5")
    page.wait_for_url(re.compile(r"latent\.z=[^&]*%2C1\.5(&|$)"))
    first = float(str(page.locator(LARGE).get_attribute("data-place")).split(",")[0])
    expect_decoded(page, LARGE, [first, 1.5])
    page.get_by_role("table", name="Nearest to this place").locator("tbody button").first.click()
    expect(page).not_to_have_url(re.compile(r"latent\.z="))
    item = int(page.evaluate("() => new URLSearchParams(location.search).get('item')"))
    expect_decoded(page, LARGE, DIGITS.vectors[item])


def test_the_decoded_plane_lies_where_its_places_are_at_any_zoom(page: Page, site: Any) -> None:
    open_plane(page, site)
    page.get_by_role("switch", name="Decoded plane under the points").click()
    whole, part = page.locator("img.latent-whole"), page.locator("img.latent-part")
    expect(whole).to_be_visible()
    expect(part).to_be_hidden()
    check_grid(page, whole)
    page.mouse.move(*on_screen(page, 6))
    for _ in range(6):
        page.mouse.wheel(0, -240)
    expect(part).to_be_visible()
    check_grid(page, whole)
    check_grid(page, part)
    page.get_by_role("button", name="Between", exact=True).click()
    expect(whole).to_be_visible()
    page.get_by_role("tab", name="Compare").click()
    expect(whole).to_be_hidden()


def check_grid(page: Page, image: Any) -> None:
    """The outer pictures of a grid lie on the map at the places that its address tells."""
    query = dict(pair.split("=") for pair in str(image.get_attribute("src")).partition("?")[2].split("&"))
    low, high = (np.array([float(number) for number in query[name].split(",")]) for name in ("low", "high"))
    steps = int(query["steps"])
    assert len(manifold(VAE, low, high, steps=steps).latents) == steps**2
    box = image.bounding_box()
    cell = np.array([box["width"], box["height"]]) / steps
    bottom_left = place_under(page, [box["x"] + cell[0] / 2, box["y"] + box["height"] - cell[1] / 2])
    top_right = place_under(page, [box["x"] + box["width"] - cell[0] / 2, box["y"] + cell[1] / 2])
    np.testing.assert_allclose([bottom_left, top_right], [low, high], atol=0.02)


def test_a_path_is_drawn_and_played_as_a_film(page: Page, site: Any) -> None:
    open_plane(page, site, "&latent.walk=path")
    page.get_by_role("button", name="Draw a path on the map").click()
    corners = [on_screen(page, item) for item in (0, 2, 3)]
    pose = place_under(page, corners[0])
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile(r"latent\.path="))
    np.testing.assert_allclose(place_under(page, corners[0]), pose, atol=1e-6)  # the map was not dragged along
    expect_decoded(page, LARGE, DIGITS.vectors[0])
    slider = page.get_by_role("slider", name="Picture of the film")
    slider.fill("59")
    expect_decoded(page, LARGE, DIGITS.vectors[3])
    slider.fill("30")
    expect_decoded(page, LARGE, along(DIGITS.vectors[[0, 2, 3]], 60)[30])
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator(".latent-player output")).to_have_text("60 / 60")
    expect(page.locator(".vs-drawing .vs-way[points*=',']")).to_have_count(1)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Film (GIF)").click()
    assert saved.value.suggested_filename == "latent-path.gif"


def test_a_sum_is_filled_by_clicks_and_decoded_to_its_end(page: Page, site: Any) -> None:
    a, b = 0, 2
    open_plane(page, site, f"&latent.walk=sum&latent.a={a}&latent.b={b}")
    page.mouse.click(*on_screen(page, 3))
    page.wait_for_url(re.compile(r"latent\.c=\d+"))
    c = int(page.evaluate("() => new URLSearchParams(location.search).get('latent.c')"))
    place = combined([DIGITS.vectors[a], DIGITS.vectors[c]], [DIGITS.vectors[b]])
    expect_decoded(page, LARGE, place)
    page.get_by_role("slider", name="Picture of the film").fill("0")
    expect_decoded(page, LARGE, DIGITS.vectors[c])
    near = nearest_to(DIGITS, place, 5, "euclidean", leave_out=[a, b, c])["index"].tolist()
    names = page.get_by_role("table", name="Nearest to the sum").locator("tbody .neighbour-name")
    expect(names).to_have_text([DIGITS.names[item] for item in near])
