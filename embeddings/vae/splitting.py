"""Which pictures are learnt from, and which are held out: never the same one, nor one equal to it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np


class Split(NamedTuple):
    """Row numbers, each in one of the two; both in order."""

    learnt: np.ndarray
    held: np.ndarray


def split(rows: np.ndarray, share: float, seed: int) -> Split:
    """Hold out a share of the pictures, by chance.

    Parameters
    ----------
    rows
        ``(n, pixels)`` uint8. Equal pictures are held out together, as learning one of them would tell of the others.
    share
        The part that is held out, above 0 and up to a half; at least one picture on each side.
    seed
        The same seed holds out the same pictures.
    """
    group = groups_of(rows)
    order = np.random.default_rng(seed).permutation(group.max() + 1)
    sizes = np.bincount(group)[order]
    wanted = max(1, round(share * len(rows)))
    taken = order[: max(1, int(np.searchsorted(np.cumsum(sizes), wanted, side="right")))]
    held = np.isin(group, taken)
    return Split(np.flatnonzero(~held), np.flatnonzero(held))


def groups_of(rows: np.ndarray) -> np.ndarray:
    """Return a number for each picture, (n,) from 0 up without gaps: equal pictures have the same."""
    seen: dict[bytes, int] = {}
    marks = (hashlib.blake2b(row.tobytes(), digest_size=16).digest() for row in rows)
    return np.array([seen.setdefault(mark, len(seen)) for mark in marks], np.int64)
