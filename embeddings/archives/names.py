"""The names in an archive: which are passed over, which are refused, and the clean form of the others."""

from __future__ import annotations

import re

from embeddings.archives.limits import LONGEST_NAME
from embeddings.galleries.folder import SYSTEM, readable
from embeddings.pictures.opening import RefusedError

DRIVE = re.compile(r"[A-Za-z]:")
PACKED = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".tbz2", ".xz", ".txz", ".7z", ".rar", ".zst", ".jar")


def clean(name: str) -> str | None:
    """Return a name with plain “/” between its parts, or nothing where it is one that a system hides.

    No file is ever written under it; what tries to leave the archive is refused all the same, as nobody packs it in
    good faith.

    Raises
    ------
    RefusedError
        If it leads out of the archive, is endless, or names another archive.
    """
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in {"", "."}]
    if plain.startswith("/") or DRIVE.match(plain):
        raise RefusedError("its name is a place of its own on a disk, not one within the archive")
    if ".." in parts:
        raise RefusedError("its name leads out of the archive")
    if len(plain) > LONGEST_NAME:
        raise RefusedError(f"its name is longer than {LONGEST_NAME:,} letters")
    if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts) or parts[-1].lower() in SYSTEM:
        return None
    if parts[-1].lower().endswith(PACKED):
        raise RefusedError("an archive within an archive is not opened")
    return "/".join(parts)


def shown(name: str) -> str:
    """Return any name as text of a bounded length."""
    return readable(name[:LONGEST_NAME])


def order_of(name: str) -> tuple[tuple[bool, str], ...]:
    """Return what sorts names as a folder is walked: the files of a folder, then its sub-folders."""
    *folders, file = name.split("/")
    return (*((True, part) for part in folders), (False, file))
