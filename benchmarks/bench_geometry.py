"""One question to a space of 10,000, 100,000 and 1,000,000 × 384: its neighbours, an analogy, a vector looked up.

Beside each stands what people would use instead, in the same run and with the same two threads: scikit-learn's brute
force, gensim's `most_similar`, faiss' flat index, usearch's exact search. Ours and theirs take turns. Vectors are read
from a file, memory-mapped.
"""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.timing import median_seconds, medians_in_turn, milliseconds, table
from embeddings import Space, analogy, nearest_to, neighbours

COUNTS, DIMENSIONS, K = (10_000, 100_000, 1_000_000), 384, 10
REPEATS = {10_000: 61, 100_000: 21, 1_000_000: 7}
BLOCK = 100_000


def main() -> None:
    """Time every question at every size, one size at a time, so that one set of vectors is in memory."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            vectors = mapped(Path(folder) / f"{count}.npy", count)
            rows += questions(vectors, REPEATS[count])
    table(
        ["exact, 384 dimensions", "items", "median", "ours in turn with it", "over ours", "memory, of the vectors'"],
        rows,
    )


def mapped(path: Path, count: int) -> np.ndarray:
    """Write random vectors a block at a time, and return them as the file maps them."""
    rng = np.random.default_rng(0)
    written = np.lib.format.open_memmap(path, "w+", np.float32, (count, DIMENSIONS))
    for start in range(0, count, BLOCK):
        rows = min(BLOCK, count - start)
        written[start : start + rows] = rng.standard_normal((rows, DIMENSIONS), dtype=np.float32)
    written.flush()
    return np.load(path, mmap_mode="r")


def questions(vectors: np.ndarray, repeats: int) -> list[list[str]]:
    """Return a row for each of ours and of the others."""
    space = Space(vectors, pd.DataFrame({"number": np.arange(len(vectors))}))
    query = np.asarray(vectors[17])
    ours: dict[str, Callable[[], object]] = {
        "neighbours": lambda: neighbours(space, 17, k=K),
        "a vector looked up": lambda: nearest_to(space, query, K),
        "analogy": lambda: analogy(space, plus=[1, 2], minus=[3], k=K),
        "analogy, 3CosMul": lambda: analogy(space, plus=[1, 2], minus=[3], k=K, method="3cosmul"),
    }
    rows = []
    for name, work in ours.items():
        seconds = median_seconds(work, repeats)
        rows.append([name, f"{len(vectors):,}", milliseconds(seconds), "", "", share_of_memory(work, vectors)])
    for name, (beside, build) in PEERS.items():
        own, taken = medians_in_turn(ours[beside], build(vectors), repeats)
        times = [milliseconds(taken), milliseconds(own), f"{taken / own:.2f}"]
        rows.append([f"{name} ({beside})", f"{len(vectors):,}", *times, ""])
    return rows


def share_of_memory(work: Callable[[], object], vectors: np.ndarray) -> str:
    """Return what one question allocates at its peak, of the size of the vectors."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{peak / vectors.nbytes:.1%}"


def scikit_learn(vectors: np.ndarray) -> Callable[[], object]:
    """Return a question to scikit-learn's brute force."""
    from sklearn.neighbors import NearestNeighbors

    fitted = NearestNeighbors(n_neighbors=K + 1, metric="cosine", algorithm="brute").fit(vectors)
    return lambda: fitted.kneighbors(vectors[17:18])


def gensim_of(vectors: np.ndarray, plus: list[str], minus: list[str]) -> Callable[[], object]:
    """Return a question to gensim, its lengths known beforehand as ours are."""
    from gensim.models import KeyedVectors

    known = KeyedVectors(DIMENSIONS)
    known.add_vectors([str(index) for index in range(len(vectors))], np.asarray(vectors))
    known.fill_norms()
    return lambda: known.most_similar(positive=plus, negative=minus, topn=K)


def faiss_flat(vectors: np.ndarray) -> Callable[[], object]:
    """Return a question to faiss' flat index of unit vectors, which it copies."""
    import faiss

    index = faiss.IndexFlatIP(DIMENSIONS)
    for start in range(0, len(vectors), BLOCK):
        some = np.asarray(vectors[start : start + BLOCK])
        index.add(some / np.linalg.norm(some, axis=1, keepdims=True))
    query = np.asarray(vectors[17:18]) / np.linalg.norm(vectors[17])
    return lambda: index.search(query, K + 1)


def usearch_exact(vectors: np.ndarray) -> Callable[[], object]:
    """Return a question to usearch's exact search."""
    from usearch.index import MetricKind, search

    rows = np.ascontiguousarray(vectors)
    return lambda: search(rows, rows[17], K + 1, MetricKind.Cos, exact=True)


PEERS: dict[str, tuple[str, Callable[[np.ndarray], Callable[[], object]]]] = {
    "scikit-learn, brute force": ("neighbours", scikit_learn),
    "gensim, most_similar": ("neighbours", lambda vectors: gensim_of(vectors, ["17"], [])),
    "gensim, most_similar of an analogy": ("analogy", lambda vectors: gensim_of(vectors, ["1", "2"], ["3"])),
    "faiss, flat": ("a vector looked up", faiss_flat),
    "usearch, exact": ("a vector looked up", usearch_exact),
}
