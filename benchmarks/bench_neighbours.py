"""A click's server part: the exact neighbours among 100,000 × 384, beside one BLAS matrix-vector product."""

import numpy as np
import pandas as pd

from benchmarks.timing import median_seconds, milliseconds, table
from embeddings import Space, neighbours
from embeddings.metrics import METRICS

COUNT, DIMENSIONS = 100_000, 384


def main() -> None:
    """Time every metric against the product that any exact search needs."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((COUNT, DIMENSIONS), dtype=np.float32)
    space = Space(vectors, pd.DataFrame({"number": np.arange(COUNT)}))
    product = median_seconds(lambda: vectors @ vectors[17], repeats=15)
    rows = [["one BLAS product", milliseconds(product), "1.0"]]
    for metric in METRICS.all():
        taken = median_seconds(lambda metric=metric: neighbours(space, 17, k=10, metric=metric), repeats=15)
        rows.append([f"neighbours, {metric}", milliseconds(taken), f"{taken / product:.1f}"])
    table(["exact, 100,000 × 384", "median", "ratio"], rows)
