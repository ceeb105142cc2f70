"""On the page, what was guessed of a file is mended in one step, and MNIST comes by one click."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.adding import open_dialog, ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

HUNGARIAN = ["Árvíztűrő tükörfúrógép", "Hol van az állomás?", "Köszönöm szépen", "Jó reggelt kívánok"]


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def mirror(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve MNIST's own files from this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(shared_data / "mnist")))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("VECTORSCAPE_MNIST_MIRRORS", f"http://127.0.0.1:{server.server_port}/")
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def test_letters_that_look_wrong_are_read_in_another_way(page: Page, workshop: Any, tmp_path: Path) -> None:
    file = tmp_path / "phrases.csv"
    file.write_bytes(("text;label\n" + "".join(f"{text};a\n" for text in HUNGARIAN)).encode("cp1250"))
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(file)
    expect(page.locator("#upload-format")).to_contain_text("Windows-1252", timeout=LONG)
    page.get_by_role("combobox", name="Letters look wrong?").click()
    page.get_by_role("option", name="Windows-1250").click()
    expect(page.locator("#upload-rows .ag-row").first).to_contain_text("Árvíztűrő tükörfúrógép", timeout=LONG)
    expect(page.locator("#upload-format")).to_contain_text("Windows-1250")


def test_the_row_of_the_header_is_shown_and_mended(page: Page, workshop: Any, tmp_path: Path) -> None:
    book, file = Workbook(), tmp_path / "survey.xlsx"
    for row in (["A survey"], ["text", "label"], *([text, "ab"[n % 2]] for n, text in enumerate(HUNGARIAN))):
        book.active.append(row)
    book.save(file)
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(file)
    header = page.get_by_role("textbox", name="Header in row")
    expect(header).to_have_value("2", timeout=LONG)
    expect(page.locator("#upload-format")).to_contain_text("1 row above the header left out: “A survey”")
    header.fill("0")
    expect(page.locator("#upload-rows .ag-row").first).to_contain_text("A survey", timeout=LONG)
    expect(page.get_by_role("combobox", name="Letters look wrong?")).to_be_hidden()


def test_mnist_comes_by_one_click(page: Page, mirror: None, serve: Any) -> None:
    open_dialog(page, serve().url)
    page.get_by_role("button", name="Fetch MNIST").click()
    expect(page.locator("#scene-line")).to_contain_text("MNIST · 10,000 items", timeout=LONG)
    ready(page, 10_000)
