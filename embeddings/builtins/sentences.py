"""Sentences: on many topics, with pairs that say the same in other words, and words with two meanings."""

from dataclasses import dataclass
from typing import ClassVar

from embeddings.builtins import BUILTINS
from embeddings.builtins.files import load_space
from embeddings.space import Space


@BUILTINS.register("sentences")
@dataclass(frozen=True)
class Sentences:
    """Sentences on many topics, by MiniLM."""

    label: ClassVar[str] = "Sentences"
    order: ClassVar[int] = 2
    hint: ClassVar[str] = "Click a sentence to see which others mean nearly the same"

    def load(self) -> Space:
        """Read the sentences."""
        return load_space("sentences", name=self.label, text="sentence", label="topic")
