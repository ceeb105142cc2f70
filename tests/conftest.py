"""Fixtures that every test may use."""

import shutil
from pathlib import Path

import pytest

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data beside the project; tests that need it skip where it is absent."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the shared data sets are not beside this clone")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """Launch one real Chromium for the whole run: the system's, or else Playwright's own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine is no failure
    system = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
