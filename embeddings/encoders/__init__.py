"""The encoders: one module each, registered under the name that code, links and the command line use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol

import numpy as np

from embeddings.progress import Progress
from embeddings.registry import Registry


class Encoder(Protocol):
    """Turns texts into vectors: a frozen dataclass whose fields are its parameters.

    `label`, `order` and the first line of the docstring are what the page shows; `version` changes when the same
    parameters would make other vectors; `libraries` are the packages whose versions matter to it; `heavy` says that
    it deserves a worker of its own, warmed up before anyone asks; `together` says that it learns from all texts at
    once, so that one text among others has another vector than alone.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]
    label: ClassVar[str]
    order: ClassVar[int]
    version: ClassVar[int]
    libraries: ClassVar[tuple[str, ...]]
    heavy: ClassVar[bool]
    together: ClassVar[bool]

    @classmethod
    def missing(cls) -> str | None:
        """Say what must be installed before it can be used, or None when it can."""

    @classmethod
    def warm_up(cls) -> None:
        """Load what the first texts would otherwise wait for."""

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return (n, d) float32 vectors, what made them, and sentences for the person about what was met."""


ENCODERS: Registry[Encoder] = Registry("encoder", "embeddings.encoders")
