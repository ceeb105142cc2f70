"""Where torch computes here: the graphics card where there is one, else the processor."""

from __future__ import annotations


def best_device() -> str:
    """Return “cuda”, “mps” or “cpu”."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
