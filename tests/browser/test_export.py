"""Taking the map with you: pictures, drawings and a page of its own, each opened again and looked at."""

import base64
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from dashboard.standalone import StandalonePage, build
from embeddings import Space
from tests.browser.test_map import address, open_map, show, stats  # noqa: F401

pytestmark = pytest.mark.browser

LONG = 120_000
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
def test_a_picture_is_drawn_anew_at_each_scale(open_map, theme: str, dimensions: int) -> None:  # noqa: F811
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


def test_a_larger_picture_is_sharper_than_an_enlarged_one(open_map) -> None:  # noqa: F811
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


def test_the_picture_keeps_what_the_legend_hides_out(open_map) -> None:  # noqa: F811
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


def test_a_drawing_holds_the_title_the_honest_line_and_the_legend_as_text(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 60, words=["North", "South", "East", "West"])
    written = words(drawing(page))
    assert {TITLE, HONEST, "group", "North", "South", "East", "West"} <= set(written)


def test_a_legend_that_does_not_fit_says_how_much_more_there_is(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 2000, groups=60)
    written = words(drawing(page))
    listed = [text for text in written if re.fullmatch(r"group \d+", text)]
    more = next(int(found[1]) for text in written if (found := re.fullmatch(r"and (\d+) more", text)))
    assert more > 10
    on_map = [label["text"] for label in stats(page)["labels"]]
    assert len(listed) - len(on_map) + more == 60


def test_a_scale_is_drawn_with_its_ends(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 60)
    page.evaluate("map.setColumn(number(Float32Array.from({length: 60}, (_, i) => i ? i : NaN), 'age'))")
    root = drawing(page)
    assert {"age", "1", "59", "1 without a value, in grey"} <= set(words(root))
    assert len(list(root.iter(f"{SVG}stop"))) == 17


def test_rings_lines_and_names_of_a_selection_are_drawn(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 60)
    page.evaluate(
        "() => { map.setSelection([5], {focus: 5}); map.setNeighbours({item: 5, indices: [1, 2], distances: [1, 2]}); }"
    )
    root = drawing(page)
    assert len(list(root.iter(f"{SVG}path"))) == 2
    assert {"item 5", "item 1", "item 2"} <= set(words(root))


def test_contours_are_drawn_where_they_are_on(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 300)
    page.get_by_role("button", name="Density").click()
    assert len(list(drawing(page).iter(f"{SVG}path"))) > 1
    with_lines = picture(page)
    page.get_by_role("button", name="Density").click()
    without = picture(page)
    assert not list(drawing(page).iter(f"{SVG}path"))
    assert with_lines.tobytes() != without.tobytes()


def test_names_of_any_kind_are_written_verbatim_into_a_drawing(open_map, shared_data: Path) -> None:  # noqa: F811
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


def test_too_many_points_for_a_drawing_are_refused_in_words(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 20_400, names=None)
    told = page.evaluate(
        "map.exportAs('svg', {title: '', honest: ''}).catch(({title, detail, hint}) => [title, detail, hint])"
    )
    assert told[0] == "Too many points for an SVG"
    assert "20,400 points are in view" in told[1]
    assert "PNG" in told[2]


def test_a_picture_larger_than_the_graphics_can_draw_is_refused_in_words(open_map) -> None:  # noqa: F811
    page = open_map()
    show(page, 4)
    told = page.evaluate(
        "map.exportAs('png', {title: '', honest: '', scale: 60}).catch(({title, detail, hint}) => [title, detail, hint])"
    )
    assert told[0] == "The picture is too large"
    assert "48,000 ×" in told[1]
    assert "smaller" in told[2]
    assert picture(page).size[0] > 500


def test_an_empty_map_can_be_taken_too(open_map) -> None:  # noqa: F811
    page = open_map()
    page.evaluate(
        "map.show({key: 'e', space: 'e', dimensions: 2, coordinates: new Float32Array(0), names: null, title: ''})"
    )
    expect(page.locator("#map[data-state=empty]")).to_be_visible()
    assert picture(page).size[0] > 500
    assert TITLE in words(drawing(page))


# The page of its own


