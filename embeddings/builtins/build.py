"""Make the vectors of the built-in spaces again: `python -m embeddings.builtins.build` (words and sentences need torch)."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from embeddings.builtins.files import FOLDER, MADE, sha256
from embeddings.builtins.shapes import EVERY, VECTORS, drawn
from embeddings.encoders.minilm import MiniLm, model_folder, verify
from embeddings.encoding import encode
from embeddings.errors import UserError

STEMS = {"words": "word", "sentences": "sentence"}


def build(folder: Path = FOLDER, model: Path | None = None) -> None:
    """Encode every built-in space of texts with the verified MiniLM, and write down what made it.

    Raises
    ------
    UserError
        If the model's weights are not the published ones; nothing is written then.
    """
    verify(model or model_folder())
    provenance: dict[str, str | int | bool] = {}
    for stem, column in STEMS.items():
        texts = pd.read_csv(folder / f"{stem}.csv", keep_default_na=False, dtype="object")[column].tolist()
        vectors, provenance, _ = MiniLm().encode(texts, lambda done, total, message: None)
        np.save(folder / f"{stem}.vectors.npy", vectors.astype(np.float16), allow_pickle=False)
        print(f"{stem}: {len(texts):,} × {vectors.shape[1]}")
    libraries = {library: version(library) for library in MiniLm.libraries}
    made = {
        "items": {stem: sha256(folder / f"{stem}.csv") for stem in STEMS},
        "provenance": {**provenance, **libraries, "stored": "float16"},
    }
    (folder / MADE.name).write_text(json.dumps(made, indent=1) + "\n", "ascii")


def build_shapes(folder: Path = FOLDER) -> None:
    """Draw every shape and encode it by the pixels encoder, which needs no torch."""
    vectors = encode([drawn(one) for one in EVERY], "pixels")
    np.save(folder / VECTORS, vectors.astype(np.float16), allow_pickle=False)
    print(f"shapes: {len(vectors):,} × {vectors.shape[1]}")


if __name__ == "__main__":
    try:
        build_shapes()
        build()
    except UserError as error:
        sys.exit(f"vectorscape: {error}")
