"""Labels by hand, on the real page: a lasso is labelled, the legend follows, undo takes it back, files have it."""

import io
import re
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from embeddings import builtin
from tests.browser.test_data_tab import row
from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser

SELECTED = "document.getElementById('map').selection"


@pytest.fixture
def server(serve: Any) -> Any:
    """A server with a store of the test's own, for what is written stays."""
    return serve()


def open_tab(page: Page, url: str, query: str = "?space=words&projection=pca") -> None:
    page.goto(url + query)
    settled(page)
    page.get_by_role("tab", name="Data").click()
    expect(row(page, 0)).to_be_visible(timeout=LONG)


def lasso(page: Page) -> list[int]:
    """Draw a loop around the middle of the map until something is selected; return the items."""
    box = page.locator("#map").bounding_box()
    assert box is not None
    corners = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3)]
    for _ in range(20):
        page.keyboard.down("Shift")
        for place, (x, y) in enumerate(corners):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
            if not place:
                page.mouse.down()
        page.mouse.up()
        page.keyboard.up("Shift")
        try:
            page.wait_for_function(f"{SELECTED}.length > 1", timeout=5000)
        except Exception:  # the map was not ready: once more
            continue
        return page.evaluate(SELECTED)
    raise AssertionError("the lasso selected nothing")


def label(page: Page, value: str) -> None:
    page.get_by_label("Label the selection", exact=True).first.fill(value)
    page.get_by_label("Label the selection", exact=True).first.press("Enter")


def legend(page: Page) -> Locator:
    return page.locator("#legend .vs-row")


def read_csv(page: Page) -> pd.DataFrame:
    with page.expect_download(timeout=LONG) as waiting:
        page.locator("[data-table=csv]").click()
    return pd.read_csv(io.BytesIO(waiting.value.path().read_bytes()), keep_default_na=False)


def test_a_lasso_is_labelled_undone_made_again_and_still_there_after_a_reload(page: Page, server: Any) -> None:
    open_tab(page, server.url)
    before = legend(page).count()
    chosen = lasso(page)
    expect(page.locator("#label-go")).to_have_text(f"Label {len(chosen):,} items")
    label(page, "in the middle")
    expect(legend(page)).to_have_count(2, timeout=LONG)
    expect(legend(page).filter(has_text="in the middle")).to_contain_text(f"{len(chosen):,}")
    expect(page.locator("#labels-told")).to_have_text(f"“in the middle” for {len(chosen):,} items in “label”.")
    page.wait_for_url(re.compile("colour=label"))
    expect(page.locator("#table")).to_contain_text("label")

    page.get_by_label("Label the selection", exact=True).first.press("Control+z")
    expect(legend(page)).to_have_count(before, timeout=LONG)
    expect(page.locator("#table .ag-header")).not_to_contain_text("label")
    assert page.evaluate(SELECTED) == chosen
    page.locator("#map").focus()
    page.keyboard.press("Control+Shift+z")
    expect(legend(page)).to_have_count(2, timeout=LONG)

    page.reload()
    settled(page)
    expect(legend(page).filter(has_text="in the middle")).to_contain_text(f"{len(chosen):,}", timeout=LONG)
    page.get_by_role("tab", name="Data").click()
    page.get_by_role("button", name="Undo what was written").click()
    expect(legend(page)).to_have_count(before, timeout=LONG)
    page.get_by_role("button", name="Redo what was written").click()
    expect(page.locator("#written")).to_contain_text("label", timeout=LONG)
    read = read_csv(page)
    assert [index for index, value in enumerate(read["label"]) if value == "in the middle"] == chosen


def edit_cell(page: Page, place: int, column: str, value: str) -> None:
    """Type into a cell; the grid may draw its rows anew meanwhile."""
    number = page.locator("#table .ag-header-cell", has_text=column).get_attribute("col-id")
    cell = row(page, place).locator(f'[col-id="{number}"]')
    for _ in range(20):
        cell.dblclick()
        field = cell.locator("input")
        try:
            field.fill(value, timeout=3000)
            field.press("Enter", timeout=3000)
        except Exception:  # drawn anew: once more
            continue
        expect(cell).to_have_text(value)
        return
    raise AssertionError("the cell could not be edited")


