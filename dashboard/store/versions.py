"""Numbered versions that are never changed, each naming its columns' files by their content.

A version is put in place by a link that fails where its number is taken: who is second reads again what is there now.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.store.files import STALE_SECONDS, TEMPORARY, entry, read_json
from embeddings.annotations import Kind

FORMAT = 1
KEPT_STEPS = 50  # so many changes can be taken back


@dataclass(frozen=True)
class Written:
    """One column of a version: its name, and the file that holds its values."""

    name: str
    kind: Kind
    file: str


@dataclass(frozen=True)
class Version:
    """All columns at one time.

    Parameters
    ----------
    number
        Counts the changes; 0 is a space that nobody has written over.
    what
        What the change did, for people.
    columns
        The columns in their order.
    undo, redo
        The numbers of the changes that can be taken back, and of those that were; the latest last.
    """

    number: int = 0
    what: str = ""
    columns: tuple[Written, ...] = ()
    undo: tuple[int, ...] = ()
    redo: tuple[int, ...] = ()

    def column(self, name: str) -> Written | None:
        """Return the column of this name, where there is one."""
        return next((one for one in self.columns if one.name == name), None)


def numbers(place: Path) -> list[int]:
    """Return the numbers of the versions in a folder, in no order."""
    try:
        return [int(name[:-5]) for name in os.listdir(place) if name.endswith(".json") and name[:-5].isdecimal()]
    except FileNotFoundError:
        return []


def latest(place: Path) -> Version:
    """Return the version that holds now; a damaged one counts as absent."""
    for number in sorted(numbers(place), reverse=True):
        if version := read_version(place, number):
            return version
    return Version()


def read_version(place: Path, number: int) -> Version | None:
    """Return one version, where it is still known."""
    if number == 0:
        return Version()
    about = read_json(_manifest(place, number)) or {}
    try:
        columns = tuple(Written(**one) for one in about["columns"])
        undo, redo = (tuple(map(int, about[steps])) for steps in ("undo", "redo"))
        return Version(number, about["what"], columns, undo, redo) if about["format"] == FORMAT else None
    except (KeyError, TypeError, ValueError):
        return None


def put_version(place: Path, version: Version) -> bool:
    """Put a version in its place; False where another was quicker."""
    place.mkdir(parents=True, exist_ok=True)
    short = {steps: getattr(version, steps)[-KEPT_STEPS:] for steps in ("undo", "redo")}
    content = json.dumps({"format": FORMAT, **asdict(version), **short}).encode("ascii")
    made, manifest = write_whole(place.parent, content), _manifest(place, version.number)
    try:
        os.link(made, manifest)
    except FileExistsError:
        return False
    finally:
        made.unlink(missing_ok=True)
    if max(numbers(place)) > version.number:  # its number was free because it is long past
        manifest.unlink(missing_ok=True)
        return False
    _prune(place, version)
    return True


def values_file(place: Path, name: str) -> Path:
    """Return where the values of a column lie, by the hash of their file."""
    return entry(place / "values", name).with_suffix(".parquet")


def write_whole(folder: Path, content: bytes) -> Path:
    """Write bytes under a name of their own in a folder, and return it once they are on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{TEMPORARY}{uuid.uuid4().hex}"
    with made.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return made


def _manifest(place: Path, number: int) -> Path:
    return place / f"{number:08}.json"


def _prune(place: Path, version: Version) -> None:
    """Remove the versions that no step leads back to, and now and then the values that none has."""
    steps = {*version.undo, *version.redo, *range(version.number - KEPT_STEPS, version.number + 1)}
    for number in set(numbers(place)) - steps - {step - 1 for step in steps}:
        _manifest(place, number).unlink(missing_ok=True)
    if version.number % KEPT_STEPS:
        return
    versions = [read_version(place, number) for number in numbers(place)]
    used = {one.file for found in versions if found for one in found.columns}
    for file in (place / "values").glob("*.parquet"):
        if file.stem not in used and file.stat().st_mtime < time.time() - STALE_SECONDS:
            file.unlink(missing_ok=True)
