"""Annotations on disk: what people wrote over a space, version after version, beside the space and never in it.

A change is made on what is there now, and made again where another writer was quicker. So of two writers neither loses
anything, and of two values in one cell the last wins.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

import pandas as pd

from dashboard.store.files import entry
from dashboard.store.versions import (
    Version,
    Written,
    latest,
    numbers,
    put_version,
    read_version,
    values_file,
    write_whole,
)
from embeddings import Space, UserError
from embeddings.annotations import Annotation, annotated, reverted, typed
from embeddings.keys import content_key

ATTEMPTS = 500
KEPT_OPEN = 16
T = TypeVar("T")

Columns = dict[str, Annotation]


class Annotations:
    """The folder of annotations: in it a folder for each space that was written over.

    Parameters
    ----------
    folder
        Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._values: OrderedDict[str, Annotation] = OrderedDict()
        self._spaces: OrderedDict[str, Space] = OrderedDict()
        self._lock = Lock()

    def version_of(self, space_id: str, space: Space) -> int:
        """Return how many changes were made; what depends on the columns depends on this number."""
        return max(numbers(self._place(space_id, space)), default=0)

    def latest(self, space_id: str, space: Space) -> Version:
        """Return the columns as they are now, and the steps that lead back."""
        return latest(self._place(space_id, space))

    def what(self, space_id: str, space: Space, number: int) -> str:
        """Say what one change did, where that is still known."""
        version = read_version(self._place(space_id, space), number)
        return version.what if version else ""

    def apply(self, space_id: str, space: Space) -> Space:
        """Return a space with what was written over it."""
        place = self._place(space_id, space)
        newest = max(numbers(place), default=0)
        if not newest:
            return space
        key = f"{place.name} {newest}"
        if (shown := self._known(self._spaces, key)) is None:
            shown = annotated(space, list(self._columns(place, latest(place)).values()))
            self._keep(self._spaces, key, shown)
        return shown

    def columns(self, space_id: str, space: Space) -> Columns:
        """Return the columns as they are now, by their names."""
        place = self._place(space_id, space)
        return self._columns(place, latest(place))

    def change(
        self, space_id: str, space: Space, edit: Callable[[Columns], Columns], what: str, *, remember: bool = True
    ) -> int | None:
        """Make a change on what is there now.

        Parameters
        ----------
        space_id, space
            The space, as it is without annotations.
        edit
            Takes the columns by their names and returns what they become; it may be called more than once.
        what
            What it does, for people.
        remember
            Whether it can be taken back.

        Returns
        -------
        int or None
            The number of the version that it made; None where it changes nothing.
        """

        def step(now: Version, here: Columns, number: int) -> Version | None:
            columns = self._write(place, now, here, edit(dict(here)))
            if columns == now.columns:
                return None
            return Version(number, what, columns, (*now.undo, number) if remember else now.undo)

        place = self._place(space_id, space)
        return self._advance(place, step)

    def revert(self, space_id: str, space: Space, number: int) -> int | None:
        """Take a change back, or, where the change itself took one back, make that one again.

        Raises
        ------
        UserError
            If it lies too far back.
        """
        place = self._place(space_id, space)
        before, after = read_version(place, number - 1), read_version(place, number)
        if number < 1 or before is None or after is None:
            raise UserError("Too far back", "This change is no longer kept.", "Change the cells again by hand.")

        def step(now: Version, here: Columns, made: int) -> Version:
            columns = self._write(place, now, here, self._reverted(place, (before, after, now), here))
            undo, redo = ([other for other in steps if other != number] for steps in (now.undo, now.redo))
            (undo if number in now.redo else redo).append(made)
            return Version(made, after.what, columns, tuple(undo), tuple(redo))

        return self._advance(place, step)

    def _place(self, space_id: str, space: Space) -> Path:
        return entry(self.folder, content_key("annotations", space_id, space.key))

    def _reverted(self, place: Path, versions: tuple[Version, Version, Version], here: Columns) -> Columns:
        old, new = (self._columns(place, version) for version in versions[:2])
        result = dict(here)
        for name in dict.fromkeys([*old, *new]):
            was, became, stands = (version.column(name) for version in versions)
            if was == became:
                continue
            if stands == became:
                result.pop(name, None)
                result |= {name: old[name]} if name in old else {}
            elif name in here and name in new:
                result[name] = reverted(old.get(name), new[name], here[name])
        return result

    def _advance(self, place: Path, step: Callable[[Version, Columns, int], Version | None]) -> int | None:
        for _ in range(ATTEMPTS):
            number = max(numbers(place), default=0) + 1  # asked first: if it is taken meanwhile, it is refused
            now = latest(place)
            made = step(now, self._columns(place, now), number)
            if made is None:
                return None
            if put_version(place, made):
                return made.number
        raise UserError("Too many at once", "Others write into this space all the time.", "Try again in a moment.")

    def _columns(self, place: Path, version: Version) -> Columns:
        read = {one.name: self._read(place, one) for one in version.columns}
        return {name: found for name, found in read.items() if found is not None}

    def _write(self, place: Path, now: Version, here: Columns, columns: Columns) -> tuple[Written, ...]:
        """Write the columns that are new; the others keep their files, under another name too."""
        files = {id(here[one.name].values): one.file for one in now.columns if one.name in here}
        return tuple(
            Written(name, one.kind, files.get(id(one.values)) or self._save(place, one))
            for name, one in columns.items()
        )

    def _save(self, place: Path, one: Annotation) -> str:
        stream = io.BytesIO()
        pd.DataFrame({"values": one.values}).to_parquet(stream, index=False, compression="zstd")
        name = hashlib.sha256(stream.getvalue()).hexdigest()
        file = values_file(place, name)
        if file.is_file():
            os.utime(file)  # it is used again: nobody may tidy it away now
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            os.replace(write_whole(self.folder, stream.getvalue()), file)
        return name

    def _read(self, place: Path, written: Written) -> Annotation | None:
        key = f"{place.name} {written.name} {written.file}"
        if (known := self._known(self._values, key)) is not None:
            return known
        try:
            values = typed(pd.read_parquet(values_file(place, written.file))["values"], written.kind)
        except (OSError, ValueError, KeyError):
            return None  # damaged: it counts as absent
        found = Annotation(written.name, written.kind, values)
        self._keep(self._values, key, found)
        return found

    def _known(self, kept: OrderedDict[str, T], key: str) -> T | None:
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
            return kept.get(key)

    def _keep(self, kept: OrderedDict[str, T], key: str, value: T) -> None:
        with self._lock:
            kept[key] = value
            while len(kept) > KEPT_OPEN:
                kept.popitem(last=False)
