"""GloVe `.txt`, word2vec text and fastText `.vec`: a word and its numbers on each line, most frequent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, ClassVar, NamedTuple

import numpy as np

from embeddings.counting import counted, listed
from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors, head_of
from embeddings.vector_files.counting import lines_of
from embeddings.vector_files.word_lines import BadLineError, parse, parse_one_by_one
from embeddings.vector_files.word_rows import Rows, word_vectors

HEAD = 1 << 17
BLOCK = 1 << 23
LOOKED_AT = 8
FEWEST = 2
BY_HAND = 1_000  # lines: a longer file without a header was written by a program, which ends its last line


class Head(NamedTuple):
    """What the beginning of a file says: its dimensions, and what its header claims, where there is one."""

    dimensions: int
    claimed: tuple[int, int] | None


@VECTOR_FILES.register("words")
@dataclass(frozen=True)
class WordText:
    """Words and their numbers as text, with or without a header of two numbers."""

    label: ClassVar[str] = "GloVe, word2vec text, fastText .vec"
    order: ClassVar[int] = 20
    packed: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".vec", ".w2v", ".glove")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether its first lines are a word and numbers, as many on each."""
        return name.lower().endswith(self.suffixes) and understood(head_of(path, HEAD)) is not None

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the lines a block at a time."""
        head = understood(head_of(path, HEAD))
        if head is None:
            raise UserError("Not word vectors", f"The lines of “{name}” are no words with numbers", "Check its format.")
        if head.claimed and head.claimed[1] != head.dimensions:
            detail = (
                f"The header of “{name}” says {head.claimed[1]:,} dimensions; its first rows have {head.dimensions:,}"
            )
            raise UserError("The header is wrong", detail, "Mend the first line, or leave it out.")
        reading = Reading(head, ask, path.stat().st_size)
        with path.open("rb") as file:
            reading.run(file, progress)
        claimed = head.claimed[0] if head.claimed else None
        if not len(reading.rows):
            raise UserError("No rows", f"“{name}” has no word with a whole vector", "Choose another file.")
        found = len(reading.rows) + len(reading.bad)
        notes = reading.notes()
        if claimed is not None and found != claimed and not reading.full and claimed != found + reading.cut:
            notes.insert(0, f"The header says {counted(claimed, 'word')}; there are {found:,}.")
        total: int | None = reading.lines
        if reading.full:
            total = claimed or (None if ask.beginning else lines_of(path))
        kind = "word2vec text" if head.claimed else "GloVe"
        described = f"{kind}, {head.dimensions:,} dimensions"
        places = np.delete(np.arange(found), reading.bad) if reading.bad else None
        return word_vectors(reading.rows, described, notes, total, places)

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


@dataclass
class Reading:
    """The reading of one file: its rows, those left out, and whether its last line was cut."""

    head: Head
    ask: Ask
    size: int
    bad: list[int] = field(default_factory=list)
    lines: int = 0
    cut: bool = False

    def __post_init__(self) -> None:
        expected = self.head.claimed[0] if self.head.claimed else self.size // (5 * self.head.dimensions)
        self.rows = Rows(self.head.dimensions, min(self.ask.of(expected), self.size // (2 * self.head.dimensions) + 1))

    @property
    def full(self) -> bool:
        """Whether as many are read as were asked for."""
        return self.ask.most is not None and len(self.rows) >= self.ask.most

    def run(self, file: IO[bytes], progress: Progress) -> None:
        """Read the file from its beginning."""
        if self.head.claimed:
            file.readline()
        block_size = min(BLOCK, 24 * self.head.dimensions * (self.ask.most or BLOCK))
        for block, ended in blocks(file, block_size):
            self._take(block, ended)
            progress(min(file.tell(), self.size), self.size, "reading words")
            if self.full:
                return

    def _take(self, block: bytes, ended: bool) -> None:
        try:
            words, numbers = parse(block, self.head.dimensions)
            bad: list[int] = []
        except BadLineError:
            words, numbers, bad = parse_one_by_one(block, self.head.dimensions)
            if not ended and bad and bad[-1] == len(words) + len(bad) - 1:
                self.cut = True
                bad.pop()
        wanted = len(words) if self.ask.most is None else self.ask.most - len(self.rows)
        if not ended and not self.head.claimed and not self.cut and self.lines + len(words) > BY_HAND and words:
            self.cut = True  # it looks whole, but its last number may lack digits
            words.pop()
            numbers = numbers[:-1]
        if wanted < len(words):
            bad = [at for order, at in enumerate(bad) if at - order < wanted]
        if bad and not self.ask.drop_bad:
            raise misfit(self.lines + bad[0], self.head)
        self.bad += [self.lines + at for at in bad]
        self.lines += len(words) + len(bad)
        self.rows.add(words[:wanted], numbers[:wanted])

    def notes(self) -> list[str]:
        """Say what was left out."""
        first = 2 if self.head.claimed else 1
        notes = []
        if self.bad:
            notes.append(f"{counted(len(self.bad), 'line')} left out: {listed([at + first for at in self.bad])}.")
        if self.cut:
            notes.append("The last line does not end as a line does: it is cut off, and left out.")
        return notes


def blocks(file: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield whole lines, many at a time, and whether the last of them ends as a line does."""
    rest = b""
    while part := file.read(size):
        end = part.rfind(b"\n") + 1
        if end:
            yield rest + part[:end], True
            rest = part[end:]
        else:
            rest += part
    if rest.strip():
        yield rest + b"\n", False


def understood(head: bytes) -> Head | None:
    """Return what the first lines say, or None where they are no words with numbers."""
    lines = head.split(b"\n")
    lines = [line for line in (lines[:-1] or lines)[: LOOKED_AT + 1] if line.strip()]
    if not lines or b"\0" in head:
        return None
    first = lines[0].split()
    claimed = (int(first[0]), int(first[1])) if len(first) == 2 and all(map(bytes.isdigit, first)) else None
    counts = (
        [numbers_at_the_end(line) for line in lines[1:] or lines] if claimed else list(map(numbers_at_the_end, lines))
    )
    usual = max(set(counts), key=counts.count)
    if claimed and claimed[1] in counts:
        usual = claimed[1]
    fits = sum(count == usual for count in counts) > len(counts) / 2
    return Head(usual, claimed) if usual >= (1 if claimed else FEWEST) and fits else None


def numbers_at_the_end(line: bytes) -> int:
    """Return how many numbers follow the first field of a line."""
    fields = line.split()[1:]
    for back, cell in enumerate(reversed(fields)):
        try:
            float(cell)
        except ValueError:
            return back
    return len(fields)


def misfit(line: int, head: Head) -> UserError:
    """Return the refusal of a line that is no word with as many numbers."""
    return UserError(
        "A line does not fit",
        f"Line {line + (2 if head.claimed else 1):,} is not a word and {head.dimensions:,} numbers",
        "Mend it, or leave such lines out (drop_bad, --skip-bad-rows).",
    )
