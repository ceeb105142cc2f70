"""The built-in spaces: one module each. Their vectors lie beside them, or come with a library; neither torch nor network is needed."""

from __future__ import annotations

from typing import ClassVar, Protocol

from embeddings.registry import Registry
from embeddings.space import Space


class BuiltIn(Protocol):
    """A space that comes with the program. `hint` is the one line that says what to try."""

    label: ClassVar[str]
    order: ClassVar[int]
    hint: ClassVar[str]

    def load(self) -> Space:
        """Read the space."""


BUILTINS: Registry[BuiltIn] = Registry("built-in space", "embeddings.builtins")


def builtin(name: str) -> Space:
    """Return a built-in space.

    Parameters
    ----------
    name
        ``"words"``, ``"sentences"``, ``"digits"``, ``"shapes"``, ``"mnist-vae"`` or ``"mnist-vae-16"``.

    Raises
    ------
    UserError
        If there is no such space.

    Examples
    --------
    >>> builtin("words").text
    'word'
    """
    return BUILTINS.make(name).load()
