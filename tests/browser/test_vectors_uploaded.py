"""Files of vectors on the real page: word vectors, and a pair of tensors and metadata, are chosen and become maps."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.adding import open_dialog, ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

RNG = np.random.default_rng(0)
COUNT, WIDTH = 120, 12
WORDS = [f"word{place}" for place in range(COUNT)]


def start(page: Page, name: str) -> None:
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#scene-line")).to_contain_text(f"{name} · {COUNT} items", timeout=LONG)
    ready(page, COUNT)


def test_word_vectors_become_a_map_of_words(page: Page, workshop: Any, tmp_path: Path) -> None:
    vectors = RNG.normal(size=(COUNT, WIDTH))
    lines = [f"{word} {' '.join(f'{value:.4f}' for value in row)}" for word, row in zip(WORDS, vectors, strict=True)]
    file = tmp_path / "small.vec"
    file.write_text("\n".join([f"{COUNT} {WIDTH}", *lines]) + "\n", "utf-8")
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(file)
    expect(page.locator("#upload-format")).to_contain_text(f"{WIDTH} dimensions", timeout=LONG)
    expect(page.locator("#upload-rows .ag-row").first).to_contain_text("word0")
    expect(page.get_by_role("combobox", name="Encoder")).to_be_hidden()
    start(page, "small")


def test_tensors_and_their_metadata_come_together_in_any_order(page: Page, workshop: Any, tmp_path: Path) -> None:
    vectors = RNG.normal(size=(COUNT, WIDTH))
    tensors, metadata = tmp_path / "tensors.tsv", tmp_path / "a_metadata.tsv"
    np.savetxt(tensors, vectors, delimiter="\t", fmt="%.5f")
    rows = [f"{word}\t{'even' if place % 2 == 0 else 'odd'}" for place, word in enumerate(WORDS)]
    metadata.write_text("word\tparity\n" + "\n".join(rows) + "\n", "utf-8")
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files([metadata, tensors])
    expect(page.locator("#upload-rows .ag-row").first).to_contain_text("word0", timeout=LONG)
    expect(page.get_by_role("combobox", name="Label column")).to_have_value("parity")
    start(page, "tensors")
    expect(page.locator("#neighbour-line")).to_contain_text(f"original {WIDTH} dimensions")
    expect(page.locator(".vs-legend")).to_contain_text("even")


def test_a_pickled_array_is_refused_in_words(page: Page, workshop: Any, tmp_path: Path) -> None:
    file = tmp_path / "bad.npz"
    np.savez(file, things=np.array([{"a": 1}, None], dtype=object))
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(file)
    expect(page.locator("#upload-problem [role=alert]")).to_contain_text("bad.npz", timeout=LONG)
    expect(page.locator("#upload-choices")).to_be_hidden()
