"""Analogies: the items nearest to the sum of some vectors less others (Mikolov et al., 2013)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.neighbours import nearest_to
from embeddings.space import Space


def analogy(space: Space, plus: Sequence[int | str], minus: Sequence[int | str] = (), k: int = 10) -> pd.DataFrame:
    """Return the items nearest to Σ plus − Σ minus, the inputs left out: *man* is to *king* as *woman* is to …

    Each input counts as a unit vector, and the answer is ranked by its cosine (3CosAdd, Levy and Goldberg, 2014).

    Parameters
    ----------
    space
        Where to look.
    plus, minus
        Indices or names, such as ``plus=["king", "woman"], minus=["man"]``.
    k
        How many answers.

    Returns
    -------
    pandas.DataFrame
        ``index``, ``label`` (the item's name) and ``similarity``, best first.

    Raises
    ------
    UserError
        If nothing is added, an input is not in the space, or what is added and taken cancels out.

    Examples
    --------
    >>> from embeddings import builtin
    >>> analogy(builtin("words"), plus=["king", "woman"], minus=["man"], k=1)["label"].tolist()
    ['queen']
    """
    if not plus:
        raise UserError("Nothing to add", "An analogy needs at least one item that is added", "Try king − man + woman.")
    added, taken = [space.find(item) for item in plus], [space.find(item) for item in minus]
    vector = unit(space, added).sum(axis=0) - unit(space, taken).sum(axis=0)
    if float(np.linalg.norm(vector)) < 1e-6:
        raise UserError("Nothing is left", "What is added and what is taken cancel out", "Choose items that differ.")
    found = nearest_to(space, vector, k, "cosine", leave_out={*added, *taken})
    found.insert(1, "label", [space.names[index] for index in found["index"]])
    return found.drop(columns="distance")


def unit(space: Space, indices: Sequence[int]) -> np.ndarray:
    """Return the vectors of some items, each of length 1 (a zero vector stays zero): ``(len(indices), d)`` float32."""
    chosen = np.asarray(space.vectors[list(indices)])
    lengths = space.norms[list(indices)][:, None]
    return np.asarray(np.divide(chosen, lengths, out=np.zeros_like(chosen), where=lengths > 0))
