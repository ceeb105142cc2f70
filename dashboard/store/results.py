"""Results: named arrays and what is known of them, under the hash of their inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.store.files import entry, is_id, new_folder, open_array, read_json, set_aside, write_json

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
        with new_folder(entry(self.folder, key), lambda: self.has(key)) as made:
            for name, array in arrays.items():
                np.save(made / f"{name}.npy", array, allow_pickle=False)
            write_json(made / "result.json", {"format": FORMAT, "arrays": sorted(arrays), "meta": dict(meta)})

    def has(self, key: str) -> bool:
        """Return whether there is a result under this key that can be opened."""
        return self.open(key) is not None

    def open(self, key: str) -> Result | None:
        """Return the result under this key; a damaged one is set aside and counts as absent."""
        if not is_id(key):
            return None
        for place in (folder / key for folder in self._folders):
            if not place.is_dir():
                continue
            if result := _read(place):
                return result
            if place.parent == self.folder:
                set_aside(place)
        return None


def _read(place: Path) -> Result | None:
    about = read_json(place / "result.json") or {}
    if about.get("format") != FORMAT:
        return None
    try:
        arrays = {name: open_array(place / f"{name}.npy") for name in about["arrays"]}
        return Result(arrays, dict(about["meta"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
