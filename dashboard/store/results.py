"""Results: named arrays and what is known of them, under the hash of their inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.store.files import is_id, new_folder, read_json, set_aside, write_json

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Result:
    """Arrays, opened memory-mapped, and their description."""

    arrays: dict[str, np.ndarray]
    meta: dict[str, Any]


class Results:
    """The folder of results, and beneath it those that came with the program and are only read.

    Parameters
    ----------
    folder
        Where results are kept.
    shipped
        Where the program's own lie.
    """

    def __init__(self, folder: Path, shipped: Path | None = None) -> None:
        self.folder = folder
        self._folders = (folder, shipped) if shipped else (folder,)

    def save(self, key: str, arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any]) -> None:
        """Keep a result under its key; what is there already stays."""
        if self.has(key):
            return
        with new_folder(self.folder / key) as made:
            for name, array in arrays.items():
                np.save(made / f"{name}.npy", array, allow_pickle=False)
            write_json(made / "result.json", {"format": FORMAT, "arrays": sorted(arrays), "meta": dict(meta)})

    def has(self, key: str) -> bool:
        """Return whether there is a result under this key."""
        return self._place(key) is not None

    def open(self, key: str) -> Result | None:
        """Return the result under this key; a damaged one is set aside and counts as absent."""
        place = self._place(key)
        if place is None:
            return None
        about = read_json(place / "result.json")
        try:
            arrays = {name: np.load(place / f"{name}.npy", mmap_mode="r") for name in about["arrays"]}
        except (OSError, ValueError, TypeError, KeyError):
            if place.parent == self.folder:
                set_aside(place)
            return None
        return Result(arrays, about["meta"])

    def _place(self, key: str) -> Path | None:
        places = (folder / key for folder in self._folders if is_id(key))
        return next((place for place in places if (place / "result.json").is_file()), None)
