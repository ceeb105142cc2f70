"""word2vec binary `.bin`: a header, then each word, a space, and its numbers as they lie in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar

import numpy as np

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of
from embeddings.vector_files.word_rows import Rows, word_vectors

HEAD = 1 << 10
BLOCK = 1 << 24
AT_ONCE = 4_096
LONGEST_WORD = 1 << 12
FASTTEXT = (793_712_314).to_bytes(4, "little")


@VECTOR_FILES.register("word2vec")
@dataclass(frozen=True)
class WordBinary:
    """Words and their numbers, packed."""

    label: ClassVar[str] = "word2vec binary"
    order: ClassVar[int] = 21
    packed: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = (".bin",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it begins with a header of two numbers, or as fastText's own models do."""
        head = head_of(path, HEAD)
        return name.lower().endswith(self.suffixes) and (header_of(head) is not None or head.startswith(FASTTEXT))

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the words one after another, from blocks of the file."""
        head = head_of(path, HEAD)
        header = header_of(head)
        if header is None:
            fasttext = head.startswith(FASTTEXT)
            detail = f"“{name}” is {'a model of fastText, not word2vec' if fasttext else 'not word2vec binary'}"
            raise UserError("Not word vectors", detail, "Save its vectors as text: a .vec file, or word2vec format.")
        claimed, dimensions = header
        wanted = ask.of(claimed)
        if dimensions < 1:
            raise UserError("No dimensions", f"The header of “{name}” says {dimensions} dimensions", "Check the file.")
        rows = Rows(dimensions, min(wanted, path.stat().st_size // (4 * dimensions) + 1))
        with path.open("rb") as file:
            file.readline()
            take(file, rows, wanted, dimensions, progress)
        notes = []
        if len(rows) < wanted:
            whole = f"{len(rows):,} of {wanted:,} vectors are whole"
            if not ask.drop_bad or not len(rows):
                detail = f"“{name}” ends too early, or its header is wrong: {whole}"
                raise UserError(
                    "The file is cut off", detail, "Get it again, or keep those (drop_bad, --skip-bad-rows)."
                )
            notes.append(f"The file is cut off: {whole}.")
        described = f"word2vec binary, {counted(claimed, 'word')}, {dimensions:,} dimensions"
        return word_vectors(rows, described, notes, claimed, None)

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


def header_of(head: bytes) -> tuple[int, int] | None:
    """Return how many words of how many dimensions the first line says there are, or None where it says nothing."""
    fields = head.split(b"\n", 1)[0].split()
    if b"\n" not in head or len(fields) != 2 or not all(map(bytes.isdigit, fields)):
        return None
    return int(fields[0]), int(fields[1])


def take(file: IO[bytes], rows: Rows, wanted: int, dimensions: int, progress: Progress) -> None:
    """Read words until there are as many as are wanted, or the file ends."""
    size, buffer, at = 4 * dimensions, b"", 0
    words: list[bytes] = []
    found: list[np.ndarray] = []
    while len(rows) + len(words) < wanted:
        space = buffer.find(b" ", at, at + LONGEST_WORD)
        if space < 0 or space + 1 + size > len(buffer):
            more = file.read(max(size, min(BLOCK, (size + 16) * wanted)))
            if not more:
                break
            buffer, at = buffer[at:] + more, 0
            continue
        words.append(buffer[at:space].lstrip(b"\n"))
        found.append(np.frombuffer(buffer, "<f4", dimensions, space + 1))
        at = space + 1 + size
        if len(words) == AT_ONCE:
            rows.add(words, np.array(found))
            words, found = [], []
            progress(len(rows), wanted, "reading words")
    if words:
        rows.add(words, np.array(found))
    progress(len(rows), wanted, "reading words")
