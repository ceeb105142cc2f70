"""What tools compute in a worker: each module here registers one computation; the folder is the registry.

A computation is a frozen dataclass whose fields are its parameters; its result is kept under a key of the space's
content, its version and its parameters, so that nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np

from embeddings import Space, UserError
from embeddings.progress import Progress
from embeddings.registry import Registry


def no_upload(upload_id: str) -> tuple[Path, str]:
    """Refuse an upload where there is no store."""
    raise UserError("The file is gone", f"There is no upload “{upload_id}” here", "Choose the file again.")


def no_pictures(progress: Progress) -> np.ndarray:
    """Refuse pictures where there is no store."""
    raise UserError("No pictures", "There is no store here that has the pictures of the items", "Ask with a store.")


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
    open_upload
        Finds an uploaded file by its id: where it lies, and what the person calls it.
    pictures
        Reads the picture of every item as its VAE takes it, ``(n, pixels)`` uint8.
    """

    space: Space
    coordinates: np.ndarray | None
    open_space: Callable[[str], Space]
    open_upload: Callable[[str], tuple[Path, str]] = no_upload
    pictures: Callable[[Progress], np.ndarray] = no_pictures


@dataclass(frozen=True, eq=False)
class Computed:
    """Named arrays, and what else is known as plain data."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)


class Computation(Protocol):
    """What a worker computes for a tool. `title` says what it does, `version` goes up when its answer changes."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    title: ClassVar[str]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Do the work."""


COMPUTATIONS: Registry[Computation] = Registry("computation", __name__)
