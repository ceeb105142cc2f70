"""Click to answer: what the server computes for each tool, in a space of 100,000 × 384 made for it.

First is what a person waits for on first asking: an answer at once, or the work in a worker, the map staying alive.
Then is every answer after it: the same tool asked again, with what the worker found kept.
"""

from __future__ import annotations

import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from plotly.utils import PlotlyJSONEncoder

from benchmarks.bench_all_neighbours import COUNT, crowds
from benchmarks.timing import milliseconds, table
from dashboard.panels import analogy, classify, clusters, compare, directions, models, neighbours, outliers, search_tab
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.tools import Asked, Shown
from embeddings import Space

MAP = "0" * 64
REPEATS = 5
PATIENCE = 900  # seconds: what takes longer is said to
WORDS = ("red", "green", "blue", "round", "square", "small", "large", "old", "new", "quiet")
AXIS = {"from": "1,2,3", "to": "4,5,6"}
TOOLS: dict[str, tuple[Callable[[Asked], Shown], dict[str, str]]] = {
    "compare 6 items": (compare.show, {"items": "1,2,3,4,5,6"}),
    "analogy, 3CosAdd": (analogy.show, {"a": "1", "b": "2", "c": "3"}),
    "analogy, 3CosMul": (analogy.show, {"a": "1", "b": "2", "c": "3", "method": "3cosmul"}),
    "directions, an axis of 3 and 3": (directions.show, AXIS),
    "directions, move along it": (directions.show, {**AXIS, "part": "move", "item": "9", "strength": "0.5"}),
    "directions, between two, straight": (directions.show, {"part": "between", "start": "1", "end": "2"}),
    "directions, between two, sphere": (
        directions.show,
        {"part": "between", "start": "1", "end": "2", "way": "spherical"},
    ),
    "search for a word": (search_tab.show, {"q": "quiet"}),
    "clusters, k-means on vectors": (clusters.show, {"method": "centres", "on": "vectors", "k": "12"}),
    "clusters, HDBSCAN on vectors": (clusters.show, {"on": "vectors"}),
    "outliers, ranked": (outliers.show, {"part": "rank", "start": "yes"}),
    "outliers, labels checked": (outliers.show, {"part": "labels", "start": "yes"}),
    "classify, nearest neighbours": (classify.show, {"column": "few", "method": "knn", "start": "yes"}),
    "models, the menu": (models.show, {}),
}


def main() -> None:
    """Ask every tool."""
    with tempfile.TemporaryDirectory() as folder:
        services = Services.start(Settings(store=Path(folder)))
        try:
            space = made(services)
            asked = Asked(space, space.key, "", "cosine", 10, None, {}, services)
            services.store.save_result(MAP, {"coordinates": np.array(space.vectors[:, :2])}, {})
            focus = {"space": space.key, "map": MAP, "item": 17, "metric": "cosine", "k": 10}
            rows = [row("neighbours", lambda: neighbours.answer(focus, services))]
            for name, (show, values) in TOOLS.items():
                question = pressed(show, replace(asked, values=values))
                rows.append(row(name, lambda show=show, question=question: show(question)))
                print(f"<!-- {' · '.join(rows[-1])} -->", flush=True)
        finally:
            services.jobs.stop()
    table([f"{COUNT:,} × 384", "first", "then"], rows)


def pressed(show: Callable[[Asked], Shown], asked: Asked) -> Asked:
    """Return the question with the button pressed that starts long work, where the tab has one that names the work."""
    button = re.search(r"clusters\.run\W+(\w+)", json.dumps(show(asked).body, cls=PlotlyJSONEncoder))
    return replace(asked, values={**asked.values, "run": button[1]}) if button else asked


def made(services: Services) -> Space:
    """Keep a space of crowds with texts and two columns of labels, one of them mostly empty."""
    rng = np.random.default_rng(0)
    words = np.array(WORDS)[rng.integers(0, len(WORDS), (COUNT, 4))]
    texts = [f"{' '.join(four)} {place}" for place, four in enumerate(words)]
    few = np.where(np.arange(COUNT) < 500, words[:, 0], None)
    items = pd.DataFrame({"text": texts, "kind": words[:, 0], "few": pd.Series(few, dtype="object")})
    space = Space(crowds(), items, name="Made", text="text", label="kind")
    services.store.save_space(space.key, space)
    return services.store.space(space.key)


def row(name: str, ask: Callable[[], object]) -> list[str]:
    """Return a tool's times: until its first answer, and the median after that."""
    start = time.perf_counter()
    while getattr(ask(), "again", False):
        if time.perf_counter() - start > PATIENCE:
            return [name, f"more than {PATIENCE} s", ""]
        time.sleep(0.05)
    first, taken = time.perf_counter() - start, []
    for _ in range(REPEATS):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return [name, milliseconds(first), milliseconds(statistics.median(taken))]


if __name__ == "__main__":
    main()
