"""Uploads: files as they came, under the hash of their bytes, streamed to disk."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dashboard.store.files import is_id, read_json, rename_whole, temporary_folder, write_json
from embeddings import UserError

CHUNK = 1 << 20
MEGABYTE = 1 << 20
UNUSED_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Upload:
    """One file that was given: its id is the SHA-256 of its bytes."""

    id: str
    name: str
    size: int
    path: Path


class Uploads:
    """The folder of uploads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, stream: IO[bytes], name: str, limit: int | None = None) -> Upload:
        """Stream a file into the store.

        Raises
        ------
        UserError
            If it is larger than `limit` bytes; nothing of it is kept.
        """
        digest, size = hashlib.sha256(), 0
        with temporary_folder(self.folder) as made:
            with (made / "data").open("wb") as file:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if limit is not None and size > limit:
                        raise too_large(name, limit)
                    digest.update(chunk)
                    file.write(chunk)
            write_json(made / "upload.json", {"name": name, "size": size})
            rename_whole(made, self.folder / digest.hexdigest(), lambda: self._read(digest.hexdigest()) is not None)
        os.utime(self.folder / digest.hexdigest())  # given again, it is new again
        return self.get(digest.hexdigest())

    def forget(self, needed: Callable[[], set[str]], now: float | None = None) -> int:
        """Remove files that nothing needs and that were given more than a week ago; return how many."""
        limit = (now or time.time()) - UNUSED_SECONDS
        old = [place for place in self.folder.glob("*/") if is_id(place.name) and place.stat().st_mtime < limit]
        kept = needed() if old else set()
        unused = [place for place in old if place.name not in kept]
        for place in unused:
            shutil.rmtree(place, ignore_errors=True)
        return len(unused)

    def add(self, path: Path) -> Upload:
        """Copy a file of this machine into the store."""
        with path.open("rb") as file:
            return self.save(file, path.name)

    def get(self, upload_id: str) -> Upload:
        """Return an upload.

        Raises
        ------
        UserError
            If it is not in the store.
        """
        upload = self._read(upload_id) if is_id(upload_id) else None
        if upload is None:
            raise UserError("The file is gone", "This upload is not in the store", "Add the file again.")
        return upload

    def _read(self, upload_id: str) -> Upload | None:
        place = self.folder / upload_id
        about = read_json(place / "upload.json") or {}
        try:
            upload = Upload(upload_id, str(about["name"]), int(about["size"]), place / "data")
            return upload if upload.path.stat().st_size == upload.size else None
        except (OSError, KeyError, TypeError, ValueError):
            return None


def too_large(name: str, limit: int) -> UserError:
    """Return the refusal of a file past the limit."""
    return UserError(
        "The file is too large",
        f"“{name}” is larger than {limit / MEGABYTE:,.0f} MB, the most that this server takes",
        "Split it, or start the dashboard from the command line with this file.",
    )
