"""What the tests of `embeddings` share: a file made of text or bytes, and a space made of a few vectors."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from embeddings import Space


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file and returns its path."""

    def written(content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding, "surrogatepass"))
        return path

    return written


@pytest.fixture(scope="session")
def space() -> Callable[..., Space]:
    """Return a function that makes a space of vectors, each called by a letter or by the name it is given."""

    def made(vectors: Sequence[Sequence[float]] | np.ndarray, names: Sequence[str] | None = None) -> Space:
        rows = np.asarray(vectors, np.float32)
        called = names or [chr(ord("a") + index % 26) for index in range(len(rows))]
        return Space(rows, pd.DataFrame({"text": list(called)}, dtype="object"), text="text")

    return made
