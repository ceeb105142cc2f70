"""A table becomes a map of the words that are learnt from it, or of its texts by word vectors that were added before."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.adding import choose, menu, ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

COLOURS, ANIMALS = ["red", "blue", "old", "young"], ["cat", "dog", "horse", "bird", "mouse"]
TALK = [
    f"the {colour} {animal} runs after the {other}" for colour in COLOURS for animal in ANIMALS for other in ANIMALS
]
WORDS = [*COLOURS, *ANIMALS, "the", "runs", "after"]


def add(page: Page, file: Path) -> None:
    page.get_by_role("button", name="Add data").click()
    page.locator("#file-input").set_input_files(file)
    expect(page.locator("#upload-format")).to_contain_text(file.name, timeout=LONG)


def mapped(page: Page, line: str, count: int) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator("#scene-line")).to_contain_text(line, timeout=LONG)
    ready(page, count)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    file = tmp_path / "talk.csv"
    file.write_text("note\n" + "\n".join(TALK) + "\n", "utf-8")
    return file


@pytest.fixture
def opened(page: Page, workshop: Any) -> Page:
    page.goto(f"{workshop.url}?space=words&projection=pca")
    ready(page)
    return page


def test_word2vec_shows_the_words_of_a_table(opened: Page, talk: Path) -> None:
    add(opened, talk)
    choose(opened, "Encoder", "Word2Vec")
    expect(menu(opened, "What to map")).to_have_value("Map the words")
    mapped(opened, f"talk › words · {len(WORDS)} items", len(WORDS))
    space = opened.evaluate("new URLSearchParams(location.search).get('space')")
    names = opened.evaluate("id => fetch(`/api/spaces/${id}/names`).then(answer => answer.json())", space)
    assert sorted(names) == sorted(WORDS)
    opened.goto(f"{opened.url}&item={names.index('horse')}")
    inspector = opened.get_by_role("region", name="Inspector")
    expect(inspector.get_by_role("heading", name="horse", exact=True)).to_be_visible(timeout=LONG)
    expect(opened.locator("#neighbour-list tbody tr")).to_have_count(10, timeout=LONG)
    opened.get_by_role("tab", name="Data").click()
    expect(opened.get_by_role("columnheader", name="count")).to_be_visible(timeout=LONG)


def test_word2vec_shows_the_texts_when_asked(opened: Page, talk: Path) -> None:
    add(opened, talk)
    choose(opened, "Encoder", "Word2Vec")
    choose(opened, "What to map", "Map the texts")
    mapped(opened, "Word2Vec", len(TALK))


def test_too_little_text_is_refused_in_the_dialog(opened: Page, tmp_path: Path) -> None:
    file = tmp_path / "little.csv"
    file.write_text("note\na few words here\nand some others there\n", "utf-8")
    add(opened, file)
    choose(opened, "Encoder", "Word2Vec")
    opened.get_by_role("button", name="Start", exact=True).click()
    expect(opened.locator("#start-problem [role=alert]")).to_contain_text("Too little text", timeout=LONG)
    expect(opened.locator("#upload-choices")).to_be_visible()


def test_texts_are_encoded_by_word_vectors_that_were_added(opened: Page, talk: Path, tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(len(WORDS), 6))
    lines = [f"{word} {' '.join(f'{value:.4f}' for value in row)}" for word, row in zip(WORDS, rows, strict=True)]
    vectors = tmp_path / "small.vec"
    vectors.write_text("\n".join([f"{len(WORDS)} 6", *lines]) + "\n", "utf-8")
    add(opened, vectors)
    mapped(opened, f"small · {len(WORDS)} items", len(WORDS))
    add(opened, talk)
    choose(opened, "Encoder", "Mean of word vectors")
    expect(menu(opened, "Word vectors")).to_have_value("Words, 2,882 words, built in", timeout=LONG)
    choose(opened, "Word vectors", f"small, {len(WORDS)} words")
    mapped(opened, "Mean of word vectors", len(TALK))
    expect(opened.locator("#neighbour-line")).to_contain_text("original 6 dimensions", timeout=LONG)
