"""A real server for the browser tests: `python -m dashboard` as a person starts it, on a free port."""

import functools
import http.server
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.waiting import PATIENCE, settled

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """One running dashboard."""

    process: subprocess.Popen[str]
    url: str

    def stop(self) -> None:
        """End it as Ctrl+C does, once."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()


def start(store: Path, lanes: str, *arguments: str) -> Server:
    """Start the dashboard and wait for the line that says where it is."""
    command = [sys.executable, "-m", "dashboard", *arguments, "--no-browser", "--port", "0", "--store", str(store)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "VECTORSCAPE_LANES": lanes},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+", line)
    assert found, f"the server said {line!r}"
    return Server(process, found[0])


@pytest.fixture
def serve(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Server]]:
    """Start dashboards on a store of the test's own; all of them are stopped at the end.

    Only tests marked `encoders` have every warm worker; one is enough for the others, and leaves the processor to them.
    """
    lanes = "encode=1,project=1,quick=1" if request.node.get_closest_marker("encoders") else "quick=1"
    running: list[Server] = []

    def run(*arguments: str) -> Server:
        running.append(start(tmp_path / "store", lanes, *arguments))
        return running[-1]

    yield run
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a dashboard with the built-in spaces, for all tests that need no store of their own."""
    running = start(tmp_path_factory.mktemp("site") / "store", "quick=1")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a dashboard for all tests that add data of their own and write nothing into a built-in space."""
    running = start(tmp_path_factory.mktemp("workshop") / "store", "quick=1")
    yield running
    running.stop()


@pytest.fixture
def page(chromium, serve):
    """A page at 1280 × 800, without flights, that fails the test when a script throws.

    It is closed before its server stops (`serve`).
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tests/browser/map_page.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_map(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the page with an empty map; a script that throws fails the test."""
    contexts, problems = [], []

    def start(theme: str = "light", **settings: Any) -> Page:
        context = chromium.new_context(
            **{"viewport": {"width": 1064, "height": 700}, "reduced_motion": "reduce"} | settings
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        page.wait_for_function("window.loaded")
        page.evaluate("theme => makeMap(theme)", theme)
        return page

    yield start
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def words(page: Page, site: Any) -> Page:
    """The words under PCA, which needs no worker."""
    page.goto(site.url + "?space=words&projection=pca")
    settled(page)
    return page
