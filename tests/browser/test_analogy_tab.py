"""The Analogy tab on the real page: slots filled by a click, a word and a drag; the answer in the list and on the map."""

import re

import pytest
from playwright.sync_api import Page, expect

from embeddings import builtin
from tests.browser.waiting import click_point

pytestmark = pytest.mark.browser

WORDS = builtin("words")


def test_an_analogy_is_clicked_typed_and_dragged_together(words: Page) -> None:
    words.get_by_role("tab", name="Analogy").click()
    slot = words.locator("[data-drops='analogy.a']")
    expect(slot).to_be_visible()
    clicked = click_point(words, WORDS.find("man"))
    expect(slot).to_contain_text(WORDS.names[clicked])
    field = words.get_by_label("B", exact=True)
    field.fill("king")
    expect(words.get_by_role("option", name="king", exact=True)).to_be_visible()
    field.press("Enter")
    expect(words.locator("[data-drops='analogy.b']")).to_contain_text("king")
    words.locator("[data-drops='analogy.b'] [data-item]").drag_to(words.locator("[data-drops='analogy.c']"))
    expect(words.locator("[data-drops='analogy.c']")).to_contain_text("king")
    words.locator("#inspector-body .item-name").drag_to(words.locator("[data-drops='analogy.c']"))
    expect(words.locator("[data-drops='analogy.c']")).to_contain_text(WORDS.names[clicked])
    words.wait_for_url(re.compile(r"analogy\.c=\d"))
    expect(words.get_by_role("table", name="Answers").locator("tbody tr")).to_have_count(10)


def test_a_favourite_is_one_click_and_its_answer_is_drawn(words: Page) -> None:
    words.get_by_role("tab", name="Analogy").click()
    words.get_by_role("button", name="man → king, woman → ?").click()
    first = words.get_by_role("table", name="Answers").locator("tbody tr").first
    expect(first).to_contain_text("queen")
    star, diamond = words.locator(".vs-drawing .vs-star"), words.locator(".vs-drawing .vs-diamond")
    expect(star).to_contain_text("queen")
    expect(diamond).to_contain_text("computed")
    expect(words.locator(".vs-drawing .vs-arrow")).to_have_count(2)
    words.get_by_role("switch", name="Inputs may be answers").click()
    expect(first).to_contain_text("king")
    words.go_back()
    expect(first).to_contain_text("queen")


def test_a_click_right_after_a_word_fills_the_next_slot(words: Page) -> None:
    words.get_by_role("tab", name="Analogy").click()
    field = words.get_by_label("A", exact=True)
    field.fill("man")
    expect(words.get_by_role("option", name="man", exact=True)).to_be_visible()
    field.press("Enter")  # the answer that shows it in its slot is not here yet
    clicked = click_point(words, WORDS.find("king"))
    expect(words.locator("[data-drops='analogy.a']")).to_contain_text("man")
    expect(words.locator("[data-drops='analogy.b']")).to_contain_text(WORDS.names[clicked])
    words.get_by_label("C", exact=True).fill("woman")
    expect(words.get_by_role("option", name="woman", exact=True)).to_be_visible()
    words.keyboard.press("Enter")
    expect(words.get_by_role("table", name="Answers").locator("tbody tr")).to_have_count(10)
    words.evaluate(
        "() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; }"
    )
    words.get_by_role("button", name="Copy link").click()
    words.wait_for_function("window.copied?.includes('analogy.b=')")
