"""Finished blocks of a long encode, kept so that one that is killed goes on where it was."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np

from embeddings.tally import Tally

BLOCK = 2_048  # items: at most so many are encoded again


class Block(NamedTuple):
    """What an encoder returned for a block of items."""

    vectors: np.ndarray
    about: dict[str, str | int | bool]
    notes: list[str]


class Shards:
    """A folder of blocks.

    Parameters
    ----------
    folder
        Where they are kept: its name must stand for the items, the encoder and its parameters.
    block
        How many items go into one.
    """

    def __init__(self, folder: Path, block: int = BLOCK) -> None:
        self.folder, self.block = folder, block

    def get(self, start: int, stop: int) -> Block | None:
        """Return the block of items `start` to `stop`, or None where there is no whole one."""
        try:
            with self._place(start, stop).open("rb") as file, np.load(file, allow_pickle=False) as kept:
                vectors, told = kept["vectors"], json.loads(kept["told"].tobytes())
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        if vectors.ndim != 2 or len(vectors) != stop - start or vectors.dtype != np.float32:
            return None
        return Block(vectors, told["about"], [_note(note) for note in told["notes"]])

    def put(self, start: int, stop: int, block: Block) -> None:
        """Keep a block; it is whole or absent."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = json.dumps({"about": block.about, "notes": [_plain(note) for note in block.notes]})
        place = self._place(start, stop)
        made = place.with_name(f".tmp-{uuid.uuid4().hex}")
        try:
            with made.open("wb") as file:
                np.savez(file, vectors=block.vectors, told=np.frombuffer(told.encode("ascii"), np.uint8))
                file.flush()
                os.fsync(file.fileno())
            os.replace(made, place)
        finally:
            made.unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all of them: what they were kept for is done."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _place(self, start: int, stop: int) -> Path:
        return self.folder / f"{start:012d}-{stop:012d}.npz"


def _plain(note: str) -> Any:
    return [note.true_of, note.total, note.one, note.many] if isinstance(note, Tally) else str(note)


def _note(told: Any) -> str:
    return told if isinstance(told, str) else Tally(*told)
