"""The page in a browser: from its address to the map, and from a click on a point to its neighbours on the screen.

Beside it, in the same run: a bare Dash page that has nothing but the list, fetched by the same question to the same space
after a click; what is above that is what the rest of our page costs. The space has 2,882 items, and 100,000.
"""

import logging
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium
from benchmarks.timing import table
from dashboard.store import Store
from embeddings import Space, builtin, neighbours

ROOT = Path(__file__).parents[1]
MANY, DIMENSIONS, CLICKS = 100_000, 384, 15
SIZE = {"width": 1280, "height": 800}
SPACE = "000000000be4c41c"
READY = "document.querySelector('#map[data-state=ready]') !== null"
WATCH = """where => {
  document.addEventListener("pointerup", () => { window.clicked = performance.now(); window.shown = 0; }, true);
  new MutationObserver(() => { if (!window.shown) window.shown = performance.now(); })
    .observe(document.querySelector(where), { subtree: true, childList: true, characterData: true });
}"""


def main() -> None:
    """Time the first look, and clicks in a small and in a large space."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        store = Path(folder)
        Store(store).save_space(SPACE, large())
        with dashboard(store) as url, bare() as plain:
            rows.append(["the address opened → map drawn", first_look(browser, url), ""])
            floor = clicked(browser, plain, "#list", lambda page, _: page.get_by_role("button").bounding_box())
            for space, count in (("words", len(builtin("words"))), (SPACE, MANY)):
                taken = clicked(browser, f"{url}?space={space}&projection=pca", "#neighbour-list", place)
                label = f"click on a point → its neighbours on the screen, {count:,} items"
                rows.append([label, taken, f"{taken / floor:.1f}"])
        rows.append(["the same list on a bare Dash page, 2,882 items", floor, "1.0"])
    table(
        ["in Chromium", "median", "over the bare page's"],
        [[name, f"{taken:,.0f} ms", over] for name, taken, over in rows],
    )


def large() -> Space:
    """Return a hundred thousand random vectors."""
    vectors = np.random.default_rng(0).standard_normal((MANY, DIMENSIONS), dtype=np.float32)
    return Space(vectors, pd.DataFrame({"name": [f"item {row}" for row in range(MANY)]}), text="name")


@contextmanager
def dashboard(store: Path) -> Iterator[str]:
    """Run our page on a store."""
    command = [sys.executable, "-m", "dashboard", "--no-browser", "--port", "0", "--store", str(store)]
    settings = {**os.environ, "PYTHONUNBUFFERED": "1", "VECTORSCAPE_LANES": "quick=1"}
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=settings)
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server did not start"
        yield found[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


@contextmanager
def bare() -> Iterator[str]:
    """Run a page of one button and one list, whose callback asks the same question."""
    from dash import Dash, Input, Output, html
    from waitress import create_server

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    words = builtin("words")
    app = Dash(__name__)
    app.layout = html.Div([html.Button("ask", id="ask"), html.Table(id="list")])

    @app.callback(Output("list", "children"), Input("ask", "n_clicks"), prevent_initial_call=True)
    def on_click(clicks: int) -> list[Any]:
        found = neighbours(words, clicks, k=10)
        names = [words.names[index] for index in found["index"]]
        return [
            html.Tr([html.Td(name), html.Td(f"{far:.3f}")]) for name, far in zip(names, found["distance"], strict=True)
        ]

    server = create_server(app.server, host="127.0.0.1", port=0, threads=16)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()


def first_look(browser: Browser, url: str) -> float:
    """Return the milliseconds from the address to the map of the words, nothing cached; the median of five."""
    taken = []
    for _ in range(5):
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{url}?space=words&projection=pca", wait_until="commit")
        page.wait_for_function(READY)
        taken.append(page.evaluate("performance.now()"))
        page.close()
    return statistics.median(taken)


def place(page: Page, number: int) -> dict[str, float]:
    """Return where an item lies on the screen."""
    at = "number => { const map = document.getElementById('map'); return map.screenPosition((137 * number) % map.pointCount); }"
    x, y = page.evaluate(at, number)
    return {"x": x, "y": y, "width": 0, "height": 0}


def clicked(browser: Browser, url: str, watched: str, where: Any) -> float:
    """Return the median milliseconds from a click to the first change of what it fills."""
    page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
    page.goto(url)
    page.wait_for_selector(watched, state="attached")
    page.wait_for_timeout(5_000)
    page.evaluate(WATCH, watched)
    taken = []
    for number in range(1, CLICKS + 1):
        box = where(page, number)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(1_200)
        if shown := page.evaluate("window.shown && window.shown - window.clicked"):
            taken.append(shown)
    page.close()
    return statistics.median(taken)
