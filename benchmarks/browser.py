"""A headless Chromium with software WebGL, the same for every benchmark."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--enable-precise-memory-info",
    "--js-flags=--expose-gc",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser for one benchmark."""
    system = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=ARGUMENTS)
        yield browser
        browser.close()
