"""Archives: files packed into one, listed and read one by one without ever being written under their own names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from embeddings.archives.limits import Container, limit_of
from embeddings.archives.tars import PACKERS, Tar
from embeddings.archives.zips import Zip, is_zip

__all__ = ["ENDINGS", "Container", "is_archive", "opened", "stem_of"]

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
TAR_MARK = slice(257, 262)
KEPT_OPEN = 2


def is_archive(name: str) -> bool:
    """Return whether a file is called like an archive."""
    return name.lower().endswith(ENDINGS)


def stem_of(name: str) -> str:
    """Return the name of an archive without its ending: “photos” of “photos.tar.gz”."""
    ending = max((end for end in ENDINGS if name.lower().endswith(end)), key=len, default="")
    return name[: len(name) - len(ending)]


def opened(path: Path) -> Container:
    """Open an archive, whatever it is called; one that was opened lately and has not changed is still open.

    Raises
    ------
    OSError, ArchiveError
        If it cannot be read, or is none.
    """
    found = path.stat()
    return _opened(path.resolve(), found.st_mtime_ns, found.st_size)


@lru_cache(KEPT_OPEN)
def _opened(path: Path, changed: int, size: int) -> Container:
    with path.open("rb") as file:
        head = file.read(512)
    packed = next((name for mark, name in PACKERS.items() if head.startswith(mark)), None)
    if packed is not None or head[TAR_MARK] == b"ustar":
        return Tar(path, packed, limit_of(size))
    if is_zip(path):
        return Zip(path, limit_of(size))
    return Tar(path, None, limit_of(size))  # the oldest tars have no mark; what is none is refused when it is read
