"""TensorFlow projector's `.bytes`: float32 one after another, their shape told by a configuration beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors
from embeddings.vector_files.choosing import shape_of
from embeddings.vector_files.neighbours import metadata_beside, tensor_beside


@VECTOR_FILES.register("projector")
@dataclass(frozen=True)
class ProjectorBytes:
    """Numbers without a shape; `vectors` is how many dimensions they have."""

    label: ClassVar[str] = "TensorFlow projector .bytes"
    order: ClassVar[int] = 9
    suffixes: ClassVar[tuple[str, ...]] = (".bytes",)

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is one by its ending."""
        return name.lower().endswith(self.suffixes)

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the numbers in rows of as many as there are dimensions."""
        told = ask.vectors or self.beside(path).vectors
        numbers, rest = divmod(path.stat().st_size, 4)
        if told is None or not told.isdecimal() or int(told) < 1:
            detail = f"“{name}” holds {numbers:,} numbers and no shape, and no configuration beside it tells one"
            raise UserError("How many dimensions?", detail, "Give them, such as vectors=200 (--vectors 200).")
        width = int(told)
        if rest or numbers % width:
            detail = f"“{name}” has {path.stat().st_size:,} bytes, which are no whole vectors of {width:,} float32"
            raise UserError("The shape does not fit", detail, "Check the dimensions, and that the file is whole.")
        count = ask.of(numbers // width)
        vectors = np.fromfile(path, "<f4", count * width).reshape(count, width).astype(np.float32, copy=False)
        described = f"TensorFlow projector, {shape_of((numbers // width, width))} float32"
        return Vectors(vectors, pd.DataFrame(index=range(count)), described, total=numbers // width)

    def beside(self, path: Path) -> Beside:
        """Find the metadata, and the dimensions in the projector's configuration."""
        about = tensor_beside(path)
        if about is None:
            return Beside(metadata_beside(path))
        named = path.with_name(Path(str(about.get("metadataPath", "?"))).name)
        return Beside(named if named.is_file() else metadata_beside(path), str(about["tensorShape"][1]))
