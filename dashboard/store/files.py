"""Files that are whole or absent: written under a temporary name beside their place, then renamed."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

TEMPORARY = ".tmp-"
STALE_SECONDS = 3600
FORGOTTEN_SECONDS = 30 * 24 * 3600
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{8,64}")


def is_id(name: str) -> bool:
    """Return whether a name is one of the store's own: hexadecimal digits, never a path."""
    return _ID.fullmatch(name) is not None


def entry(folder: Path, name: str) -> Path:
    """Return the place of an entry; what is not an id never becomes a path."""
    if not is_id(name):
        raise ValueError(f"{name!r} is not an id of the store")
    return folder / name


@contextmanager
def temporary_folder(parent: Path) -> Iterator[Path]:
    """Give a folder in `parent` that is gone when the block ends, unless it was renamed."""
    made = parent / f"{TEMPORARY}{uuid.uuid4().hex}"
    made.mkdir(parents=True)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def rename_whole(made: Path, place: Path, whole: Callable[[], bool]) -> None:
    """Rename a finished folder to its place.

    Whoever is second finds the place taken by an equal copy; one that is not `whole` makes room.
    """
    for file in made.iterdir():
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
    try:
        made.rename(place)
    except OSError:
        if not place.exists():
            raise
        if not whole():
            set_aside(place)
            made.rename(place)


@contextmanager
def new_folder(place: Path, whole: Callable[[], bool]) -> Iterator[Path]:
    """Give a temporary folder that becomes `place` when the block ends well, unless a `whole` one is there."""
    with temporary_folder(place.parent) as made:
        yield made
        rename_whole(made, place, whole)


def write_json(place: Path, content: Any) -> None:
    """Write JSON so that a reader sees the old file or the new one, never a part."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.parent / f"{TEMPORARY}{uuid.uuid4().hex}"
    try:
        made.write_text(json.dumps(content, ensure_ascii=True), "ascii")
        os.replace(made, place)
    finally:
        made.unlink(missing_ok=True)


def read_json(place: Path) -> dict[str, Any] | None:
    """Return the object in a JSON file, or None where there is none that can be read."""
    try:
        content = json.loads(place.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def open_array(place: Path) -> np.ndarray:
    """Open a `.npy` file memory-mapped.

    Raises
    ------
    OSError, ValueError
        If it is missing, cut off or anything else than an array.
    """
    return np.lib.format.open_memmap(place, mode="r")


def set_aside(place: Path) -> None:
    """Move a damaged entry out of the way, so that it counts as absent and can be made again."""
    try:
        place.rename(place.parent / f"{TEMPORARY}damaged-{uuid.uuid4().hex}")
    except OSError:
        shutil.rmtree(place, ignore_errors=True)


def named_in(folders: Iterable[Path]) -> set[str]:
    """Return every hash of a file that the JSON files of some folders name, wherever in them and in whatever form."""
    texts = (file.read_text("utf-8", "replace") for folder in folders for file in folder.glob("*.json"))
    return {found for text in texts for found in _HASH.findall(text)}


def sweep(root: Path, now: float | None = None) -> int:
    """Remove what killed writers left behind more than an hour ago; return how many."""
    old = (now or time.time()) - STALE_SECONDS
    removed = 0
    for left in root.glob(f"*/{TEMPORARY}*"):
        try:
            if left.stat().st_mtime > old:
                continue
        except OSError:
            continue
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        removed += 1
    return removed


def sweep_old(folder: Path, now: float | None = None) -> int:
    """Remove what nobody has written to for a month, such as the blocks of a job that was given up; return how many."""
    old = [left for left in folder.glob("*") if left.stat().st_mtime < (now or time.time()) - FORGOTTEN_SECONDS]
    for left in old:
        shutil.rmtree(left, ignore_errors=True)
    return len(old)
