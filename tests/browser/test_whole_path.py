"""The main job, end to end, in a real browser on a real CSV: upload, preview, MiniLM, UMAP, 3D, click, reload."""

import csv
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.adding import choose, menu, open_dialog, ready
from tests.browser.main_job import add, line, look_closely, rows
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

TOPICS = {
    "cooking": ["Simmer the {} soup slowly", "Bake the {} pie until golden", "Chop fresh {} for the salad"],
    "travel": ["The train to {} leaves at noon", "A cheap hotel near {} station", "We flew home from {} yesterday"],
    "sport": ["The {} team won the final", "She trains with the {} club", "A late goal saved {} again"],
}
FILLINGS = [
    "onion",
    "Berlin",
    "leek",
    "Paris",
    "carrot",
    "Madrid",
    "Lisbon",
    "spinach",
    "Oslo",
    "pumpkin",
    "Vienna",
    "fennel",
    "Rome",
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A CSV of 117 short texts on three topics, with a comma and a line break in some."""
    rows = [
        (pattern.format(filling) + (",\nthey said" if filling == "Oslo" else ""), topic)
        for topic, patterns in TOPICS.items()
        for pattern in patterns
        for filling in FILLINGS
    ]
    random.Random(0).shuffle(rows)
    path = tmp_path / "questions.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("question", "topic"), *rows])
    return path


@pytest.mark.encoders
def test_from_an_empty_store_to_neighbours_and_back_again(page: Page, serve, questions: Path) -> None:
    page.emulate_media(reduced_motion="no-preference")
    server = serve()
    page.goto(server.url)
    ready(page)
    expect(menu(page, "Space")).to_have_value(re.compile("^Words"))
    expect(page.locator("#map-hint")).to_contain_text("king")
    add(page, questions, "question", "topic")
    line(page, "MiniLM")
    ready(page, 117)
    line(page, "UMAP, 2D")
    expect(page.locator("#quality-line")).to_contain_text("are true neighbours", timeout=LONG)
    by_manhattan = look_closely(page, 117)

    address = page.url
    page.reload()
    ready(page, 117)
    line(page, "UMAP, 3D")
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    assert (page.url, rows(page)) == (address, by_manhattan)
    expect(menu(page, "Metric")).to_have_value("Manhattan")

    server.stop()
    again = serve()
    page.goto(address.replace(server.url, again.url))
    ready(page, 117)
    line(page, "UMAP, 3D")
    assert page.locator("#job").is_hidden(), "a restarted server computes nothing again"
    expect(page.locator("#neighbour-list tbody tr")).to_have_count(10)
    assert rows(page) == by_manhattan


def test_a_row_lights_its_point_walks_on_and_back_returns(page: Page, site) -> None:
    page.goto(site.url)
    ready(page)
    king = page.evaluate("() => fetch('/api/spaces/words/names').then(r => r.json()).then(n => n.indexOf('king'))")
    page.goto(page.url.split("?")[0] + f"?space=words&projection=pca&item={king}")
    ready(page)
    inspector = page.get_by_role("region", name="Inspector")
    expect(inspector.get_by_role("heading", name="king", exact=True)).to_be_visible()
    first = page.locator("#neighbour-list tbody tr").first
    expect(first).to_contain_text("monarch")
    first.get_by_role("button").click()
    expect(inspector.get_by_role("heading", name="monarch", exact=True)).to_be_visible()
    page.go_back()
    expect(inspector.get_by_role("heading", name="king", exact=True)).to_be_visible()
    page.go_forward()
    expect(inspector.get_by_role("heading", name="monarch", exact=True)).to_be_visible()


def test_cancel_leaves_the_last_map_and_can_be_started_again(page: Page, serve) -> None:
    page.goto(serve().url + "?space=words&projection=pca")  # t-SNE of the words takes long enough to be stopped
    ready(page)
    choose(page, "Projection", "t-SNE")
    cancel = page.get_by_role("button", name="Cancel")
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=LONG)
    cancel.click()
    expect(page.locator("#job-line")).to_contain_text("stopped", timeout=LONG)
    assert page.locator("#map").get_attribute("data-state") == "ready"
    page.get_by_role("button", name="Start again").click()
    line(page, "t-SNE")


def test_a_file_that_cannot_be_read_is_refused_where_it_was_dropped(page: Page, site, tmp_path: Path) -> None:
    page.goto(site.url)
    ready(page)
    bad = tmp_path / "photo.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    page.get_by_role("button", name="Add data").click()
    page.locator("#file-input").set_input_files(bad)
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("PNG")
    assert "Traceback" not in page.content()


def test_a_ragged_row_deep_in_the_file_is_named_on_the_page(page: Page, workshop, tmp_path: Path) -> None:
    ragged = tmp_path / "ragged.csv"
    body = [f"sentence number {number} about trains,{number % 3}" for number in range(40_000)]
    body[30_000] = "one,cell,too,many"
    ragged.write_text("text,label\n" + "\n".join(body), "utf-8")
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(ragged)
    expect(menu(page, "Text column")).to_have_value("text", timeout=LONG)
    choose(page, "Encoder", "LSA")
    page.get_by_role("button", name="Start", exact=True).click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("30,002", timeout=LONG)
    expect(alert).to_contain_text("4 cells")
