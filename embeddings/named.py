"""Names that carry parameters after colons, as in `timm:resnet50`: the class lists those parameters as `named`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter

from embeddings.errors import UserError
from embeddings.registry import Registry

T = TypeVar("T")


class NamedRegistry(Registry[T]):
    """A registry in which what follows a colon belongs to the class."""

    def get(self, name: str) -> type[T]:
        """Return the class called `name`, of which a part after a colon is no part where the class takes one."""
        head, colon, _ = name.partition(":")
        known = self.all()
        return known[head] if colon and head in known and named(known[head]) else super().get(name)

    def make(self, name: str, parameters: Mapping[str, Any] | None = None) -> T:
        """Make the one called `name` with the parameters that it carries, and these.

        Raises
        ------
        UserError
            If a parameter is unknown or outside its range, or the name lacks what it has to carry.
        """
        cls = self.get(name)
        given = {**in_name(name, named(cls)), **(parameters or {})}
        if lacking := next((one for one in required(cls) if one not in given), None):
            detail = f"“{name}” alone does not say which {lacking}"
            raise UserError(f"Which {lacking}?", detail, f"Write {name}:{lacking.upper()}.")
        return super().make(name, given)


def named(cls: type) -> tuple[str, ...]:
    """Return the parameters that a name may carry after colons, in their order."""
    return tuple(getattr(cls, "named", ()))


def required(cls: type) -> list[str]:
    """Return those of them that have no usual value."""
    if not named(cls):
        return []
    lacking = set(TypeAdapter(cls).json_schema().get("required", []))
    return [one for one in named(cls) if one in lacking]


def in_name(name: str, parameters: Sequence[str]) -> dict[str, str]:
    """Return the parameters that a name carries; the last may have colons of its own.

    Examples
    --------
    >>> in_name("open-clip:ViT-B-32:laion2b", ("model", "weights"))
    {'model': 'ViT-B-32', 'weights': 'laion2b'}
    """
    _, colon, rest = name.partition(":")
    return dict(zip(parameters, rest.split(":", len(parameters) - 1), strict=False)) if colon and parameters else {}
