"""What a worker found, read back; and the names of its groups: made, chosen, and written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd

from dashboard.cluster_parts.wanted import NAME, damaged
from dashboard.columns import column_kind
from dashboard.store import Result
from embeddings import Space
from embeddings.clustering.clusters import Clusters
from embeddings.clustering.names import EXPLAINS, central_names, distinct, label_names
from embeddings.clustering.silhouettes import Silhouettes

NAMES, LEVEL, BY = f"{NAME}.names", f"{NAME}.level", f"{NAME}.by"
LONGEST_NAME = 80
TERMS, WORDS, MIDDLE, COLUMN = "terms", "words", "middle", "c:"


@dataclass(frozen=True, eq=False)
class Found:
    """The groups of one level, as the tab shows them.

    Parameters
    ----------
    clusters
        What was found.
    level
        The level that is looked at, 0 the coarsest.
    names
        The name of each group of this level, and of the coarser ones where those are wanted.
    own
        Which groups of this level were named by hand.
    meta
        What else the worker says: notes, silhouettes of the levels.
    apart
        The silhouettes of each group of each level, padded with NaN.
    """

    clusters: Clusters
    level: int
    names: list[list[str]]
    own: frozenset[int]
    meta: dict[str, Any]
    apart: np.ndarray

    @cached_property
    def labels(self) -> np.ndarray:
        """Each item's group at this level, ``(n,)`` int32; -1 for none."""
        return self.clusters.at(self.level)

    @property
    def counts(self) -> list[int]:
        """How many groups each level has."""
        return [int(groups.max(initial=-1)) + 1 for groups in self.clusters.levels]

    @cached_property
    def sizes(self) -> np.ndarray:
        """How many items each group of this level has."""
        labels = self.labels
        return np.bincount(labels[labels >= 0], minlength=len(self.names[self.level]))

    def column(self) -> pd.Series:
        """Return each item's group by its name, missing for those in none; coarser levels in `attrs`."""
        names = np.array([*self.names[self.level], None], object)
        made = pd.Series(names[self.labels], dtype="object")
        made.attrs["levels"] = [self._groups(level, names) for level in range(self.level) if self.names[level]]
        return made

    def _groups(self, level: int, names: np.ndarray) -> dict[str, str]:
        """Return the name that each group of this level has at a coarser one."""
        coarse, fine = self.clusters.levels[level], self.clusters.levels[self.level]
        return {str(names[own]): self.names[level][group] for group, own in zip(coarse, fine, strict=True)}

    def medoid(self, group: int, level: int | None = None) -> int:
        """Return the item in the middle of a group: of its largest cluster, where it has several."""
        return self.exemplars(group, level)[0]

    def exemplars(self, group: int, level: int | None = None, most: int = 3) -> list[int]:
        """Return items that show what a group is: its most central ones, or one of each of its largest clusters."""
        groups = self.clusters.levels[self.level if level is None else level]
        inside = np.flatnonzero(groups == group)
        central = self.clusters.central
        items = central[inside[0]][:most] if len(inside) == 1 else [central[one][0] for one in inside[:most]]
        return [int(item) for item in items]


def read_found(result: Result, space: Space, values: Mapping[str, str], *, coarser: bool = False) -> Found:
    """Return what a worker found, at the level and with the names that the address says; those of coarser levels too.

    Raises
    ------
    UserError
        If the address asks for a level or for names that there are not.
    """
    counts = np.asarray(result.arrays["counts"])
    central = np.split(np.asarray(result.arrays["central"]), np.cumsum(counts)[:-1]) if len(counts) else []
    levels, apart = list(np.asarray(result.arrays["levels"])), np.asarray(result.arrays["apart"])
    overall, measured = result.meta["overall"], result.meta["measured"]
    last = Silhouettes(overall[-1] or float("nan"), apart[-1], measured[-1])
    clusters = Clusters(np.asarray(result.arrays["labels"]), levels, central, last, tuple(result.meta["notes"]))
    level = read_level(values, len(levels))
    wanted = range(level + 1) if coarser else (level,)
    by = values.get("by", "")
    names = [made_names(space, clusters, result.meta, by, at) if at in wanted else [] for at in range(level + 1)]
    found = Found(clusters, level, names, frozenset(), result.meta, apart)
    own = set()
    for (fineness, medoid), name in read_names(values.get("names", "")).items():
        at = len(levels) - 1 - fineness
        if 0 <= at <= level:
            for group in range(len(names[at])):
                if found.medoid(group, at) == medoid:
                    names[at][group] = name
                    own |= {group} if at == level else set()
    return Found(clusters, level, names, frozenset(own), result.meta, apart)


def read_level(values: Mapping[str, str], count: int) -> int:
    """Return the level that the address asks for: the finest, unless it says how many coarser."""
    value = values.get("level", "0")
    if not value.isdecimal():
        raise damaged("level", value, "it is how many levels coarser than the finest")
    return max(0, count - 1 - int(value))


def ways_of_naming(space: Space, meta: Mapping[str, Any]) -> dict[str, str]:
    """Return where names can come from, the usual way first."""
    ways = {}
    if meta["terms"] is not None:
        ways[TERMS] = "words of their texts"
    columns = [str(name) for name in space.items.columns if name not in (space.text, space.image)]
    columns = [name for name in columns if column_kind(space.items[name]) == "category"]
    columns.sort(key=lambda name: name != space.label)
    label = {f"{COLUMN}{name}": f"the column “{name}”" for name in columns}
    ways |= label if space.label in columns else {}
    if meta["words"] is not None:
        ways[WORDS] = "nearest words"
    ways[MIDDLE] = "items in their middle"
    return ways | label


def made_names(space: Space, clusters: Clusters, meta: Mapping[str, Any], by: str, level: int) -> list[str]:
    """Return a name for each group of one level, no two alike, by the way that is asked for."""
    middle = central_names(space, clusters, level)
    ways = ways_of_naming(space, meta)
    chosen = by if by in ways else next(iter(ways))
    if chosen == TERMS:
        return distinct(meta["terms"][level], middle)
    if chosen == WORDS:
        groups = clusters.levels[level]
        first = [int(np.flatnonzero(groups == group)[0]) for group in range(int(groups.max(initial=-1)) + 1)]
        return distinct([meta["words"][cluster] for cluster in first], middle)
    if chosen.startswith(COLUMN):
        enough = 0.0 if by else EXPLAINS
        return distinct(label_names(space, chosen[len(COLUMN) :], clusters.at(level), enough), middle)
    return distinct(middle)


def read_names(given: str) -> dict[tuple[int, int], str]:
    """Read names written by hand: ``0.412:My%20name``, where 0 is the finest level and 412 the item in the middle.

    Raises
    ------
    UserError
        If one cannot be read.
    """
    found = {}
    for part in filter(None, given.split(",")):
        place, _, name = part.partition(":")
        level, _, medoid = place.partition(".")
        if not level.isdecimal() or not medoid.isdecimal() or not name:
            raise damaged("names", part, "it is a level, an item and a name, such as 0.412:Royalty")
        found[int(level), int(medoid)] = unquote(name).strip()[:LONGEST_NAME] or "?"
    return found


def write_name(fineness: int, medoid: int, name: str) -> str:
    """Return one name as the address has it."""
    return f"{fineness}.{medoid}:{quote(name, safe='')}"
