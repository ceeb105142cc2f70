"""Make the README's pictures: a real server, a real browser, the built-in words. Run by `make screenshots`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

DOCS = Path(__file__).parent
ROOT = DOCS.parent
BROWSER = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def main() -> None:
    """Photograph the words in the light and the dark."""
    with tempfile.TemporaryDirectory() as store, sync_playwright() as playwright:
        command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", "0", "--store", store]
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found, "the server did not start"
            chromium = next(filter(None, map(shutil.which, ["chromium", "google-chrome"])), None)
            browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER)
            for scheme in ("light", "dark"):
                photograph(browser, found[0], scheme)
            browser.close()
        finally:
            server.terminate()
            server.wait()


def photograph(browser: Browser, url: str, scheme: str) -> None:
    """Open the words, click `king`, and keep the picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(url)
    page.wait_for_selector("#map[data-state=ready]")
    page.wait_for_function("() => document.getElementById('scene-line').textContent.includes('UMAP')", timeout=90_000)
    names = page.evaluate("() => fetch('/api/spaces/words/names').then((answer) => answer.json())")
    page.goto(f"{url}?space=words&projection=umap&item={names.index('king')}")
    page.wait_for_selector("#neighbour-list tbody tr")
    page.wait_for_selector("#map[data-state=ready]")
    page.wait_for_timeout(1500)
    page.screenshot(path=DOCS / f"words-{scheme}.png")
    page.close()


if __name__ == "__main__":
    main()
