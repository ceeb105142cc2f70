"""Pickles, among them what gensim saves by itself: opening one can run any program, so they are refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of

PROTOCOLS = tuple(bytes([0x80, version]) for version in range(2, 6))


@VECTOR_FILES.register("pickle")
@dataclass(frozen=True)
class Pickle:
    """Refused: a pickle can run any program when it is opened."""

    label: ClassVar[str] = "Pickle"
    order: ClassVar[int] = 19  # before word2vec binary, whose ending it may have
    packed: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = (".kv", ".model", ".pkl", ".pickle", ".bin", ".wv", ".wordvectors", ".joblib")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it begins as a pickle does."""
        return name.lower().endswith(self.suffixes) and head_of(path, 2) in PROTOCOLS

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Refuse it."""
        raise UserError(
            "Pickled objects are not opened",
            f"“{name}” is a pickle, which can run any program when it is opened",
            "Save it in word2vec format (in gensim: vectors.save_word2vec_format), or as .npy.",
        )

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()