def test_a_cell_is_edited_in_place_and_the_original_is_restored(page: Page, server: Any) -> None:
    words = builtin("words").items
    open_tab(page, server.url)
    edit_cell(page, 1, "category", "Greetings & more")
    expect(legend(page).filter(has_text="Greetings & more")).to_be_visible(timeout=LONG)
    read = read_csv(page)
    assert read["category"][1] == "Greetings & more"
    assert read["category"].drop(1).tolist() == words["category"].drop(1).tolist()
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("button", name="Restore original: category").click()
    expect(legend(page).filter(has_text="Greetings & more")).to_have_count(0, timeout=LONG)
    expect(row(page, 1)).to_contain_text(words["category"][1], timeout=LONG)
    assert read_csv(page)["category"].tolist() == words["category"].tolist()


def test_columns_are_added_renamed_and_deleted_and_links_go_by_their_names(page: Page, server: Any) -> None:
    open_tab(page, server.url)
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("New column").fill("my topics")
    page.get_by_label("A copy of").click()
    page.get_by_role("option", name="category").last.click()
    page.get_by_role("button", name="Add column").click()
    expect(page.locator("#written")).to_contain_text("my topics", timeout=LONG)
    page.get_by_role("combobox", name="Colour by").click()
    page.get_by_role("option", name="my topics").click()
    page.wait_for_url(lambda url: "colour=my topics" in unquote(url.replace("+", " ")))
    page.get_by_role("button", name="Rename: my topics").click()
    page.get_by_label("New name of my topics").fill("themes")
    page.get_by_label("New name of my topics").press("Enter")
    page.wait_for_url(re.compile("colour=themes"))
    expect(page.get_by_role("combobox", name="Colour by")).to_have_value("themes")
    page.goto(server.url + "?space=words&projection=pca&colour=themes")
    settled(page)
    expect(page.get_by_role("combobox", name="Colour by")).to_have_value("themes", timeout=LONG)
    page.get_by_role("tab", name="Data").click()
    page.locator("summary", has_text="Columns").click()
    page.get_by_role("button", name="Delete: themes").click()
    expect(page.locator("#written .written-column")).to_have_count(0, timeout=LONG)
    expect(page.get_by_role("combobox", name="Colour by")).to_have_value("category", timeout=LONG)


def test_what_will_not_do_is_said_where_it_was_typed(page: Page, server: Any) -> None:
    open_tab(page, server.url)
    problem = page.locator("#labels-problem [role=alert]")
    label(page, "anything")
    expect(problem).to_contain_text("Nothing is selected")
    lasso(page)
    label(page, "x" * 201)
    expect(problem).to_contain_text("201 letters")
    page.locator("summary", has_text="Columns").click()
    for name, said in [
        ("", "needs a name"),
        ("Category", "There is a column “Category” already"),
        ("y" * 10_000, "10,000"),
    ]:
        page.get_by_label("New column").fill(name)
        page.get_by_role("button", name="Add column").click()
        expect(page.locator("#columns-problem [role=alert]")).to_contain_text(said, timeout=LONG)


def test_another_browser_sees_what_was_written(page: Page, server: Any, chromium: Any) -> None:
    open_tab(page, server.url)
    other = chromium.new_page()
    open_tab(other, server.url)
    lasso(page)
    label(page, "seen")
    expect(legend(page)).to_have_count(2, timeout=LONG)
    other.get_by_role("radio", name="3D").check(force=True)  # the next question to the server brings the column
    settled(other, "PCA, 3D")
    expect(other.locator("#table .ag-header")).to_contain_text("label", timeout=LONG)
    other.get_by_role("combobox", name="Colour by").click()
    other.get_by_role("option", name="label", exact=True).click()
    expect(legend(other).filter(has_text="seen")).to_be_visible(timeout=LONG)
    other.close()
