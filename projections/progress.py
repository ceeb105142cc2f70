"""How long work tells how far it is; a twin of `embeddings.progress`."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int, str], object]


def silent(done: int, total: int, message: str) -> None:
    """Ignore progress."""
