"""Safetensors: named tensors, of which one with two axes holds the vectors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors
from embeddings.vector_files.choosing import as_vectors, choose, shape_of

HALF = "BF16"


@VECTOR_FILES.register("safetensors")
@dataclass(frozen=True)
class Safetensors:
    """Tensors by name: the one with two axes holds the vectors."""

    label: ClassVar[str] = "safetensors"
    order: ClassVar[int] = 4
    suffixes: ClassVar[tuple[str, ...]] = (".safetensors",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is one by its ending."""
        return name.lower().endswith(self.suffixes)

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the tensor of vectors, or its first rows."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, framework="numpy") as file:
                slices = {key: file.get_slice(key) for key in file.keys()}  # noqa: SIM118, it is no mapping
                kinds = {key: (tuple(one.get_shape()), str(one.get_dtype())) for key, one in slices.items()}
                tables = {key: kind[:1] in "FB" for key, (shape, kind) in kinds.items() if len(shape) == 2}
                chosen = choose(tables, ask.vectors, name, "tensors")
                shape, kind = kinds[chosen]
                count = ask.of(shape[0])
                array = halves(path, chosen, count) if kind == HALF else slices[chosen][:count]
        except (SafetensorError, ValueError) as error:
            reason = str(error).split("\n")[0][:160]
            raise UserError("The tensors cannot be read", f"“{name}”: {reason}", "Save the file again.") from error
        vectors, notes = as_vectors(array, name)
        described = f"safetensors, “{chosen}”, {shape_of(shape)} {kind}"
        items = pd.DataFrame(index=range(len(vectors)))
        return Vectors(vectors, items, described, notes=notes, dtype=kind, total=shape[0], candidates=tuple(tables))

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


def halves(path: Path, key: str, count: int) -> np.ndarray:
    """Read a tensor of bfloat16, which NumPy does not have: it is the upper half of a float32."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        about: dict[str, Any] = json.loads(file.read(size))[key]
        file.seek(8 + size + about["data_offsets"][0])
        upper = np.frombuffer(file.read(2 * count * about["shape"][1]), "<u2")
    return (upper.astype(np.uint32) << 16).view(np.float32).reshape(count, about["shape"][1])
