"""A safetensors file of weights with JSON about them: written whole or not at all, read without torch."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from embeddings.errors import UserError

TOLD = "vae"  # the entry of the file's metadata


class Weights(NamedTuple):
    """Named arrays, and what is told of them."""

    arrays: dict[str, np.ndarray]
    told: dict[str, Any]


def write_weights(path: Path, arrays: Mapping[str, np.ndarray], told: Mapping[str, Any]) -> None:
    """Write a file; until it is whole, what was there before stays."""
    from safetensors.numpy import save

    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    write_whole(path, save(whole, {TOLD: json.dumps(told, sort_keys=True)}))


def write_whole(path: Path, content: bytes) -> None:
    """Write bytes under a name that is theirs only once all of them are on the disk."""
    made = path.with_name(f".tmp-{uuid.uuid4().hex}")
    try:
        with made.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)


def read_weights(path: Path) -> Weights:
    """Read a file.

    Raises
    ------
    UserError
        If it is absent, damaged, or not one that `write_weights` wrote.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        raise UserError("No such file", f"There is no file “{path.name}” of weights", "Check its name and folder.")
    try:
        with safe_open(path, "numpy") as file:
            told = json.loads((file.metadata() or {}).get(TOLD, "null"))
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (it is no mapping)
    except (SafetensorError, OSError, ValueError) as error:
        raise UserError("The weights cannot be read", f"“{path.name}”: {error}", "Get the file again.") from error
    if not isinstance(told, dict):
        detail = f"“{path.name}” has weights, but nothing tells of which VAE they are"
        raise UserError("Not a VAE of ours", detail, "Choose a file that this program has saved.")
    return Weights(arrays, told)
