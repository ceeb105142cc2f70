"""The ten nearest of every one of 100,000 × 384: exact, beside faiss' flat index and pynndescent, with their recall."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.timing import table
from embeddings import Space, all_neighbours

COUNT, DIMENSIONS, K = 100_000, 384, 10
CENTRES, SPREAD = 200, 0.7  # crowds, as encoded texts have them; pure noise has no neighbours to find


def main() -> None:
    """Time each once: they take a minute or more."""
    vectors = crowds()
    space = Space(vectors, pd.DataFrame({"number": np.arange(COUNT)}))
    ours, seconds = timed(lambda: all_neighbours(space, K).indices)
    rows = [["ours, exact", f"{seconds:.1f} s", "1.00", "100.0 %"]]
    for name, work in (("faiss, flat", faiss_flat), ("pynndescent", pynndescent)):
        found, taken = timed(lambda work=work: work(vectors))
        rows.append([name, f"{taken:.1f} s", f"{taken / seconds:.2f}", f"{recall(found, ours):.1%}".replace("%", " %")])
    table(["every item's 10 nearest, 100,000 × 384", "time", "over ours", "recall"], rows)


def crowds() -> np.ndarray:
    """Return vectors of length 1 around some centres."""
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((CENTRES, DIMENSIONS), dtype=np.float32)
    noise = rng.standard_normal((COUNT, DIMENSIONS), dtype=np.float32)
    vectors = centres[rng.integers(0, CENTRES, COUNT)] + np.float32(SPREAD) * noise
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def timed(work: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    """Return what a piece of work makes, and how many seconds it takes."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def faiss_flat(vectors: np.ndarray) -> np.ndarray:
    """Return the neighbours by faiss' exact index, each item itself left out."""
    import faiss

    index = faiss.IndexFlatIP(DIMENSIONS)
    index.add(vectors)
    return np.asarray(index.search(vectors, K + 1)[1][:, 1:])


def pynndescent(vectors: np.ndarray) -> np.ndarray:
    """Return the neighbours by pynndescent as it is usually called; its compiling counts, as it does for a user."""
    from pynndescent import NNDescent

    return np.asarray(NNDescent(vectors, metric="cosine", n_neighbors=K + 1, random_state=0).neighbor_graph[0][:, 1:])


def recall(found: np.ndarray, exact: np.ndarray) -> float:
    """Return the mean share of the exact neighbours that were found."""
    return float((found[:, :, None] == exact[:, None, :]).any(axis=1).mean())
