"""Compile before anyone asks: UMAP's and openTSNE's just-in-time code, on a tiny map of random vectors."""

from __future__ import annotations

import numpy as np

from projections.place import place
from projections.project import project


def warm_up() -> None:
    """Make one tiny UMAP map and place a vector on it, which compiles and loads what every later one uses."""
    vectors = np.random.default_rng(0).standard_normal((65, 8), dtype=np.float32)
    place(project(vectors[1:], "umap", 2), vectors[1:], vectors[0])
