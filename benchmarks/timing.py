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


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print a Markdown table."""
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{1000 * seconds:,.2f} ms"
