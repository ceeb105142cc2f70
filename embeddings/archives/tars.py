"""Tar archives: a plain one is read where it lies; a compressed one is unfolded once into a file without a name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import IO, Any, cast
from weakref import finalize

from embeddings.archives.limits import CHUNK, LARGEST_HEAD, MOST_FILES, ArchiveError, Bounded, told
from embeddings.archives.names import clean, shown
from embeddings.galleries import Refusal
from embeddings.galleries.folder import LARGEST_FILE
from embeddings.pictures.opening import RefusedError

PACKERS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
OPENERS: dict[str, Callable[[Path], Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)
CUT_OFF = "the archive is damaged, or cut off before its end; what was packed after this is missing"


class TooManyError(Exception):
    """The most files have been listed."""


class Tar:
    """An open tar.

    Parameters
    ----------
    path
        The file.
    packed
        How it is compressed, if it is.
    limit
        How many bytes it may unfold to.
    """

    def __init__(self, path: Path, packed: str | None, limit: int) -> None:
        self.limit = limit
        self.refused: list[Refusal] = []
        self._ended = False
        self.sizes: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._lock = Lock()
        self._name = path.name
        self._file: IO[bytes] = self._unfolded(path, packed) if packed else path.open("rb")
        finalize(self, self._file.close)
        self._whole = os.fstat(self._file.fileno()).st_size
        self._list()

    def _unfolded(self, path: Path, packed: str) -> IO[bytes]:
        """Write what is compressed into a file that has no name, and is gone with the process."""
        made = tempfile.TemporaryFile()  # noqa: SIM115  (it stays open as long as the archive)
        try:
            with OPENERS[packed](path) as file:
                while chunk := file.read1(CHUNK):  # `read` would lose what comes before a cut
                    if made.tell() + len(chunk) > self.limit:
                        self._missing(
                            f"it unfolds to more than {told(self.limit)}; what is packed after that is missing"
                        )
                        break
                    made.write(chunk)
        except DAMAGED as error:
            if getattr(error, "errno", None):  # the disk, not the archive
                raise
            self._missing(CUT_OFF)
        made.flush()
        return cast(IO[bytes], made)

    def _missing(self, reason: str) -> None:
        """Say once, of the archive itself, what ended it; the first reason is the cause of the others."""
        if not self._ended:
            self._ended = True
            self.refused.append(Refusal(shown(self._name), reason))

    def _list(self) -> None:
        """Go from entry to entry; a damaged one ends it, and what came before stays."""
        head = FileIO(os.dup(self._file.fileno()))
        head.seek(0)
        with Bounded(head, LARGEST_HEAD) as file:
            try:
                tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115  (it has nothing of its own to close)
                while (entry := tar.next()) is not None:
                    tar.members.clear()  # type: ignore[attr-defined]  # typeshed lacks it; else each would be kept
                    self._add(entry)
                if tar.offset + tarfile.BLOCKSIZE > self._whole:
                    self._missing(CUT_OFF)
            except TooManyError:
                self._missing(f"it has more than {MOST_FILES:,} files; what was packed after them is missing")
            except (tarfile.TarError, ArchiveError, EOFError, ValueError, OverflowError) as error:
                if not self.sizes and not self.refused:
                    raise ArchiveError("this is no archive that can be read, or a damaged one") from error
                self._missing(CUT_OFF)

    def _add(self, entry: tarfile.TarInfo) -> None:
        if len(self.sizes) + len(self.refused) > MOST_FILES:
            raise TooManyError
        try:
            name = clean(entry.name)
            if name is None or entry.isdir():
                return
            if not entry.isreg() or entry.issparse():
                raise RefusedError("it is a link or a device, not a file")
            if entry.size > LARGEST_FILE:
                raise RefusedError(f"the file is larger than {LARGEST_FILE >> 20} MB")
            if entry.offset_data + entry.size > self._whole:
                raise RefusedError("the archive is cut off before its end")
            if name in self.sizes:
                raise RefusedError("another file in the archive has the same name")
            self.sizes[name], self._starts[name] = entry.size, entry.offset_data
        except RefusedError as error:
            self.refused.append(Refusal(shown(entry.name), str(error)))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of one file."""
        if name not in self.sizes:
            raise RefusedError("the archive has no such file any more")
        at, end = self._starts[name], self._starts[name] + self.sizes[name]
        while at < end:
            with self._lock:
                self._file.seek(at)
                chunk = self._file.read(min(CHUNK, end - at))
            if not chunk:
                raise RefusedError("the archive is cut off before its end")
            yield chunk
            at += len(chunk)
