"""A folder is a registry; the twin of `embeddings.registry`, because the two packages never import each other."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from projections.errors import UserError

T = TypeVar("T")
C = TypeVar("C")


class Registry(Generic[T]):
    """Names and the classes they stand for, found by importing every module of a package.

    Parameters
    ----------
    kind
        What is registered, in the singular and for people: “projection”.
    package
        The package whose modules register themselves, for example ``"projections.methods"``.
    """

    def __init__(self, kind: str, package: str) -> None:
        self.kind, self.package = kind, package
        self._classes: dict[str, type[T]] = {}
        self._found = False

    def register(self, name: str) -> Callable[[type[C]], type[C]]:
        """Register the decorated class under `name`; a name given twice is a programmer's error."""

        def add(cls: type[C]) -> type[C]:
            taken = self._classes.get(name)
            if taken is not None:
                raise ValueError(f"{self.kind} {name!r} is in {taken.__module__} and in {cls.__module__}")
            self._classes[name] = cast(type[T], cls)
            return cls

        return add

    def all(self) -> dict[str, type[T]]:
        """Return every registered class by name, in the order of each class's `order`."""
        if not self._found:  # once: looking into a folder takes longer than finding ten neighbours
            package = importlib.import_module(self.package)
            for module in pkgutil.iter_modules(package.__path__):
                importlib.import_module(f"{self.package}.{module.name}")
            self._found = True
        return dict(sorted(self._classes.items(), key=lambda entry: (getattr(entry[1], "order", 99), entry[0])))

    def get(self, name: str) -> type[T]:
        """Return the class called `name`, or raise a `UserError` that lists the names there are."""
        known = self.all()
        if name in known:
            return known[name]
        near = get_close_matches(name, known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Choose one of: {', '.join(known)}."
        raise UserError(f"Unknown {self.kind}", f"There is no {self.kind} called “{name}”", hint)

    def make(self, name: str, parameters: Mapping[str, Any] | None = None) -> T:
        """Make the one called `name` with these parameters; text such as ``"15"`` becomes a number.

        Raises
        ------
        UserError
            If a parameter is unknown or outside its range, naming it and its rule.
        """
        cls, given = self.get(name), dict(parameters or {})
        known = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # each is a dataclass
        for parameter in given:
            if parameter not in known:
                hint = f"It has: {', '.join(known)}." if known else "It has none."
                raise UserError("No such parameter", f"The {self.kind} “{name}” has no parameter “{parameter}”", hint)
        try:
            return TypeAdapter(cls).validate_python(given)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            detail = f"{place} = {first['input']!r}: {first['msg']}"
            raise UserError(f"The {self.kind} “{name}” cannot take that", detail, "Change it and try again") from error
