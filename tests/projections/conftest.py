"""Small sets of vectors that every projection must bear."""

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def clusters(rng: np.random.Generator) -> np.ndarray:
    """Four clear clusters of 15 items in 8 dimensions."""
    centres = 10 * rng.standard_normal((4, 8))
    return (np.repeat(centres, 15, axis=0) + rng.standard_normal((60, 8))).astype(np.float32)
