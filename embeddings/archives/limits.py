"""What an archive may cost, so that a small file cannot fill the memory or the disk; and what every archive can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BufferedReader, RawIOBase
from typing import Protocol

from embeddings.galleries import Refusal

MOST_FILES = 200_000  # each costs about 1 KB of memory while the archive is listed
LARGEST_LIST = (
    32 << 20
)  # bytes of a zip's list of files: 200,000 names of 100 letters; it is held in memory several times
LARGEST_HEAD = 1 << 20  # bytes of what a tar says of one file: names and attributes are a few hundred
LONGEST_NAME = 1_000  # letters; no system gives a longer path than 4,096 bytes
MOST_EXPANSION = (
    100  # photographs hardly shrink and drawings shrink to a twentieth, whereas bombs shrink to a thousandth
)
FREELY_UNFOLDED = 512 << 20  # bytes that any archive may unfold to: a small one of white drawings shrinks a lot
MOST_UNFOLDED = 8 << 30  # bytes that none may pass: a compressed tar lies unfolded on the disk while it is read
CHUNK = 1 << 20


class ArchiveError(Exception):
    """An archive as a whole cannot be read; the message says why, so that it can follow its name and a colon."""


class Container(Protocol):
    """An open archive."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """The files that may be read, by clean name, and how many bytes each says it has."""

    @property
    def refused(self) -> list[Refusal]:
        """The entries that may not, and why."""

    @property
    def limit(self) -> int:
        """How many bytes it may unfold to."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of one file, part by part.

        Raises
        ------
        OSError, RefusedError
            If they cannot be read.
        """


class Bounded(BufferedReader):
    """A file of which nothing reads more at once than a limit: lengths in a forged archive are not believed."""

    def __init__(self, raw: RawIOBase, most: int) -> None:
        super().__init__(raw)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, or refuse to."""
        if size is not None and size > self._most:
            raise ArchiveError(f"its list of files is larger than the {self._most >> 20} MB read here")
        return super().read(size)


def limit_of(size: int) -> int:
    """Return how many bytes an archive of this size may unfold to."""
    return min(MOST_UNFOLDED, max(FREELY_UNFOLDED, MOST_EXPANSION * size))


def told(size: int) -> str:
    """Return a number of bytes for people."""
    return f"{size / (1 << 30):,.1f} GB" if size >= 1 << 30 else f"{size / (1 << 20):,.0f} MB"