@pytest.fixture
def open_file(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page from disk, without a network; a script that throws and a request that leaves fail the test."""
    contexts, problems = [], []

    def start(page_of: StandalonePage) -> Page:
        file = tmp_path / "page.html"
        file.write_text(build(page_of), "utf-8")
        context = chromium.new_context(offline=True, reduced_motion="reduce", viewport={"width": 1200, "height": 760})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda entry: problems.append(entry.text) if entry.type == "error" else None)
        page.on("dialog", lambda dialog: (problems.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: asked.url.startswith(("data:", "file:")) or problems.append(asked.url))
        page.goto(file.as_uri())
        expect(page.locator("#map[data-state=ready]")).to_be_visible()
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []


def space_of(texts: list[str]) -> Space:
    rng = np.random.default_rng(0)
    items = pd.DataFrame(
        {
            "text": texts,
            "kind": [f"kind {index % 3}" for index in range(len(texts))],
            "size": np.linspace(0, 1, len(texts)),
            "note": [f"note {index}" for index in range(len(texts))],
        }
    )
    return Space(rng.standard_normal((len(texts), 4), dtype=np.float32), items, name="odd", text="text", label="kind")


def page_of(texts: list[str], dimensions: int = 2, **given: Any) -> StandalonePage:
    coordinates = np.random.default_rng(1).standard_normal((len(texts), dimensions)).astype(np.float32)
    return StandalonePage(space_of(texts), coordinates, "Odd · PCA, 2D", HONEST, **given)


def point(page: Page, index: int) -> tuple[float, float]:
    x, y = page.evaluate("i => document.getElementById('map').screenPosition(i)", index)
    return x, y


FRUIT = ["Crème brûlée", "CREME caramel", "apple pie", "pear", "<b>bold</b>", "plum"]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_page_opens_from_disk_and_answers_hover_and_click(open_file, dimensions: int) -> None:
    page = open_file(page_of(FRUIT, dimensions))
    assert page.evaluate("document.getElementById('map').pointCount") == len(FRUIT)
    expect(page.get_by_role("heading", level=1)).to_have_text("Odd · PCA, 2D")
    expect(page.locator("footer")).to_contain_text(HONEST)
    expect(page.locator("footer")).to_contain_text("Nearest neighbours are not in this file")
    page.mouse.move(*point(page, 4))
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("<b>bold</b>")
    expect(card).to_contain_text("note 4")
    page.mouse.click(*point(page, 4))
    details = page.get_by_role("region", name="Selected")
    expect(details.locator("h2")).to_have_text("<b>bold</b>")
    expect(details).to_contain_text("kind 1")
    expect(details).to_contain_text("0.8")


def test_the_pages_search_ignores_case_and_accents_and_lights_what_it_finds(open_file) -> None:
    page = open_file(page_of(FRUIT))
    page.get_by_role("searchbox", name="Search", exact=True).fill("creme")
    expect(page.get_by_role("status")).to_have_text("2 found")
    assert sorted(page.evaluate("document.getElementById('map').selection")) == [0, 1]
    page.get_by_role("button", name="Crème brûlée").click()
    expect(page.get_by_role("region", name="Selected").locator("h2")).to_have_text("Crème brûlée")
    page.get_by_role("searchbox", name="Search", exact=True).fill("nothing like it")
    expect(page.get_by_role("status")).to_have_text("0 found")


def test_the_page_colours_by_any_column_and_its_legend_filters(open_file) -> None:
    page = open_file(page_of(FRUIT * 5))
    hidden = "Object.keys(document.querySelectorAll('.vs-row[aria-pressed=false]')).length"
    page.get_by_role("button", name=re.compile("^kind 0")).click()
    page.wait_for_function(f"{hidden} === 1")
    menu = page.get_by_role("combobox", name="Colour by")
    assert menu.locator("option").all_inner_texts() == ["kind", "size"]
    menu.select_option("size")
    expect(page.locator(".vs-legend")).to_contain_text("0.5")
    assert page.locator(".vs-row").count() == 0


def test_the_page_has_a_light_and_a_dark_look(open_file) -> None:
    page = open_file(page_of(FRUIT, theme="dark"))
    background = "getComputedStyle(document.getElementById('map')).backgroundColor"
    assert page.evaluate(background) == "rgb(15, 18, 22)"
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(background) == "rgb(251, 251, 249)"


def test_no_text_breaks_out_of_the_page(open_file, shared_data: Path) -> None:
    source = next((shared_data / "nasty" / "blns").glob("*.json"))
    strings = [text for text in json.loads(source.read_text("utf-8")) if text.strip()]
    strings += ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029"]
    page = open_file(page_of(strings))
    kept = page.evaluate("JSON.parse(document.getElementById('data').textContent).names")
    assert kept == strings
    assert page.locator("script").count() == 3
    x, y = point(page, strings.index("</script><script>alert(1)</script>"))
    page.mouse.move(x, y)
    expect(page.get_by_role("tooltip")).to_be_visible()


# The dialog


@pytest.mark.parametrize(
    ("button", "name"),
    [("PNG 2×", "words-umap-2d-2x.png"), ("SVG", "words-umap-2d.svg"), ("Web page (HTML)", "words-umap-2d.html")],
)
def test_the_dialog_hands_over_each_kind_of_file(page: Page, site, tmp_path: Path, button: str, name: str) -> None:
    page.goto(site.url)
    expect(page.locator("#quality-line")).to_contain_text("are true neighbours", timeout=LONG)
    page.get_by_role("button", name="Export").click()
    expect(page.locator("#export-size")).to_have_text(re.compile(r"\d+ kB"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    assert waiting.value.suggested_filename == name
    waiting.value.save_as(tmp_path / name)
    expect(page.locator("#export-status")).to_contain_text(name)
    expect(page.get_by_role("button", name=button, exact=True)).to_be_enabled()
    content = (tmp_path / name).read_bytes()
    if name.endswith(".png"):
        assert Image.open(io.BytesIO(content)).size[0] > 1280
    else:
        assert "37 % of the 10 nearest" in content.decode("utf-8")


def test_a_failure_is_told_in_the_dialog(page: Page, site) -> None:
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.route("**/page.html?*", lambda route: route.abort())
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("button", name="Web page (HTML)")).to_be_enabled()
    page.get_by_role("button", name="Web page (HTML)").click()
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("The server cannot be reached")
    expect(page.get_by_role("button", name="PNG 1×")).to_be_enabled()


def test_a_page_that_would_be_too_large_is_not_offered(page: Page, site) -> None:
    told = {"title": "Too many items", "detail": "“Big” has 60,000 items", "hint": "Export a PNG."}
    page.route("**/api/spaces/*/page?*", lambda route: route.fulfill(status=422, json=told))
    page.goto(site.url)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Export").click()
    expect(page.locator("#export-size")).to_have_text("“Big” has 60,000 items. Export a PNG.")
    expect(page.get_by_role("button", name="Web page (HTML)")).to_be_disabled()
    expect(page.get_by_role("button", name="PNG 1×")).to_be_enabled()
