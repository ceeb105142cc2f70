"""The Outliers and Classify tabs on the real page: bars that select, a slider, a label put right and taken back, a new column."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from dashboard.annotating import label_items
from dashboard.spaces import open_space
from dashboard.store import Store
from embeddings import builtin, label_check, near_duplicates, outliers
from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser

SELECTED = "() => document.getElementById('map').selection.length"


def open_tool(page: Page, url: str, query: str) -> None:
    page.goto(url + query)
    settled(page)


def test_what_stands_apart_is_ranked_and_a_bar_selects_it(page: Page, site: Any) -> None:
    open_tool(page, site.url, "?space=sentences&projection=pca")
    page.get_by_role("tab", name="Outliers").click()
    body = page.locator("#outliers-body")
    rows = body.get_by_role("table", name="The oddest items").locator("tbody tr")
    expect(rows).to_have_count(50, timeout=LONG)
    ranked = outliers(builtin("sentences"), 20)
    expect(rows.first).to_have_attribute("data-item", str(ranked["index"][0]))
    expect(rows.first.locator(".figure")).to_contain_text(f"{ranked['lof'][0]:.2f}")
    body.locator("button.bar-place").first.click()
    page.wait_for_function(f"({SELECTED})() > 1")
    expect(body.locator("button.bar-place").first).to_have_attribute(
        "title", re.compile(f": {page.evaluate(SELECTED):,} item")
    )
    body.get_by_role("button", name="Colour the map by it").click()
    expect(page.locator("#legend .vs-scale, #legend svg, #legend canvas").first).to_be_visible()
    page.wait_for_url(re.compile("colour=%7Eoutliers"))

    body.get_by_role("button", name="Duplicates").click()
    slider = body.get_by_role("slider")
    expect(slider).to_be_visible()
    slider.fill("0.8")
    page.wait_for_url(re.compile(r"outliers\.above=0\.8"))
    found = near_duplicates(builtin("sentences"), 0.8)
    expect(body.locator(".summary")).to_contain_text(f"{len(found) - found['group'].nunique():,} would go")
    body.get_by_role("button", name="Select all in groups").click()
    page.wait_for_function(f"({SELECTED})() === {len(found)}")


def test_a_label_is_put_right_by_a_click_and_taken_back(page: Page, serve: Any) -> None:
    open_tool(page, serve().url, "?space=digits&projection=pca&tab=outliers&outliers.part=labels")
    body = page.locator("#outliers-body")
    rows = body.get_by_role("table", name="Likely mistakes").locator("tbody tr")
    digits = builtin("digits")
    suspects = label_check(digits, digits.label).suspects()
    expect(rows).to_have_count(len(suspects), timeout=LONG)
    first = suspects.iloc[0]
    expect(rows.first).to_have_attribute("data-item", str(first["index"]))
    rows.first.get_by_role("button", name="Relabel").click()
    expect(page.locator("#outliers-body").locator("..").get_by_role("status").first).to_contain_text(
        "Ctrl+Z takes it back"
    )
    expect(rows.first).not_to_have_attribute("data-item", str(first["index"]))
    page.keyboard.press("Control+z")
    expect(rows.first).to_have_attribute("data-item", str(first["index"]))


def test_a_few_labels_become_a_column(page: Page, serve: Any, tmp_path: Path) -> None:
    truth = builtin("digits").items["digit"].astype(str)
    some = np.random.default_rng(0).choice(len(truth), 60, replace=False)
    server = serve()
    store = Store(tmp_path / "store")
    for kind in sorted(set(truth)):
        label_items(store, "digits", "kind", [int(one) for one in some if truth[one] == kind], kind, create=True)
    open_tool(page, server.url, "?space=digits&projection=pca&tab=classify")
    body = page.locator("#classify-body")
    expect(body.locator(".summary").first).to_contain_text("of its guesses are right", timeout=LONG)
    body.get_by_role("table", name="Label these next").locator(".agree .small").first.click()
    expect(body.locator(".summary").first).to_contain_text("61 labelled items", timeout=LONG)
    name = body.get_by_label("Save labels and guesses as a column called")
    name.fill("kind, complete")
    body.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile(r"colour=kind%2C\+complete"))
    expect(page.locator("#legend")).to_contain_text("no value")
    expect(page.get_by_role("combobox", name="Colour by", exact=True)).to_have_value("kind, complete")
    kept = open_space("digits", Store(tmp_path / "store")).items["kind, complete"]
    assert (kept == truth)[kept.notna()].mean() > 0.85
