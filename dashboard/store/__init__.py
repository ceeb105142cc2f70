"""The store: uploads, galleries, pictures, spaces, results, recipes and annotations in one folder.

Everything is written under a temporary name and renamed, so that a kill at any moment leaves nothing half-made;
what is damaged counts as absent and is made again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

import numpy as np

from dashboard.recipes import AnyRecipe, from_json
from dashboard.shipped import FOLDER as SHIPPED
from dashboard.store.annotations import Annotations
from dashboard.store.files import entry, is_id, named_in, read_json, sweep, sweep_old, write_json
from dashboard.store.pictures import Maker, Pictures, PictureSet
from dashboard.store.results import Result, Results
from dashboard.store.spaces import SpaceInfo, Spaces
from dashboard.store.uploads import Upload, Uploads
from embeddings import Space, UserError
from embeddings.galleries import Gallery
from embeddings.shards import Shards

__all__ = ["Result", "SpaceInfo", "Store", "Upload"]


def make_folder(root: Path) -> None:
    """Make the folder of a store.

    Raises
    ------
    UserError
        If there cannot be one, or nothing may be written there.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        if not os.access(root, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        detail = f"“{root}” cannot be the folder of the store: {error.strerror}"
        raise UserError("No place for the store", detail, "Choose another with --store.") from error


class Store:
    """One folder that holds all that was given and all that was computed.

    Parameters
    ----------
    root
        The folder; made where it is missing.
    shipped
        Results that came with the program.
    """

    def __init__(self, root: Path, shipped: Path | None = SHIPPED) -> None:
        self.root = root
        make_folder(root)
        self._uploads = Uploads(root / "uploads")
        self._spaces = Spaces(root / "spaces")
        self._results = Results(root / "results", shipped)
        self._pictures = Pictures(root / "pictures")
        self.annotations = Annotations(root / "annotations")
        sweep(root)
        sweep_old(root / "shards")
        self._uploads.forget(lambda: named_in([root / "recipes", root / "galleries", root / "jobs"]))

    def save_upload(self, stream: IO[bytes], name: str, *, limit: int | None = None) -> Upload:
        """Stream a file into the store, refusing more than `limit` bytes."""
        return self._uploads.save(stream, name, limit)

    def add_file(self, path: Path) -> Upload:
        """Copy a file of this machine into the store."""
        return self._uploads.add(path)

    def upload(self, upload_id: str) -> Upload:
        """Return an upload by its id."""
        return self._uploads.get(upload_id)

    def save_gallery(self, gallery: Gallery) -> str:
        """Keep a list of pictures, and return its key; the files stay where they lie."""
        write_json(self.root / "galleries" / f"{gallery.key}.json", gallery.as_json())
        return gallery.key

    def gallery(self, key: str) -> Gallery:
        """Return a list of pictures."""
        content = read_json(self.root / "galleries" / f"{key}.json") if is_id(key) else None
        if content is None:
            raise UserError("The pictures are gone", "Their list is not in the store", "Open the folder again.")
        return Gallery.from_json(content)

    def make_pictures(self, key: str) -> AbstractContextManager[Maker]:
        """Give what writes pictures at every size."""
        return self._pictures.make(key)

    def pictures(self, key: str) -> PictureSet | None:
        """Open the pictures under a key."""
        return self._pictures.open(key)

    def save_space(self, space_id: str, space: Space) -> None:
        """Keep a space."""
        self._spaces.save(space_id, space)

    def has_space(self, space_id: str) -> bool:
        """Return whether a space is in the store."""
        return self._spaces.has(space_id)

    def space(self, space_id: str) -> Space:
        """Open a space."""
        return self._spaces.open(space_id)

    def names(self, space_id: str) -> list[str] | None:
        """Return what the items of a space are called, without opening it; None where they have no texts."""
        return self._spaces.names(space_id)

    def spaces(self) -> list[SpaceInfo]:
        """Return every space, the newest first."""
        return self._spaces.list()

    def shards(self, key: str) -> Shards:
        """Return where a long encode keeps what it has finished."""
        return Shards(entry(self.root / "shards", key))

    def save_result(self, key: str, arrays: Mapping[str, np.ndarray], meta: Mapping[str, Any]) -> None:
        """Keep named arrays and what is known of them."""
        self._results.save(key, arrays, meta)

    def has_result(self, key: str) -> bool:
        """Return whether a result is in the store."""
        return self._results.has(key)

    def result(self, key: str) -> Result | None:
        """Open a result."""
        return self._results.open(key)

    def save_recipe(self, recipe: AnyRecipe) -> None:
        """Keep how to make something, so that its link works before it is made and after a restart."""
        write_json(self.root / "recipes" / f"{recipe.key}.json", recipe.model_dump(mode="json"))

    def recipe(self, key: str) -> AnyRecipe | None:
        """Return the recipe of a key, where there is one."""
        content = read_json(self.root / "recipes" / f"{key}.json") if is_id(key) else None
        return from_json(content) if content is not None else None

    def save_job(self, key: str, state: Mapping[str, Any]) -> None:
        """Keep the state of a job."""
        write_json(entry(self.root / "jobs", key).with_suffix(".json"), dict(state))

    def job(self, key: str) -> dict[str, Any] | None:
        """Return the last state of a job, where there is one."""
        return read_json(self.root / "jobs" / f"{key}.json") if is_id(key) else None

    def job_keys(self) -> list[str]:
        """Return the keys of all jobs whose state is kept."""
        return [file.stem for file in (self.root / "jobs").glob("*.json") if is_id(file.stem)]
