"""What every recipe has, and the versions of libraries that a result depends on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from pydantic import BaseModel, ConfigDict


class Recipe(BaseModel):
    """What every recipe has."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def versions(libraries: tuple[str, ...]) -> list[str]:
    """Return the versions of the libraries that a result depends on: another version is another result."""
    found = []
    for library in libraries:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            found.append(f"{library} missing")
    return found
