"""Taking the map with you: pictures and drawings of the bare map, each opened again and looked at."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.bare_map import show, stats

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


NOT_IN_XML = {0xFFFE: None, 0xFFFF: None}


TITLE = "Words · 60 items · MiniLM · UMAP, 2D"


HONEST = "37 % of the 10 nearest on this map are true neighbours"


EXPORT = """async ([kind, how]) => {
  const bytes = new Uint8Array(await (await map.exportAs(kind, how)).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}"""


def taken(page: Page, kind: str, **how: Any) -> bytes:
    return base64.b64decode(page.evaluate(EXPORT, [kind, {"title": TITLE, "honest": HONEST} | how]))


def picture(page: Page, **how: Any) -> Image.Image:
    return Image.open(io.BytesIO(taken(page, "png", **how))).convert("RGB")


def drawing(page: Page) -> ElementTree.Element:
    return ElementTree.fromstring(taken(page, "svg").decode("utf-8"))


def words(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def reads(name: str, written: str) -> bool:
    """Return whether a text of a drawing is this name, perhaps cut at its end."""
    kept = "".join(letter for letter in name if letter >= " " or letter in "\t\n\r").translate(NOT_IN_XML)
    return written == kept or (written.endswith("…") and kept.startswith(written[:-1]))


def place_on_map(page: Page, index: int) -> tuple[float, float]:
    box = page.locator("#map").bounding_box()
    x, y = page.evaluate("index => document.getElementById('map').screenPosition(index)", index)
    return x - box["x"], y - box["y"]


def own_colour(page: Page, index: int, theme: str) -> np.ndarray:
    hexadecimal = page.evaluate(
        "([i, theme]) => {const c = category(data.codes, 4); return c.categories[c.codes[i]][theme]}", [index, theme]
    )
    return np.array([int(hexadecimal[at : at + 2], 16) for at in (1, 3, 5)])


@pytest.mark.parametrize(("theme", "dimensions"), [("light", 2), ("dark", 3)])
def test_a_picture_is_drawn_anew_at_each_scale(open_map, theme: str, dimensions: int) -> None:
    page = open_map(theme)
    show(page, 4, dimensions, names=None, words=[""] * 4)
    before = page.locator("#map").screenshot()
    sizes = {}
    for scale in (1, 2, 4):
        image = picture(page, scale=scale)
        sizes[scale] = image.size
        x, y = place_on_map(page, 0)
        box = page.locator("#map").bounding_box()
        edge, below = 24 * scale, image.size[1] - 24 * scale - round(box["height"] * scale)
        found = np.array(image.getpixel((round(edge + x * scale), round(below + y * scale))))
        far = 0.92 if dimensions == 2 else 0.4
        assert np.abs(found - own_colour(page, 0, theme)).max() <= 255 * (1 - far)
    assert sizes[2] == tuple(2 * side for side in sizes[1])
    assert sizes[4] == tuple(4 * side for side in sizes[1])
    assert page.locator("#map").screenshot() == before


def test_a_larger_picture_is_sharper_than_an_enlarged_one(open_map) -> None:
    page = open_map()
    show(page, 60, names=None, words=[""] * 4)
    x, y = place_on_map(page, 0)
    box = page.locator("#map").bounding_box()

    def around(image: Image.Image, scale: int) -> Image.Image:
        left, top = (24 + x) * scale, image.size[1] - (24 + box["height"] - y) * scale
        return image.crop(
            [round(side) for side in (left - 12 * scale, top - 12 * scale, left + 12 * scale, top + 12 * scale)]
        )

    small, large = around(picture(page), 1), around(picture(page, scale=4), 4)
    enlarged = small.resize(large.size, Image.Resampling.BICUBIC)
    edges = [np.abs(np.diff(np.asarray(image.convert("L"), float), axis=1)) for image in (enlarged, large)]
    assert edges[1].max() > 1.5 * edges[0].max()


def test_the_picture_keeps_what_the_legend_hides_out(open_map) -> None:
    page = open_map()
    show(page, 300, names=None, words=["North", "South", "East", "West"])
    with_all = picture(page)
    page.get_by_role("button", name=re.compile("^North")).click()
    expect(page.get_by_role("button", name=re.compile("^North"))).to_have_attribute("aria-pressed", "false")
    box = page.locator("#map").bounding_box()
    frame = (24, with_all.size[1] - 24 - round(box["height"]), 24 + round(box["width"]), with_all.size[1] - 24)
    drawn = [(np.asarray(image.crop(frame)).std(axis=2) > 10).sum() for image in (with_all, picture(page))]
    assert drawn[1] < 0.9 * drawn[0]
    root = drawing(page)
    visible = stats(page)["visible"]
    assert 0 < visible < 300
    points = [mark for mark in root.iter(f"{SVG}circle") if "stroke" not in mark.attrib]
    assert len(points) == visible + 3  # the legend's own three discs
    assert "North" not in words(root)


BENEATH = """async () => {
  const sheet = Object.assign(document.createElement("canvas"), { width: 10, height: 10 });
  const paint = sheet.getContext("2d");
  paint.fillStyle = "rgb(255, 0, 0)";
  paint.fillRect(0, 0, 10, 10);
  const image = Object.assign(new Image(), { src: sheet.toDataURL() });
  image.dataset.beneath = "";
  image.style.cssText = "position: absolute; top: 0; left: 0; max-width: none; transform-origin: 0 0; filter: invert(1); transform: matrix(100, 0, 0, 20, -500, 100)";
  document.getElementById("map").prepend(image);
  await image.decode();
}"""


def test_what_lies_beneath_the_points_is_taken_along_as_it_stands(open_map) -> None:
    page = open_map()
    show(page, 4, names=None, words=[""] * 4)
    page.evaluate(BENEATH)
    image = picture(page, scale=2)
    box = page.locator("#map").bounding_box()
    top = (
        image.size[1] / 2 - 24 - box["height"]
    )  # of the map on the sheet; the red square lies from −500, 100 to 500, 300
    cyan, ground = (0, 255, 255), image.getpixel((4, image.size[1] - 4))

    def at(x: float, y: float) -> tuple[int, ...]:
        return image.getpixel((round(2 * (24 + x)), round(2 * (top + y))))

    assert [at(2, 102), at(498, 102), at(2, 298)] == [cyan] * 3
    assert [at(502, 102), at(2, 98), at(2, 302), at(-4, 150)] == [ground] * 4
    (laid,) = (mark for mark in drawing(page).iter(f"{SVG}image"))
    assert laid.get("transform") == "matrix(100 0 0 20 -500 100)"
    inside = Image.open(io.BytesIO(base64.b64decode(laid.get("href").partition(",")[2]))).convert("RGB")
    assert inside.getpixel((5, 5)) == cyan


def test_a_drawing_holds_the_title_the_honest_line_and_the_legend_as_text(open_map) -> None:
    page = open_map()
    show(page, 60, words=["North", "South", "East", "West"])
    written = words(drawing(page))
    assert {TITLE, HONEST, "group", "North", "South", "East", "West"} <= set(written)


def test_a_legend_that_does_not_fit_says_how_much_more_there_is(open_map) -> None:
    page = open_map()
    show(page, 2000, groups=60)
    written = words(drawing(page))
    listed = [text for text in written if re.fullmatch(r"group \d+", text)]
    more = next(int(found[1]) for text in written if (found := re.fullmatch(r"and (\d+) more", text)))
    assert more > 10
    on_map = [label["text"] for label in stats(page)["labels"]]
    assert len(listed) - len(on_map) + more == 60


def test_a_scale_is_drawn_with_its_ends(open_map) -> None:
    page = open_map()
    show(page, 60)
    page.evaluate("map.setColumn(number(Float32Array.from({length: 60}, (_, i) => i ? i : NaN), 'age'))")
    root = drawing(page)
    assert {"age", "1", "59", "1 without a value, in grey"} <= set(words(root))
    assert len(list(root.iter(f"{SVG}stop"))) == 17


def test_rings_lines_and_names_of_a_selection_are_drawn(open_map) -> None:
    page = open_map()
    show(page, 60)
    page.evaluate(
        "() => { map.setSelection([5], {focus: 5}); map.setNeighbours({item: 5, indices: [1, 2], distances: [1, 2]}); }"
    )
    root = drawing(page)
    assert len(list(root.iter(f"{SVG}path"))) == 2
    assert {"item 5", "item 1", "item 2"} <= set(words(root))


def test_contours_are_drawn_where_they_are_on(open_map) -> None:
    page = open_map()
    show(page, 300)
    page.get_by_role("button", name="Density").click()
    assert len(list(drawing(page).iter(f"{SVG}path"))) > 1
    with_lines = picture(page)
    page.get_by_role("button", name="Density").click()
    without = picture(page)
    assert not list(drawing(page).iter(f"{SVG}path"))
    assert with_lines.tobytes() != without.tobytes()


def test_names_of_any_kind_are_written_verbatim_into_a_drawing(open_map, shared_data: Path) -> None:
    source = next((shared_data / "nasty" / "blns").glob("*.json"))
    strings = [text for text in json.loads(source.read_text("utf-8")) if text.strip()]
    page = open_map()
    show(page, 40, names=[f"</text><script>alert(1)</script> {i} \x00\ud800" for i in range(40)], words=strings[:4])
    for start in range(0, len(strings), 4):
        four = [*strings[start : start + 4], "a", "b", "c"][:4]
        page.evaluate("words => map.setColumn(category(data.codes, 4, 'g', words))", four)
        page.evaluate("() => { map.setSelection([1], {focus: 1}); return map.ready(); }")
        root = drawing(page)
        assert not list(root.iter(f"{SVG}script"))
        written = words(root)
        assert [name for name in four if not any(reads(name, text) for text in written)] == []
        assert any("</text><script>" in text for text in words(root))


def test_too_many_points_for_a_drawing_are_refused_in_words(open_map) -> None:
    page = open_map()
    show(page, 20_400, names=None)
    told = page.evaluate(
        "map.exportAs('svg', {title: '', honest: ''}).catch(({title, detail, hint}) => [title, detail, hint])"
    )
    assert told[0] == "Too many points for an SVG"
    assert "20,400 points are in view" in told[1]
    assert "PNG" in told[2]


def test_a_picture_larger_than_the_graphics_can_draw_is_refused_in_words(open_map) -> None:
    page = open_map()
    show(page, 4)
    told = page.evaluate(
        "map.exportAs('png', {title: '', honest: '', scale: 60}).catch(({title, detail, hint}) => [title, detail, hint])"
    )
    assert told[0] == "The picture is too large"
    assert "48,000 ×" in told[1]
    assert "smaller" in told[2]
    assert picture(page).size[0] > 500


def test_an_empty_map_can_be_taken_too(open_map) -> None:
    page = open_map()
    page.evaluate(
        "map.show({key: 'e', space: 'e', dimensions: 2, coordinates: new Float32Array(0), names: null, title: ''})"
    )
    expect(page.locator("#map[data-state=empty]")).to_be_visible()
    assert picture(page).size[0] > 500
    assert TITLE in words(drawing(page))
