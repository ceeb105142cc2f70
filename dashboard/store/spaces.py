"""Spaces on disk: vectors as `.npy`, opened memory-mapped; items as Parquet; the rest as JSON."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from threading import Lock
from time import time as now
from typing import Any

import numpy as np
import pandas as pd

from dashboard.columns import display_value
from dashboard.store.files import entry, is_id, new_folder, read_json, set_aside, write_json
from embeddings import Space, UserError
from embeddings.saved import FORMAT, saved

KEPT_OPEN = 8
DESCRIBED = {"name", "text", "label", "encoder", "provenance", "notes", "key", "shape", "created"}
PLAIN = {bool, int, float, bytes, Decimal, date, datetime, time}


@dataclass(frozen=True)
class SpaceInfo:
    """What a menu says of a space."""

    id: str
    name: str
    count: int
    dimensions: int
    encoder: str
    created: float
    text: str | None = None


class Spaces:
    """The folder of spaces; the last few stay open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: OrderedDict[str, Space] = OrderedDict()
        self._lock = Lock()

    def save(self, space_id: str, space: Space) -> None:
        """Keep a space under an id; what is there already stays."""
        if self.has(space_id):
            return
        with new_folder(entry(self.folder, space_id), lambda: self.has(space_id)) as made:
            np.save(made / "vectors.npy", space.vectors, allow_pickle=False)
            storable_items(space.items).to_parquet(made / "items.parquet", index=False)
            if space.learnt:
                np.savez(made / "learnt.npz", allow_pickle=False, **dict(space.learnt))
            write_json(
                made / "space.json",
                {
                    "format": FORMAT,
                    "name": space.name,
                    "text": space.text,
                    "label": space.label,
                    "image": space.image,
                    "encoder": space.encoder,
                    "provenance": space.provenance,
                    "notes": list(space.notes),
                    "key": space.key,
                    "shape": list(space.vectors.shape),
                    "created": now(),
                },
            )

    def has(self, space_id: str) -> bool:
        """Return whether there is a space with this id."""
        return is_id(space_id) and _about(self.folder / space_id) is not None

    def open(self, space_id: str) -> Space:
        """Return a space, its vectors memory-mapped.

        Raises
        ------
        UserError
            If it is not in the store, or its files are damaged (they are set aside).
        """
        with self._lock:
            if space_id in self._open:
                self._open.move_to_end(space_id)
                return self._open[space_id]
        space = self._read(space_id)
        with self._lock:
            self._open[space_id] = space
            while len(self._open) > KEPT_OPEN:
                self._open.popitem(last=False)
        return space

    def names(self, space_id: str) -> list[str] | None:
        """Return what the items of a space are called, reading that column alone; None where they have no texts."""
        about = _about(entry(self.folder, space_id)) or {}
        if about.get("text") is None:
            return None
        try:
            column = pd.read_parquet(self.folder / space_id / "items.parquet", columns=[about["text"]])
        except (OSError, ValueError, KeyError):
            return None  # damaged: to open it says so
        return [str(value) for value in column.iloc[:, 0].tolist()]

    def _read(self, space_id: str) -> Space:
        place = self.folder / space_id
        if not is_id(space_id) or _about(place) is None:
            raise UserError("No such space", f"The store has no space “{space_id}”", "Choose another, or add the data.")
        try:
            return saved(place)
        except UserError as error:
            set_aside(place)
            raise UserError(
                "The space is damaged", f"A file of “{space_id}” cannot be read", "Reload the page to make it again."
            ) from error

    def list(self) -> list[SpaceInfo]:
        """Return every space, the newest first, but for the films of trainings."""
        found = []
        for place in self.folder.glob("*/"):
            about = _about(place) if is_id(place.name) else None
            if about is not None and not about["provenance"].get("film"):  # a film is part of what was trained
                count, dimensions = about["shape"]
                found.append(
                    SpaceInfo(
                        place.name, about["name"], count, dimensions, about["encoder"], about["created"], about["text"]
                    )
                )
        return sorted(found, key=lambda space: -space.created)


def _about(place: Path) -> dict[str, Any] | None:
    """Return the description of a space, or None where it lacks something or is of another format."""
    about = read_json(place / "space.json") or {}
    whole = about.get("format") == FORMAT and about.keys() >= DESCRIBED and len(about["shape"] or ()) == 2
    return about if whole else None


def storable_items(items: pd.DataFrame) -> pd.DataFrame:
    """Return items that Parquet can hold: columns of the same name numbered, cells of mixed kinds as text."""
    columns: dict[str, pd.Series] = {}
    for index, name in enumerate(map(str, items.columns)):
        fresh, number = name, 2
        while fresh in columns:
            fresh, number = f"{name} ({number})", number + 1
        columns[fresh] = _storable(items.iloc[:, index])
    return pd.DataFrame(columns)


def _storable(column: pd.Series) -> pd.Series:
    """Return a column as it is where all its cells are of one plain kind, else as text; a lone surrogate is marked."""
    if pd.api.types.is_complex_dtype(column):
        return column.map(display_value)
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return column
    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
        return column
    kinds = {type(value) for value in column[column.notna()]}
    if kinds <= {str}:
        return column.map(lambda value: value.encode("utf-8", "replace").decode(), na_action="ignore")
    return column if len(kinds) == 1 and kinds <= PLAIN else column.map(display_value)
