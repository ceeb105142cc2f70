"""The Classify tab, part by part: what it was given, and what a worker found for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from dashboard.colours import NotYet
from dashboard.computing.classify import labels_key
from dashboard.outliers_parts import label_column, label_columns
from dashboard.store import Result, Store
from dashboard.tools.reading import decimal, one_of, whole
from dashboard.tools.working import known
from embeddings import Space, UserError
from embeddings.labelling.classify import METHODS, Classified, Guesses
from embeddings.labels import Labels, labels_of

NAME = "classify"
START = f"{NAME}.start"
MOST = 50
LEAST = 0.5


@dataclass(frozen=True)
class Chosen:
    """What the tab was given: the column to learn from, empty where there is none, the method, and how sure it must be."""

    column: str
    method: str
    k: int
    least: float
    metric: str


def chosen(values: Mapping[str, str], space: Space, metric: str) -> Chosen:
    """Read what the tab was given.

    Raises
    ------
    UserError
        If a value will not do.
    """
    return Chosen(
        label_column(space, values["column"]) if values.get("column") else usual_column(space),
        one_of(values, "method", METHODS, METHODS[0]),
        whole(values, "k", 5, 1, MOST),
        decimal(values, "least", LEAST, 0, 1),
        metric,
    )


def usual_column(space: Space) -> str:
    """Return the first column of labels that has something left to fill in, else the one that the map is coloured by."""
    columns = {str(name): place for place, name in enumerate(space.items.columns)}
    for name in label_columns(space):
        values = space.items.iloc[:, columns[name]]
        if values.isna().any() or (values == "").any():
            return name
    return label_column(space)


def wanted(given: Chosen, labels: Labels) -> dict[str, Any]:
    """Return the parameters of the computation."""
    return {name: value for name, value in asdict(given).items() if name != "least"} | {"labels": labels_key(labels)}


def classified(result: Result, labels: Labels) -> Classified:
    """Return what a worker found."""
    arrays = {name: np.asarray(array) for name, array in result.arrays.items()}
    guesses = Guesses(arrays["said"], arrays["sure"], arrays["margin"])
    tests = Guesses(arrays["test_said"], arrays["test_sure"], arrays["test_margin"])
    return Classified(labels, guesses, arrays["tested"], tests, int(result.meta["folds"]), bool(result.meta["settled"]))


def found_before(
    tools: Mapping[str, str], space_id: str, space: Space, metric: str, store: Store
) -> tuple[Chosen, Classified]:
    """Return what the tab was given and what was found, for a colour.

    Raises
    ------
    NotYet
        If nothing was found yet.
    UserError
        If there is nothing to learn from.
    """
    values = {name.partition(".")[2]: value for name, value in tools.items() if name.startswith(f"{NAME}.")}
    given = chosen(values, space, metric)
    if not given.column:
        raise UserError("No labels", "This space has no column of labels", "Label some items in the Data tab.")
    labels = labels_of(space, given.column)
    result = known(store, space_id, space, NAME, wanted(given, labels))
    if result is None:
        raise NotYet("Not known yet", "Nothing has been learnt from these labels", "Open the Classify tab.")
    return given, classified(result, labels)
