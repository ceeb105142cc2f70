"""What a worker found for the Outliers tab, read back from its arrays; the tab and its colours both look here."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard.computing.all_neighbours import labelled_key
from dashboard.outliers_parts import LEAST, MOST, Chosen
from dashboard.store import Result
from embeddings.labels import Labels
from embeddings.nearest.all_neighbours import Neighbourhoods
from embeddings.oddities.duplicates import Likeness


def neighbours_wanted(chosen: Chosen, labels: Labels | None = None) -> dict[str, Any]:
    """Return the parameters of the neighbours that are needed; of labels, those among labelled items."""
    parameters: dict[str, Any] = {"most": MOST, "metric": chosen.metric}
    if labels is not None and len(labels.labelled) < len(labels.codes):
        parameters |= {"column": labels.column, "among": labelled_key(labels)}
    return parameters


def neighbourhoods(result: Result, metric: str) -> Neighbourhoods:
    """Return the neighbours that a worker found."""
    return Neighbourhoods(np.asarray(result.arrays["indices"]), np.asarray(result.arrays["distances"]), metric)


LIKENESS_WANTED: dict[str, Any] = {"least": LEAST}


def likeness_of(result: Result) -> Likeness:
    """Return the similar pairs that a worker found."""
    first, a, b, similarity = (np.asarray(result.arrays[name]) for name in ("first", "a", "b", "similarity"))
    return Likeness(first, a, b, similarity, float(result.meta["least"]))
