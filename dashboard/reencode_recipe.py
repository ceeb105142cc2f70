"""The recipe of the same items under another encoder, where no file of theirs is at hand: their texts are encoded again."""

from __future__ import annotations

from dataclasses import asdict
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from dashboard.recipe import Recipe, versions
from embeddings.encoders import ENCODERS
from embeddings.keys import content_key


class ReencodeRecipe(Recipe):
    """Encode the texts of a space's items with another encoder; rows, columns and labels stay as they are."""

    kind: Literal["reencode"] = "reencode"
    space: str
    space_key: str
    name: str
    encoder: str
    parameters: dict[str, Any] = Field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """The id of the space that it makes."""
        made = ENCODERS.make(self.encoder, self.parameters)
        return content_key(
            "reencode", self.space, self.space_key, self.encoder, made.version, asdict(made), versions(made.libraries)
        )

    @property
    def title(self) -> str:
        """What it does, for people."""
        return f"Encoding {self.name} with {ENCODERS.get(self.encoder).label}"
