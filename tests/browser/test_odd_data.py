"""Odd data on the real page: hostile strings show verbatim, and the smallest spaces are explained rather than broken."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.adding import choose, menu, open_dialog, ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "'; DROP TABLE items; --",
    "javascript:alert(3)",
    "=cmd|' /C calc'!A0",
    "مرحبا بالعالم",
    "田中さんにあげて下さい",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "👩‍👩‍👧‍👦 family",
    "{{7*7}} ${7*7} %s %n",
    "undefined",
    "NaN",
    "1e999",
    "\u202eright to left\u202c",
    "line one\nline two",
]


def write(path: Path, texts: list[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["text", "kind"], *[[text, f"kind {n % 3}"] for n, text in enumerate(texts)]])
    return path


def add_with_lsa(page: Page, url: str, file: Path, count: int) -> None:
    open_dialog(page, url)
    page.locator("#file-input").set_input_files(file)
    expect(menu(page, "Text column")).to_have_value("text", timeout=LONG)
    choose(page, "Encoder", "LSA")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#scene-line")).to_contain_text(f"{file.stem} ·", timeout=LONG)
    ready(page, count)


def open_item(page: Page, index: int) -> None:
    page.evaluate(
        "index => { const q = new URLSearchParams(location.search); q.set('item', index);"
        " history.pushState(null, '', `?${q}`); dispatchEvent(new PopStateEvent('popstate')); }",
        index,
    )


def hover(page: Page, index: int) -> None:
    """Point at an item until its card opens: the map may still be moving."""
    card = page.locator(".vs-card")
    for _ in range(60):
        x, y = page.evaluate("index => document.getElementById('map').screenPosition(index)", index)
        page.mouse.move(x, y)
        page.mouse.move(x + 1, y)
        page.wait_for_timeout(200)
        if card.is_visible():
            return
    expect(card).to_be_visible()


def shows_verbatim(page: Page, texts: list[str]) -> None:
    """Open every item and compare its heading, which keeps white space, with the text itself."""
    inspector = page.get_by_role("region", name="Inspector").element_handle()
    for index, text in enumerate(texts):
        open_item(page, index)
        line = f"Item {index:,} of"
        page.wait_for_function("([all, line]) => all.textContent.includes(line)", arg=[inspector, line], timeout=LONG)
        assert inspector.query_selector("h2").evaluate("element => element.textContent") == text


def test_hostile_strings_show_verbatim_and_nothing_runs(page: Page, workshop, tmp_path: Path) -> None:
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    add_with_lsa(page, workshop.url, write(tmp_path / "hostile.csv", HOSTILE), len(HOSTILE))
    shows_verbatim(page, HOSTILE)
    expect(page.locator("#scene-line")).to_contain_text("UMAP", timeout=LONG)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    hover(page, 14)
    assert page.locator("img[src=x]").count() == 0
    assert ran == []


def test_the_big_list_of_naughty_strings_shows_verbatim(
    page: Page, workshop, tmp_path: Path, shared_data: Path
) -> None:
    source = next((shared_data / "nasty" / "blns").glob("*.json"))
    strings = [text for text in json.loads(source.read_text("utf-8")) if text.strip() and "\x00" not in text]
    ran: list[Dialog] = []
    page.on("dialog", lambda dialog: (ran.append(dialog), dialog.dismiss()))
    add_with_lsa(page, workshop.url, write(tmp_path / "blns.csv", strings), len(strings))
    space = page.evaluate("() => new URLSearchParams(location.search).get('space')")
    shown = page.evaluate(
        "async ([space, count]) => Promise.all(Array.from({length: count}, (_, i) =>"
        " fetch(`/api/spaces/${space}/items/${i}`).then(r => r.json()).then(item => item.name)))",
        [space, len(strings)],
    )
    assert shown == strings
    shows_verbatim(page, strings[:40])
    assert ran == []


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["the only sentence here"], "1 item: no neighbours to compare"),
        (["one cat on a mat", "two dogs in a fog"], "2 items: no neighbours to compare"),
    ],
)
def test_the_smallest_spaces_are_explained(page: Page, workshop, tmp_path: Path, texts: list[str], said: str) -> None:
    add_with_lsa(page, workshop.url, write(tmp_path / "small.csv", texts), len(texts))
    expect(page.locator("#quality-line")).to_have_text(said, timeout=LONG)
    for projection in ("t-SNE", "UMAP", "PCA"):
        choose(page, "Projection", projection)
        expect(page.locator("#scene-line")).to_contain_text(projection, timeout=LONG)
        assert page.get_by_role("alert").count() == 0
    open_item(page, 0)
    if len(texts) == 1:
        expect(page.locator("#neighbour-list")).to_contain_text("the only item")
    else:
        expect(page.locator("#neighbour-list tbody tr")).to_have_count(1)


def test_equal_texts_make_one_point_and_the_page_says_so(page: Page, workshop, tmp_path: Path) -> None:
    add_with_lsa(page, workshop.url, write(tmp_path / "equal.csv", ["the same again"] * 12), 12)
    expect(page.locator("#scene-notes")).to_contain_text("All vectors are equal", timeout=LONG)
    open_item(page, 3)
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    expect(page.locator("#neighbour-list tbody .figure").first).to_have_text("0.000")
