"""The maps beside the first one, as the address writes them: ``beside=pca-2,tsne-3``, and the space of another encoder."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_BESIDE = 3
WRITTEN = re.compile(r"(?P<projection>[a-z0-9_]{1,32})-(?P<dimensions>[23])(?:\.(?P<space>[a-z0-9-]{1,64}))?")


class Beside(BaseModel):
    """One map beside the first: its projection, and its space where that is not the first map's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    projection: str = Field(max_length=32, pattern=r"^[a-z0-9_]+$")
    dimensions: Literal[2, 3] = 2
    space: str | None = Field(None, max_length=64, pattern=r"^[a-z0-9-]+$")

    def __str__(self) -> str:
        return f"{self.projection}-{self.dimensions}" + (f".{self.space}" if self.space else "")


def read_beside(text: str) -> tuple[Beside, ...]:
    """Read what `Beside` writes, separated by commas.

    Raises
    ------
    ValueError
        If one of them cannot be read, or there are too many.
    """
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_BESIDE:
        raise ValueError(f"there are {len(parts)} maps; {MOST_BESIDE} fit beside the first")
    return tuple(_one(part) for part in parts)


def _one(part: str) -> Beside:
    found = WRITTEN.fullmatch(part)
    if found is None:
        raise ValueError(f"“{part}” is no map; write a projection and 2 or 3 dimensions, such as tsne-2")
    dimensions: Literal[2, 3] = 3 if found["dimensions"] == "3" else 2
    return Beside(projection=found["projection"], dimensions=dimensions, space=found["space"])
