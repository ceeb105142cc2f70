"""The VAE's plane opens as it is, under Euclidean, to be walked; what an address says wins; other spaces stay as they were."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import LONG, settled

pytestmark = pytest.mark.browser


def test_the_plane_opens_as_it_is_and_a_choice_stays_through_a_reload(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=mnist-vae")
    settled(page, "As they are, 2D")
    expect(page.get_by_role("tab", name="Latent", exact=True)).to_have_attribute("aria-selected", "true")
    expect(page.locator("#map-hint")).not_to_contain_text("Open the Latent tab")
    expect(page.locator("#quality-line")).to_have_text("100 % of the 10 nearest on this map are true neighbours")
    page.get_by_role("tab", name="Neighbours", exact=True).click()
    expect(page.locator("#map-hint")).to_contain_text("Open the Latent tab")
    metric = page.get_by_role("combobox", name="Metric", exact=True)
    expect(metric).to_have_value("Euclidean")
    metric.click()
    page.get_by_role("option", name="cosine").click()
    page.wait_for_url("**metric=cosine**")
    page.reload()
    settled(page, "As they are, 2D")
    expect(page.get_by_role("tab", name="Neighbours", exact=True)).to_have_attribute("aria-selected", "true")
    expect(metric).to_have_value("cosine")


def test_each_space_that_is_chosen_is_looked_at_in_its_own_way(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    space = page.get_by_role("combobox", name="Space", exact=True)
    latent = page.get_by_role("tab", name="Latent", exact=True)
    metric = page.get_by_role("combobox", name="Metric", exact=True)

    def choose(space_id: str) -> None:
        space.click()
        page.locator(f'[role="option"][value="{space_id}"]').click()  # other tests' spaces may begin with the same name

    choose("mnist-vae")
    settled(page, "As they are, 2D")
    expect(page.get_by_role("combobox", name="Projection", exact=True)).to_have_value("As they are")
    expect(page).to_have_url(re.compile("metric=euclidean"))
    expect(latent).to_have_attribute("aria-selected", "true")
    choose("mnist-vae-16")
    settled(page, "UMAP, 2D")
    expect(page).to_have_url(re.compile("metric=euclidean"))
    expect(latent).to_have_attribute("aria-selected", "true")
    choose("words")
    settled(page, "UMAP, 2D")
    expect(metric).to_have_value("cosine", timeout=LONG)
    assert page.url.split("?")[1] == "projection=umap&space=words"
    page.go_back()
    page.go_back()
    settled(page, "As they are, 2D")
    expect(page).to_have_url(re.compile("metric=euclidean"))
    expect(latent).to_have_attribute("aria-selected", "true")
