"""How long work tells how far it is: any function of (done, total, message), `print` included."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int, str], object]


def silent(done: int, total: int, message: str) -> None:
    """Ignore progress."""
