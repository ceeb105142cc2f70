"""A hundred bad picture files go up as one folder: those that load are on the map, the others are named with a reason."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.adding import open_dialog
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser


def test_those_that_load_are_on_the_map_and_the_others_are_named(
    page: Page, workshop: Any, shared_data: Path, tmp_path: Path
) -> None:
    source = shared_data / "nasty" / "images"
    shutil.copytree(source, tmp_path / "nasty")
    told = (tmp_path / "nasty" / "expected.csv").read_text("utf-8")
    (tmp_path / "nasty" / "expected.csv").unlink()
    files = {row["file"]: row["pillow13_result"] == "ok" for row in csv.DictReader(told.splitlines())}
    assert len(files) == 100
    open_dialog(page, workshop.url)
    page.locator("#folder-input").set_input_files(tmp_path / "nasty")
    expect(page.locator("#upload-format")).to_contain_text("picture", timeout=LONG)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#scene-line")).to_contain_text(f"{sum(files.values())} items", timeout=LONG)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    notes = page.get_by_role("list", name="Notes on this map").inner_text()
    for file, loads in files.items():
        assert (f"“nasty/{file}”" in notes) is not loads, file
    for reason in ("HEIC cannot be read here", "cut off before its end", "more pixels than the 64 million", "damaged"):
        assert reason in notes
    space = page.evaluate("() => new URLSearchParams(location.search).get('space')")
    names = page.evaluate("space => fetch(`/api/spaces/${space}/names`).then((answer) => answer.json())", space)
    assert sorted(names) == sorted(Path(file).name for file, loads in files.items() if loads)
