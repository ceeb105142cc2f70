"""What lies beside a file of TensorFlow's projector: its metadata, and the configuration that tells its shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TENSORS = ("_tensors", "_vectors", "_embeddings", "tensors", "vectors", "embeddings")
METADATA = ("metadata.tsv", "labels.tsv", "metadata.csv", "labels.csv")
MOST_BYTES = 1 << 20  # a configuration is small; what is larger is another file


def metadata_beside(path: Path) -> Path | None:
    """Return the metadata of a file of tensors: `X_metadata.tsv` or `X_labels.tsv`, or `metadata.tsv` for `tensors.tsv`."""
    whole = path.stem
    base = next((whole.removesuffix(end) for end in TENSORS if whole.endswith(end)), whole)
    names = [f"{stem}_{kind}" for stem in dict.fromkeys((whole, base)) if stem for kind in METADATA]
    if whole in TENSORS:
        names += METADATA
    found = (path.with_name(name) for name in names)
    return next((one for one in found if one.is_file() and one != path), None)


def tensor_beside(path: Path) -> dict[str, Any] | None:
    """Return what a projector's configuration in the same folder says of a file of tensors."""
    for config in sorted(path.parent.glob("*.json")):
        try:
            if config.stat().st_size > MOST_BYTES:
                continue
            tensors = json.loads(config.read_text("utf-8"))["embeddings"]
            for one in tensors:
                if Path(one["tensorPath"]).name == path.name and len(one["tensorShape"]) == 2:
                    return dict(one)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None
