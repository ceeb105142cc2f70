"""Medians of repeated calls, and the one table that every benchmark prints."""

import statistics
import time
from collections.abc import Callable


def median_seconds(work: Callable[[], object], repeats: int = 7) -> float:
    """Return the median time of `repeats` calls, after one that is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def medians_in_turn(one: Callable[[], object], other: Callable[[], object], repeats: int = 9) -> tuple[float, float]:
    """Return the median times of two pieces of work that take turns, three calls each, so that both see the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(-(-repeats // 3)):
        for work, times in zip((one, other), taken, strict=True):
            work()
            for _ in range(3):
                start = time.perf_counter()
                work()
                times.append(time.perf_counter() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print a Markdown table."""
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{1000 * seconds:,.2f} ms"
