"""The Data tab on the real page: rows are found, sorted and ticked, points and rows select each other."""

import io
import re
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

SELECTED = "document.getElementById('map').selection"


def row(page: Page, place: int) -> Any:
    return page.locator(f'#table .ag-row[row-index="{place}"]')


def test_rows_are_found_sorted_and_select_their_points(page: Page, site: Any) -> None:
    names = builtin("words").names
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    page.get_by_role("tab", name="Data").click()
    count = page.locator("#table-count")
    expect(count).to_have_text(f"{len(names):,} rows")
    expect(row(page, 0)).to_contain_text(names[0])
    page.get_by_label("Find in all columns").fill("king")
    kings = [index for index, name in enumerate(names) if "king" in name.lower()]
    expect(count).to_have_text(f"{len(kings)} of {len(names):,} rows")
    expect(row(page, 0)).to_contain_text("king")
    page.locator("#table .ag-header-cell-label", has_text="word").click()
    page.locator("#table .ag-header-cell-label", has_text="word").click()
    last = sorted(kings, key=lambda index: names[index].casefold())[-1]
    expect(row(page, 0)).to_contain_text(names[last])
    row(page, 0).locator(".ag-checkbox-input").check()
    page.wait_for_url(re.compile(f"item={last}(&|$)"))
    row(page, 1).locator(".ag-checkbox-input").check()
    page.wait_for_function(f"{SELECTED}.length === 2")
    assert last in page.evaluate(SELECTED)
    page.get_by_label("Find in all columns").fill("")
    expect(count).to_have_text(f"{len(names):,} rows")
    page.get_by_label("Selected only").check()
    expect(count).to_have_text(f"2 of {len(names):,} rows")
    assert len(page.evaluate(SELECTED)) == 2
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=True).last.click()
    read = pd.read_csv(io.BytesIO(waiting.value.path().read_bytes()), keep_default_na=False)
    assert read["word"].tolist() == names
    assert {"map_x", "map_y"} <= set(read.columns)
