"""The files of a built-in space: a CSV of items, their vectors as float16, and what made them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.keys import content_key
from embeddings.space import Space

FOLDER = Path(__file__).parent
MADE = FOLDER / "made.json"


def load_space(stem: str, *, name: str, text: str, label: str, folder: Path = FOLDER) -> Space:
    """Read a built-in space.

    Raises
    ------
    UserError
        If its vectors were made from another version of its items.
    """
    items_file = folder / f"{stem}.csv"
    made: dict[str, Any] = json.loads((folder / MADE.name).read_text("ascii"))
    if made["items"].get(stem) != sha256(items_file):
        raise UserError(
            "The vectors are of another version",
            f"“{items_file.name}” has changed since its vectors were made",
            "Make them again: python -m embeddings.builtins.build",
        )
    items = pd.read_csv(items_file, keep_default_na=False, dtype="object")
    vectors_file = folder / f"{stem}.vectors.npy"
    vectors = np.load(vectors_file, allow_pickle=False).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    space = Space(vectors, items, name=name, text=text, label=label, encoder="minilm", provenance=made["provenance"])
    # The files name the content: the same on every processor, though the lengths are divided out in its own way.
    vars(space)["key"] = content_key("built-in", sha256(items_file), sha256(vectors_file), text, label)
    return space


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
