"""Compile before anyone asks: UMAP's and openTSNE's just-in-time code, on a tiny map of random vectors."""

from __future__ import annotations

import numpy as np

from projections.project import project


def warm_up() -> None:
    """Make one tiny UMAP map, which compiles and loads what every later one uses."""
    vectors = np.random.default_rng(0).standard_normal((64, 8), dtype=np.float32)
    project(vectors, "umap", 2)
