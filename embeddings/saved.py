"""Saved spaces: a folder with the vectors as `.npy`, the items as Parquet and the rest as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from embeddings.arrays import Arrays
from embeddings.errors import UserError
from embeddings.space import Space

FORMAT = 1


def saved(folder: str | Path) -> Space:
    """Open a space that the page has saved in its store, its vectors memory-mapped.

    Parameters
    ----------
    folder
        The folder of one space: ``space.json``, ``vectors.npy`` and ``items.parquet``; ``learnt.npz`` where its encoder
        learnt from the items.

    Returns
    -------
    Space
        The space, with the content key that it was saved with.

    Raises
    ------
    UserError
        If there is no space in the folder, or a file of it is damaged.

    Notes
    -----
    Nothing is unpickled.
    """
    import pandas as pd

    place = Path(folder)
    if not (place / "space.json").is_file():
        raise UserError("No such space", f"There is no saved space in “{place}”", "Give the folder of one space.")
    try:
        about = json.loads((place / "space.json").read_text("utf-8"))
        if about["format"] != FORMAT:
            raise ValueError(f"format {about['format']}")
        space = Space(
            vectors=np.lib.format.open_memmap(place / "vectors.npy", mode="r"),
            items=pd.read_parquet(place / "items.parquet"),
            name=about["name"],
            text=about["text"],
            label=about["label"],
            image=about.get("image"),
            encoder=about["encoder"],
            provenance=about["provenance"],
            notes=tuple(about["notes"]),
            learnt=Arrays(place / "learnt.npz"),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        detail = f"A file of “{place.name}” cannot be read"
        raise UserError("The space is damaged", detail, "Make it again from its data.") from error
    vars(space)["key"] = about["key"]
    return space
