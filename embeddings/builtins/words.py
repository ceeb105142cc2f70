"""Words: common English words by category, with their part of speech."""

from dataclasses import dataclass
from typing import ClassVar

from embeddings.builtins import BUILTINS
from embeddings.builtins.files import load_space
from embeddings.space import Space


@BUILTINS.register("words")
@dataclass(frozen=True)
class Words:
    """Common English words, by MiniLM."""

    label: ClassVar[str] = "Words"
    order: ClassVar[int] = 1
    hint: ClassVar[str] = "Click “king” to see the words nearest to it"

    def load(self) -> Space:
        """Read the words."""
        return load_space("words", name=self.label, text="word", label="category")
