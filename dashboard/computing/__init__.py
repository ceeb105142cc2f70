"""What tools compute in a worker: each module here registers one computation; the folder is the registry.

A computation is a frozen dataclass whose fields are its parameters; its result is kept under a key of the space's
content, its version and its parameters, so that nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import numpy as np

from embeddings import Space
from embeddings.progress import Progress
from embeddings.registry import Registry


@dataclass(frozen=True, eq=False)
class Given:
    """What a computation works on.

    Parameters
    ----------
    space
        The space.
    coordinates
        The map that it was asked to look at, if any, ``(n, 2 or 3)``.
    open_space
        Opens another space by its id.
    """

    space: Space
    coordinates: np.ndarray | None
    open_space: Callable[[str], Space]


@dataclass(frozen=True, eq=False)
class Computed:
    """Named arrays, and what else is known as plain data."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)


class Computation(Protocol):
    """What a worker computes for a tool. `title` says what it does, `version` goes up when its answer changes."""

    title: ClassVar[str]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Do the work."""


COMPUTATIONS: Registry[Computation] = Registry("computation", __name__)
