"""Pictures added from the page: a folder that is chosen goes up as one archive; a zip goes up as it is."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.adding import open_dialog, ready
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

COLOURS = {"red": (200, 30, 30), "blue": (30, 40, 200)}
EACH = 12


def pictures(folder: Path) -> Path:
    for label, colour in COLOURS.items():
        (folder / label).mkdir(parents=True)
        for number in range(EACH):
            shade = tuple(min(255, part + 4 * number) for part in colour)
            Image.new("RGB", (40, 30), shade).save(folder / label / f"{number} ü.png")
    (folder / "red" / "broken.png").write_bytes(b"no picture")
    return folder


def start(page: Page, count: int, label: str) -> None:
    expect(page.locator("#upload-format")).to_contain_text("picture", timeout=LONG)
    expect(page.get_by_role("combobox", name="Label column")).to_have_value(label)
    expect(page.get_by_role("combobox", name="Text column")).to_be_hidden()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#scene-line")).to_contain_text(f"{count} items", timeout=LONG)
    ready(page, count)


def test_a_folder_of_pictures_is_chosen_and_becomes_a_map(page: Page, workshop: Any, tmp_path: Path) -> None:
    open_dialog(page, workshop.url)
    page.locator("#folder-input").set_input_files(pictures(tmp_path / "boxes"))
    start(page, 2 * EACH, "label")
    expect(page.locator("#scene-line")).to_contain_text("boxes")
    expect(page.locator(".vs-legend")).to_contain_text("red")
    expect(page.get_by_role("list", name="Notes on this map")).to_contain_text("broken.png")


def test_a_zip_of_450_photographs_becomes_a_map(page: Page, workshop: Any, shared_data: Path, tmp_path: Path) -> None:
    clothing = shared_data / "images" / "clothing"
    archive = tmp_path / "clothing.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for file in sorted(clothing.rglob("*.jpg")):
            made.write(file, file.relative_to(clothing.parent))
    open_dialog(page, workshop.url)
    page.locator("#file-input").set_input_files(archive)
    start(page, 450, "label")
    expect(page.locator(".vs-legend")).to_contain_text("t-shirt")
