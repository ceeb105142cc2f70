"""Our map beside others in one headless Chromium: plotly.js as its Python package ships it, regl-scatterplot, deck.gl.

Every canvas has 1000 × 700 pixels, one per CSS pixel, and 12 colours; WebGL runs in software. The others have their
quickest sensible settings: no axes, margins, legend or hover labels, points of 3 pixels, typed arrays where they are
taken. A scattergl map is measured in both ways of colouring, one trace with a colour per point and a trace per
category. Every time ends when the page has laid out its frame and the GPU has drawn it (a pixel is read back), but for
hover and lasso, which end when the page knows the point or the points.

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
PEERS = {
    "scattergl, one trace": "plotly.html?way=together",
    "scattergl, a trace per category": "plotly.html?way=parted",
    "scatter3d": "plotly.html?way=together",
    "regl-scatterplot": "regl.html",
    "deck.gl": "deck.html",
}
FLAT = ("scattergl, one trace", "scattergl, a trace per category", "regl-scatterplot", "deck.gl")


@dataclass(frozen=True)
class Comparison:
    """The same points on several maps, and how often each thing is done to the slower ones."""

    dimensions: int
    count: int
    peers: tuple[str, ...] = FLAT
    repeats: int = 3
    moves: int = 15
    hovers: int = 12
    recolours: int = 4


COMPARISONS = (
    Comparison(2, 10_000),
    Comparison(2, 100_000),
    Comparison(2, 1_000_000, repeats=2, moves=6, hovers=6, recolours=2),
    Comparison(2, 5_000_000, peers=(), repeats=1, moves=6, hovers=6, recolours=2),
    Comparison(3, 10_000, peers=("scatter3d", "deck.gl"), moves=6, hovers=6),
    Comparison(3, 100_000, peers=("scatter3d", "deck.gl"), repeats=1, moves=3, hovers=5, recolours=1),
    Comparison(3, 1_000_000, peers=("deck.gl",), repeats=1, moves=4, hovers=5, recolours=1),
    Comparison(3, 5_000_000, peers=(), repeats=1, moves=6, hovers=6, recolours=2),
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
    """Measure our map and each of the others in turn, each time on a fresh page."""
    ours, theirs = Figures(), [Figures() for _ in comparison.peers]
    generous = Comparison(comparison.dimensions, comparison.count)
    for turn in range(comparison.repeats):
        last = turn == comparison.repeats - 1
        visit(browser, f"{address}/{OURS}", generous, ours, last)
        for peer, figures in zip(comparison.peers, theirs, strict=True):
            visit(browser, f"{address}/{PEERS[peer]}", comparison, figures, last)
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
        session.wheel(plan.moves)
        session.hover(plan.hovers)
        session.recolour(plan.recolours)
        session.again(5)
        session.loop()
        session.fly()
    context.close()


def report(comparison: Comparison, ours: Figures, theirs: list[Figures]) -> None:
    """Print the table of one comparison."""
    frame = "pan" if comparison.dimensions == 2 else "orbit"
    share = ours.median("shares")
    lines = [
        ("first paint", "first", "first", milliseconds),
        ("every point painted", "whole", "whole", milliseconds),
        (f"{frame} frame as one drags (ours: {share:.0%} of the points)", "moving", "moving", milliseconds),
        ("zoom frame as one turns the wheel", "zoom", "zoom", milliseconds),
        ("frame of every point", "full", "moving", milliseconds),
        ("drag let go → every point drawn", "release", "release", milliseconds),
        ("hover: pointer moved → point known", "hover", "hover", milliseconds),
        ("recolour by another column", "recolour", "recolour", milliseconds),
        (f"lasso of {ours.median('lassoed'):.0%} let go → points known", "lasso", "lasso", milliseconds),
        ("frame as the points fly", "flight", "flight", milliseconds),
        ("JS heap of the page, data and typed arrays included", "page", "page", megabytes),
        ("JS heap that the map adds to its data", "heap", "heap", megabytes),
        ("GPU buffers", "gpu", "gpu", megabytes),
    ]
    rows = [
        row(name, ours.median(own), [one.median(other) for one in theirs], unit) for name, own, other, unit in lines
    ]
    head = [f"{comparison.count:,} points in {comparison.dimensions}D", "ours", *comparison.peers]
    print()
    table([*head, "ratio to the best"], rows)


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
