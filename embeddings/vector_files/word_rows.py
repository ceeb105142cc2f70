"""What all files of word vectors share: rows gathered as they are read, words decoded, the second of two left out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from embeddings.counting import counted
from embeddings.vector_files import Vectors

WORD = "word"


class Rows:
    """Words and their vectors as they come, in one array that grows."""

    def __init__(self, dimensions: int, expected: int) -> None:
        self.words: list[bytes] = []
        self._numbers = np.empty((max(1, expected), dimensions), np.float32)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def vectors(self) -> np.ndarray:
        """The vectors that have come."""
        return self._numbers[: len(self.words)]

    def add(self, words: list[bytes], vectors: np.ndarray) -> None:
        """Take a block of words with their vectors."""
        begin, end = len(self.words), len(self.words) + len(words)
        if end > len(self._numbers):
            grown = np.empty((max(end, len(self._numbers) * 3 // 2), self._numbers.shape[1]), np.float32)
            grown[:begin] = self._numbers[:begin]
            self._numbers = grown
        self._numbers[begin:end] = vectors
        self.words += words


def word_vectors(rows: Rows, format: str, notes: list[str], total: int | None, places: np.ndarray | None) -> Vectors:
    """Return the rows as vectors with their words; of two of the same word the first, the more frequent, is kept.

    Parameters
    ----------
    rows
        What was read.
    format, notes, total
        See `Vectors`.
    places
        Where in the file each row stands, where some before it were left out.
    """
    words, encoding = decoded(rows.words)
    told = list(notes)
    if encoding != "utf-8":
        told.append(f"The words are read as {encoding}, as they are no UTF-8.")
    column = pd.Series(words, dtype="object")
    twice = column.duplicated().to_numpy()
    vectors = rows.vectors
    kept = places
    if twice.any():
        first = column[twice].iloc[0]
        told.append(f"{counted(int(twice.sum()), 'word')} that came before left out, such as “{first}”.")
        vectors, column = vectors[~twice], column[~twice]
        kept = np.flatnonzero(~twice) if kept is None else kept[~twice]
    items = pd.DataFrame({WORD: column.to_numpy()})
    return Vectors(vectors, items, format, WORD, None, tuple(told), "float32", total, kept)


def decoded(words: list[bytes]) -> tuple[list[str], str]:
    """Return words as text and the encoding: UTF-8 where any word beyond ASCII is that, else Western European."""
    try:
        return b"\n".join(words).decode("utf-8").split("\n"), "utf-8"
    except UnicodeDecodeError:
        pass
    beyond = [word for word in words if not word.isascii()]
    encoding = "utf-8" if 2 * sum(map(is_utf8, beyond)) > len(beyond) else "cp1252"
    return [word.decode(encoding, "replace") for word in words], encoding


def is_utf8(word: bytes) -> bool:
    """Return whether bytes are UTF-8."""
    try:
        word.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
