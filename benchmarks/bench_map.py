"""Our map beside plotly.js, the file that the Python package ships: the same points in the same headless Chromium.

Both canvases have 1000 × 700 pixels, one per CSS pixel, and 12 colours; WebGL runs in software. plotly has its quickest
sensible settings: no axes, margins, legend or hover labels, markers of size 3. A scattergl map is measured in both ways
of colouring, one trace with a colour per point and a trace per category, and the ratio is to the better of them. Every time ends when the page has laid out its frame and the GPU has drawn it (a pixel is read back).

While things move our map draws only as many of its points as keep the movement smooth, and all of them 140 ms after
it: so there is a row for the moving frame and one for a frame of every point.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks.browser import chromium
from benchmarks.map_page import HEIGHT, WIDTH, Figures, Session, pages
from benchmarks.timing import table

OURS = "ours.html"
WAYS = {"together": "one trace", "parted": "trace per category"}


@dataclass(frozen=True)
class Comparison:
    """The same points on two maps, and how often each thing is done to the slower one."""

    peer: str
    dimensions: int
    count: int
    ways: tuple[str, ...] = ("together", "parted")
    repeats: int = 3
    moves: int = 15
    hovers: int = 12
    recolours: int = 4


COMPARISONS = (
    Comparison("scattergl", 2, 100_000),
    Comparison("scattergl", 2, 1_000_000, moves=8, recolours=2),
    Comparison("scatter3d", 3, 100_000, ways=("together",), repeats=1, moves=3, hovers=5, recolours=1),
)


def main() -> None:
    """Print one table for each comparison."""
    with chromium() as browser, pages() as address:
        warm(browser)
        for comparison in COMPARISONS:
            ours, theirs = measure(browser, address, comparison)
            report(comparison, ours, theirs)


def warm(browser: Browser) -> None:
    """Let the browser start its GPU process, so that no map pays for it."""
    page = browser.new_page()
    page.evaluate("for (const kind of ['webgl', 'webgl2']) document.createElement('canvas').getContext(kind).finish()")
    page.close()


def measure(browser: Browser, address: str, comparison: Comparison) -> tuple[Figures, list[Figures]]:
    """Measure our map and each way of the peer's in turn, each time on a fresh page."""
    ours, theirs = Figures(), [Figures() for _ in comparison.ways]
    generous = Comparison("ours", comparison.dimensions, comparison.count)
    for turn in range(comparison.repeats):
        last = turn == comparison.repeats - 1
        visit(browser, f"{address}/{OURS}", generous, ours, last)
        for way, figures in zip(comparison.ways, theirs, strict=True):
            visit(browser, f"{address}/plotly.html?way={way}", comparison, figures, last)
    return ours, theirs


def visit(browser: Browser, address: str, plan: Comparison, figures: Figures, thorough: bool) -> None:
    """Open a page and draw the map; if it is to be `thorough`, use it as well."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1)
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.goto(address)
    page.wait_for_function("window.side")
    page.evaluate("([count, dimensions]) => side.prepare(count, dimensions)", [plan.count, plan.dimensions])
    session = Session(page, context.new_cdp_session(page), plan.count, figures)
    session.paint()
    if thorough:
        session.drag(plan.moves)
        session.hover(plan.hovers)
        session.recolour(plan.recolours)
        session.again(5)
    context.close()


def report(comparison: Comparison, ours: Figures, theirs: list[Figures]) -> None:
    """Print the table of one comparison."""
    frame = "pan" if comparison.dimensions == 2 else "orbit"
    share = ours.median("shares")
    lines = [
        ("first paint", "first", "first", milliseconds),
        ("every point painted", "whole", "whole", milliseconds),
        (f"{frame} frame as one drags (ours: {share:.0%} of the points)", "moving", "moving", milliseconds),
        (f"{frame} frame of every point", "full", "moving", milliseconds),
        ("drag let go → every point drawn", "release", "release", milliseconds),
        ("hover: pointer moved → point known", "hover", "hover", milliseconds),
        ("recolour by another column", "recolour", "recolour", milliseconds),
        ("JS heap of the page, data and typed arrays included", "page", "page", megabytes),
        ("JS heap that the map adds to its data", "heap", "heap", megabytes),
        ("GPU buffers", "gpu", "gpu", megabytes),
    ]
    rows = [
        row(name, ours.median(own), [one.median(other) for one in theirs], unit) for name, own, other, unit in lines
    ]
    peers = [f"{comparison.peer}, {WAYS[way]}" for way in comparison.ways]
    print()
    table([f"{comparison.count:,} points in {comparison.dimensions}D", "ours", *peers, "ratio to the best"], rows)


def milliseconds(value: float) -> str:
    """Return a time as a person reads it."""
    if math.isnan(value):
        return "none"
    return f"{value:,.2f} ms" if value < 10 else f"{value:,.0f} ms"


def megabytes(value: float) -> str:
    """Return an amount of memory as a person reads it."""
    return f"{value / 1e6:,.1f} MB"


def row(name: str, ours: float, theirs: list[float], unit: Callable[[float], str]) -> list[str]:
    """Return a row of the table; the ratio says how many times ours the best of the others is."""
    best = min((value for value in theirs if not math.isnan(value)), default=math.nan)
    ratio = "–" if math.isnan(best / (ours or math.nan)) else f"{best / ours:,.1f}×"
    return [name, *(unit(value) for value in (ours, *theirs)), ratio]


if __name__ == "__main__":
    main()
