"""The Outliers tab, part by part: what it was given, what is known already, and what each of its three parts shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.columns import list_columns
from dashboard.tools.reading import decimal, one_of, whole
from embeddings import Space, UserError
from embeddings.oddities.outliers import SCORES

NAME = "outliers"
PARTS = {"rank": "Outliers", "duplicates": "Duplicates", "labels": "Labels"}
MOST = 50  # neighbours that are found at once: fewer are a part of them
START = f"{NAME}.start"
LEAST = 0.8


@dataclass(frozen=True)
class Chosen:
    """What the tab was given.

    Parameters
    ----------
    part
        Which of the three parts is open.
    k, by
        How many neighbours make a score, and which score.
    above
        The least similarity of near-duplicates.
    column, votes
        The column of labels, empty where the space has none, and how many neighbours vote.
    metric
        What near means.
    """

    part: str
    k: int
    by: str
    above: float
    column: str
    votes: int
    metric: str


def chosen(values: Mapping[str, str], space: Space, metric: str) -> Chosen:
    """Read what the tab was given.

    Raises
    ------
    UserError
        If a value will not do.
    """
    return Chosen(
        one_of(values, "part", PARTS, "rank"),
        whole(values, "k", 20, 1, MOST),
        one_of(values, "by", SCORES, "lof"),
        decimal(values, "above", 0.95, LEAST, 1),
        label_column(space, values.get("column", "")),
        whole(values, "votes", 10, 1, MOST),
        metric,
    )


def label_column(space: Space, name: str = "") -> str:
    """Return the column of labels that is meant: the one named, else the space's own, else the first there is, else "".

    Raises
    ------
    UserError
        If there is no column of this name.
    """
    columns = label_columns(space)
    if name and name not in map(str, space.items.columns):
        hint = f"Choose one of: {', '.join(columns)}." if columns else "Label some items in the Data tab."
        raise UserError("No such column", f"There is no column “{name}”", hint)
    return name or next((column for column in (str(space.label), *columns) if column in columns), "")


@lru_cache(maxsize=4)
def label_columns(space: Space) -> tuple[str, ...]:
    """Return the columns whose values are labels."""
    return tuple(column["name"] for column in list_columns(space) if column["kind"] == "category")


def own_part(tools: Mapping[str, str]) -> dict[str, str]:
    """Return what this tab was given, out of what all tools were."""
    return {name.partition(".")[2]: value for name, value in tools.items() if name.startswith(f"{NAME}.")}
