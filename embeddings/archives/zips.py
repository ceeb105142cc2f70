"""Zip archives: any file in them is read where it lies."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from io import FileIO
from lzma import LZMAError
from pathlib import Path
from weakref import finalize
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from embeddings.archives.limits import CHUNK, LARGEST_LIST, MOST_FILES, ArchiveError, Bounded
from embeddings.archives.names import clean, shown
from embeddings.galleries import Refusal
from embeddings.galleries.folder import LARGEST_FILE
from embeddings.pictures.opening import RefusedError

ENCRYPTED, UTF8 = 0x1, 0x800
CANNOT = (NotImplementedError, RuntimeError)  # another compression; a password that is wanted
DAMAGED = (BadZipFile, zlib.error, LZMAError, EOFError, ValueError, struct.error)


def is_zip(path: Path) -> bool:
    """Return whether a file has the list at its end that every zip has."""
    return is_zipfile(path)


class Zip:
    """An open zip.

    Parameters
    ----------
    path
        The file.
    limit
        How many bytes it may unfold to.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self.limit = limit
        self.refused: list[Refusal] = []
        self._infos: dict[str, ZipInfo] = {}
        held = Bounded(FileIO(path), LARGEST_LIST)
        finalize(self, held.close)
        try:
            self._file = ZipFile(held)
        except DAMAGED as error:
            raise ArchiveError("the archive is damaged, or cut off before its end") from error
        except NotImplementedError as error:
            raise ArchiveError("it is packed in a way that cannot be read here") from error
        if len(self._file.infolist()) > MOST_FILES:
            raise ArchiveError(f"it has more than {MOST_FILES:,} files")
        for info in self._file.infolist():
            self._list(info)
        self.sizes = {name: info.file_size for name, info in self._infos.items()}

    def _list(self, info: ZipInfo) -> None:
        name = name_of(info)
        try:
            cleaned = clean(name)
            if cleaned is None or info.is_dir():
                return
            check(info)
            if cleaned in self._infos:
                raise RefusedError("another file in the archive has the same name")
            self._infos[cleaned] = info
        except RefusedError as error:
            self.refused.append(Refusal(shown(name), str(error)))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of one file; never more than its entry promises."""
        info = self._infos.get(name)
        if info is None:
            raise RefusedError("the archive has no such file any more")
        try:
            with self._file.open(info) as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except CANNOT as error:
            raise RefusedError("it is packed in a way that cannot be read here") from error
        except DAMAGED as error:
            raise RefusedError("it is damaged within the archive") from error


def name_of(info: ZipInfo) -> str:
    """Return a file's name; many programs write UTF-8 without saying so, which is then taken for code page 437."""
    if info.flag_bits & UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def check(info: ZipInfo) -> None:
    """Refuse what is no plain file, or is too large, before a byte of it is read."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise RefusedError("it is a link or a device, not a file")
    if info.flag_bits & ENCRYPTED:
        raise RefusedError("it is encrypted")
    if info.file_size > LARGEST_FILE:
        raise RefusedError(f"the file is larger than {LARGEST_FILE >> 20} MB")
