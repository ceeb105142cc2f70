"""The Clusters tab on the real page: it colours and names the map, lights, selects, renames, and becomes a column."""

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from embeddings import KMeans, builtin, clusters
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser

ADDRESS = "?space=digits&projection=pca&tab=neighbours&clusters.k=10"
FOUND = clusters(builtin("digits"), KMeans(10))


def test_clusters_colour_the_map_and_can_be_selected_renamed_and_kept(page: Page, serve: Any) -> None:
    page.goto(serve().url + ADDRESS)
    settled(page)
    page.get_by_role("tab", name="Clusters").click()
    rows = page.locator("tr.cluster")
    expect(rows).to_have_count(10)
    page.wait_for_url(re.compile("colour=%7Ecluster"))
    legend = page.locator("#legend .vs-row")
    expect(legend).to_have_count(10)
    sizes = [int(text.replace(",", "")) for text in rows.locator("td:nth-child(2)").all_inner_texts()]
    assert sizes == FOUND.sizes.tolist()

    rows.first.locator(".cluster-select").click()
    page.wait_for_function("count => document.getElementById('map').selection.length === count", arg=sizes[0])
    chosen = page.evaluate("document.getElementById('map').selection")
    assert chosen == np.flatnonzero(FOUND.labels == 0).tolist()

    rows.nth(1).hover()
    rows.nth(1).get_by_role("button", name="Rename").click()
    field = page.get_by_label("New name of")
    field.fill("Round ones")
    field.press("Enter")
    expect(rows.nth(1).locator(".cluster-name")).to_have_text("Round ones")
    expect(legend.filter(has_text="Round ones")).to_have_count(1)
    page.reload()
    settled(page)
    expect(rows.nth(1).locator(".cluster-name")).to_have_text("Round ones")
    expect(legend.filter(has_text="Round ones")).to_have_count(1)

    page.get_by_label("Save the clusters as a column called").fill("my clusters")
    page.locator(".keeping").get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"colour=my\+clusters"))
    expect(legend.filter(has_text="Round ones").locator(".vs-row-count")).to_have_text(str(sizes[1]))


def test_a_row_lights_its_items_and_groups_become_coarser(page: Page, site: Any) -> None:
    page.goto(site.url + ADDRESS.replace("neighbours", "clusters") + "&colour=~cluster")
    settled(page)
    rows = page.locator("tr.cluster")
    expect(rows).to_have_count(10)
    expect(page.locator("#legend .vs-row")).to_have_count(10)
    before = page.locator("#map").screenshot()
    rows.first.hover()
    assert any(page.locator("#map").screenshot() != before for _ in range(40)), "the others do not fade"
    page.mouse.move(600, 20)
    page.get_by_role("group", name="How many groups").get_by_role("button").first.click()
    expect(rows).to_have_count(len(set(FOUND.levels[0])))
    expect(page.locator("#legend .vs-row")).to_have_count(len(set(FOUND.levels[0])))
