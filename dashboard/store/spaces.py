"""Spaces on disk: vectors as `.npy`, opened memory-mapped; items as Parquet; the rest as JSON."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
import pandas as pd

from dashboard.store.files import is_id, new_folder, read_json, set_aside, write_json
from embeddings import Space, UserError

FORMAT = 1
KEPT_OPEN = 8


@dataclass(frozen=True)
class SpaceInfo:
    """What a menu says of a space."""

    id: str
    name: str
    count: int
    dimensions: int
    encoder: str
    created: float


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
        with new_folder(self.folder / space_id) as made:
            np.save(made / "vectors.npy", space.vectors, allow_pickle=False)
            columns = {str(column): _storable(space.items[column]) for column in space.items.columns}
            pd.DataFrame(columns).to_parquet(made / "items.parquet", index=False)
            write_json(
                made / "space.json",
                {
                    "format": FORMAT,
                    "name": space.name,
                    "text": space.text,
                    "label": space.label,
                    "encoder": space.encoder,
                    "provenance": space.provenance,
                    "notes": list(space.notes),
                    "key": space.key,
                    "shape": list(space.vectors.shape),
                    "created": time.time(),
                },
            )

    def has(self, space_id: str) -> bool:
        """Return whether there is a space with this id."""
        return is_id(space_id) and (self.folder / space_id / "space.json").is_file()

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

    def _read(self, space_id: str) -> Space:
        if not self.has(space_id):
            raise UserError("No such space", f"The store has no space “{space_id}”", "Choose another, or add the data.")
        place = self.folder / space_id
        about = read_json(place / "space.json")
        try:
            space = Space(
                vectors=np.load(place / "vectors.npy", mmap_mode="r"),
                items=pd.read_parquet(place / "items.parquet"),
                name=about["name"],
                text=about["text"],
                label=about["label"],
                encoder=about["encoder"],
                provenance=about["provenance"],
                notes=tuple(about["notes"]),
            )
        except (OSError, ValueError, TypeError, KeyError) as error:
            set_aside(place)
            raise UserError(
                "The space is damaged", f"A file of “{space_id}” cannot be read", "Reload the page to make it again."
            ) from error
        vars(space)["key"] = about["key"]
        return space

    def list(self) -> list[SpaceInfo]:
        """Return every space, the newest first."""
        found = []
        for place in self.folder.glob("*/space.json"):
            about = read_json(place)
            if about and is_id(place.parent.name):
                count, dimensions = about["shape"]
                found.append(
                    SpaceInfo(place.parent.name, about["name"], count, dimensions, about["encoder"], about["created"])
                )
        return sorted(found, key=lambda space: -space.created)


def _storable(column: pd.Series) -> pd.Series:
    """Return a column that Parquet can hold: text as UTF-8, a lone surrogate as the replacement mark."""
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return column
    return column.map(lambda value: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value)
