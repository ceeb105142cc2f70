"""One page with a map, driven as a person does: opened, dragged, pointed at, recoloured; the page keeps the time."""

import functools
import http.server
import importlib.resources
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from benchmarks.peers import packages

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 1000, 700
QUIET = 800
PATIENCE = 10  # seconds for each gesture on a slow map, once it has been timed three times


@dataclass
class Figures:
    """What was measured of one map: times in milliseconds, memory in bytes."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    moving: list[float] = field(default_factory=list)
    zoom: list[float] = field(default_factory=list)
    flight: list[float] = field(default_factory=list)
    lasso: list[float] = field(default_factory=list)
    lassoed: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)
    release: list[float] = field(default_factory=list)
    hover: list[float] = field(default_factory=list)
    recolour: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)
    gpu: list[float] = field(default_factory=list)

    def median(self, name: str) -> float:
        """Return the median of what was measured under `name`; not a number where nothing was."""
        return statistics.median(getattr(self, name) or [float("nan")])


class Handler(http.server.SimpleHTTPRequestHandler):
    """The project's files, the plotly.js that the Python package ships, and packages of npm, with the clock at its finest."""

    def translate_path(self, path: str) -> str:
        """Find plotly.js where Python's package keeps it, and other tools where they were installed."""
        if path.startswith("/npm/"):
            return str(packages() / path.removeprefix("/npm/"))
        if path.split("?", maxsplit=1)[0] == "/plotly.min.js":
            return str(importlib.resources.files("plotly") / "package_data" / "plotly.min.js")
        return super().translate_path(path)

    def end_headers(self) -> None:
        """Isolate the page: only so does a browser tell microseconds."""
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        super().end_headers()

    def log_message(self, format: str, *values: object) -> None:
        """Say nothing."""


def within_patience(times: int) -> Iterator[int]:
    """Count to `times`, but no longer than a slow map is waited for."""
    begun = time.perf_counter()
    for turn in range(times):
        if turn >= 3 and time.perf_counter() - begun > PATIENCE:
            return
        yield turn


def timed(*waits: float | None) -> list[float]:
    """Return the waits that ended: a frame that did not come within a minute has no time."""
    return [wait for wait in waits if wait is not None]


@contextmanager
def pages() -> Iterator[str]:
    """Serve the pages on a free port of this machine."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(ROOT))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/benchmarks/map"
        server.shutdown()


@dataclass
class Session:
    """A page that is being measured."""

    page: Page
    tools: CDPSession
    count: int
    figures: Figures

    def paint(self) -> None:
        """Draw the map for the first time."""
        before = self.heap()
        first, whole = self.page.evaluate(
            "n => probe.until(() => side.draw(), [Math.min(n / 40, 50_000), n])", self.count
        )
        self.figures.first += timed(first)
        self.figures.whole += timed(whole)
        self.page.wait_for_timeout(QUIET)
        after = self.heap()
        self.figures.page.append(after)
        self.figures.heap.append(after - before)
        self.figures.gpu.append(self.page.evaluate("probe.gpu()"))

    def heap(self) -> float:
        """Return the bytes that scripts hold, typed arrays included, once the garbage is gone."""
        for _ in range(2):
            self.tools.send("HeapProfiler.collectGarbage")
        usage = self.tools.send("Runtime.getHeapUsage")
        return usage["usedSize"] + usage["backingStorageSize"]

    def drag(self, moves: int) -> None:
        """Drag with the pointer and time each frame, then let go."""
        mouse = self.page.mouse
        x, y = WIDTH / 2, HEIGHT / 2
        mouse.move(x, y)
        self.page.wait_for_timeout(300)
        mouse.down()
        mouse.move(x + 20, y + 10)
        for step in within_patience(moves):
            self.page.evaluate("n => probe.follow(n)", self.count / 100)
            mouse.move(x + 20 + 7 * (step + 1), y + 10 + 3 * (step % 5))
            seen = self.page.evaluate("probe.frame()")
            if seen:
                self.figures.moving.append(seen["ms"])
                self.figures.shares.append(min(1.0, seen["vertices"] / self.count))
        mouse.up()
        self.figures.release.append(self.page.evaluate("quiet => probe.settled(quiet)", QUIET))

    def wheel(self, moves: int) -> None:
        """Zoom in and out by the wheel over the middle, and time each frame."""
        self.page.mouse.move(WIDTH / 2, HEIGHT / 2)
        for step in within_patience(moves):
            self.page.evaluate("n => probe.follow(n)", self.count / 100)
            self.page.mouse.wheel(0, -60 if step % 4 < 2 else 60)
            seen = self.page.evaluate("probe.frame(20_000)")
            if not seen:
                return
            self.figures.zoom.append(seen["ms"])
            self.page.wait_for_timeout(60)
        self.page.evaluate("quiet => probe.settled(quiet)", QUIET)

    def fly(self) -> None:
        """Let every point fly to another place, where the map can."""
        if self.page.evaluate("Boolean(side.morph)"):
            frames = self.page.evaluate(
                "([n, quiet]) => probe.flight(() => side.morph(), n, quiet)", [self.count / 100, QUIET]
            )
            self.figures.flight += frames[1:] or frames

    def loop(self) -> None:
        """Draw a lasso around about half of the points, and time from letting go until the points in it are known."""
        if not self.page.evaluate("side.lassoes"):
            return
        self.page.evaluate("side.arm?.()")
        mouse, keyboard = self.page.mouse, self.page.keyboard
        keyboard.down("Shift")
        right = WIDTH * 0.55
        corners = [(70, 20), (right, 20), (right, HEIGHT - 20), (70, HEIGHT - 20), (70, 50)]
        mouse.move(*corners[0])
        mouse.down()
        for corner in corners[1:]:
            mouse.move(*corner, steps=6)
            self.page.wait_for_timeout(60)
        mouse.up()
        keyboard.up("Shift")
        seen = self.page.evaluate("patience => probe.lasso(patience)", 60_000)
        if seen:
            self.figures.lasso.append(seen["ms"])
            self.figures.lassoed.append(seen["count"] / self.count)

    def hover(self, moves: int) -> None:
        """Move the pointer onto points and time each hit."""
        rng = random.Random(3)
        patience = min(5000, 400 + 3 * self.figures.median("moving"))
        for _ in within_patience(moves):
            self.page.evaluate("probe.forget()")
            self.page.mouse.move(*self.place(rng))
            hit = self.page.evaluate("patience => probe.hover(patience)", patience)
            if hit is not None:
                self.figures.hover.append(hit)
            self.page.wait_for_timeout(100)

    def place(self, rng: random.Random) -> tuple[float, float]:
        """Return where some point is, away from the edges and the tools."""
        while True:
            x, y = self.page.evaluate("index => side.where(index)", rng.randrange(self.count))
            if 60 < x < WIDTH - 60 and 60 < y < HEIGHT - 60:
                return x, y

    def recolour(self, times: int) -> None:
        """Colour by the other column, and back."""
        for turn in within_patience(times):
            self.figures.recolour += timed(
                *self.page.evaluate(
                    "([place, n]) => probe.until(() => side.recolour(place), [n])", [(turn + 1) % 2, self.count]
                )
            )
            self.page.wait_for_timeout(QUIET)

    def again(self, times: int) -> None:
        """Draw every point at rest, where the page can be asked to."""
        for _ in range(times if self.page.evaluate("Boolean(side.again)") else 0):
            self.figures.full += timed(*self.page.evaluate("n => probe.until(() => side.again(), [n])", self.count))
