"""Recipes of what tools ask of a space that is there already: a question in words, places on a map, a computation."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from dashboard.computing import COMPUTATIONS
from dashboard.recipe import Recipe, versions
from embeddings.keys import content_key


class QueryRecipe(Recipe):
    """Find where a text, or an uploaded picture, lies in a space, by the encoder that made the space."""

    kind: Literal["query"] = "query"
    space: str
    space_key: str
    encoder: str
    text: str | None = None
    picture: str | None = None

    @cached_property
    def key(self) -> str:
        """The key of the vector that it makes."""
        return content_key("query", 1, self.space_key, self.encoder, self.text, self.picture)

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Looking for “{self.text}”" if self.text else "Looking for a picture"


class PlaceRecipe(Recipe):
    """Place vectors that are no items on a map; `map` and `vectors` are the keys of results in the store."""

    kind: Literal["place"] = "place"
    space: str
    space_key: str
    map: str
    vectors: str
    count: int = Field(1, ge=1)

    @cached_property
    def key(self) -> str:
        """The key of the places; the map's own key says by which method, and of which version."""
        return content_key("place", 1, self.space_key, self.map, self.vectors)

    @property
    def title(self) -> str:
        """What it does, for people."""
        return "Finding a place on the map" if self.count == 1 else f"Finding {self.count:,} places on the map"


class ComputeRecipe(Recipe):
    """Compute something of a space for a tool, as a registered computation says; `map` is the projection it looks at."""

    kind: Literal["compute"] = "compute"
    computation: str
    space: str
    space_key: str
    map: str | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The key of the result."""
        made = COMPUTATIONS.make(self.computation, self.parameters)
        about = (self.computation, made.version, asdict(made), versions(made.libraries))
        return content_key("compute", self.space_key, self.map, *about)

    @property
    def title(self) -> str:
        """What it does, for people."""
        return COMPUTATIONS.get(self.computation).title
