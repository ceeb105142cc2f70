"""Understand on the real page: the ranking and its colour, a sheet of dreams from which one walks on, and the link."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from embeddings.builtins.mnist_vae import excess_errors
from tests.browser.waiting import settled

pytestmark = pytest.mark.browser


def test_strange_digits_colours_and_dreams(page: Page, site: Any) -> None:
    page.goto(site.url + "?space=mnist-vae&tab=latent")
    settled(page, "As they are")
    page.get_by_role("button", name="Understand").click()
    rows = page.get_by_role("table", name="Ranked by reconstruction error").locator("tbody tr")
    expect(rows.first).to_have_attribute("data-item", str(int(excess_errors().argmax())))
    expect(page.locator(".vs-mark.vs-ring")).to_have_count(12)
    page.get_by_role("button", name="Colour the map").click()
    expect(page.get_by_label("Colour by")).to_have_value("Reconstruction error")
    page.get_by_role("button", name="Dreams").click()
    expect(page.locator(".dream")).to_have_count(36)
    before = page.locator(".dream img").first.get_attribute("src")
    page.get_by_role("button", name="Another").click()
    expect(page.locator(".dream img").first).not_to_have_attribute("src", str(before))
    page.locator("#field-latent-seed").fill("0")
    page.keyboard.press("Enter")
    expect(page.locator(".dream img").first).to_have_attribute("src", str(before))
    page.locator(".dream").nth(4).click()
    expect(page).to_have_url(re.compile(r"latent\.z="))
    expect(page.locator("#latent-stage")).to_be_visible()
