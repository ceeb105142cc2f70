"""Own axes as the address has them, ``axes.1=3,17~8,21`` from the low end to the high, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from embeddings import Space, UserError

OWN_AXES = "axes"
MOST = 3
NAMED = 2  # items of an end that its name tells
EXAMPLES: tuple[tuple[str, str], ...] = (("man", "woman"), ("small", "big"), ("child", "adult"))
GROUP = 20  # items of a label that stand for it in an example

Ends = tuple[tuple[int, ...], tuple[int, ...]]


def read_axes(tools: Mapping[str, str], count: int) -> tuple[Ends, ...]:
    """Read the axes of an address.

    Parameters
    ----------
    tools
        The dotted names of the address, such as ``{"axes.1": "3,17~8,21"}``.
    count
        How many items the space has.

    Raises
    ------
    UserError
        If one cannot be read, or names an item that there is not, or has an empty end.
    """
    return tuple(
        _read(given, name, count)
        for name in (f"{OWN_AXES}.{place}" for place in range(1, MOST + 1))
        if (given := tools.get(name))
    )


def _read(given: str, name: str, count: int) -> Ends:
    low, separator, high = given.partition("~")
    ends = tuple(_end(items, name, given) for items in (low, high))
    if not separator or not all(ends):
        side = "low" if separator and not ends[0] else "high"
        detail = f"“{name}={given}” has no item at its {side} end"
        raise UserError("An end without items", detail, "Choose at least one item for each end of the axis.")
    beyond = [item for end in ends for item in end if item >= count]
    if beyond:
        detail = f"“{name}” names item {beyond[0]:,}; this space has {count:,}, counted from 0"
        raise UserError("No such item", detail, "Choose the ends of the axis again.")
    return ends[0], ends[1]


def _end(items: str, name: str, given: str) -> tuple[int, ...]:
    parts = [part for part in items.split(",") if part]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        detail = f"“{name}={given}” in the address is not a list of items such as 3,17~8,21"
        raise UserError("This link is damaged", detail, "Choose the ends of the axis again.")
    return tuple(dict.fromkeys(map(int, parts)))


def write_axis(ends: tuple[list[int], list[int]] | Ends) -> str:
    """Return an axis as the address has it."""
    return "~".join(",".join(map(str, end)) for end in ends)


def end_name(space: Space, items: tuple[int, ...]) -> str:
    """Return what to call an end: its first items, and how many more there are."""
    names = ", ".join(space.names[item] for item in items[:NAMED])
    return names if len(items) <= NAMED else f"{names} +{len(items) - NAMED}"


def axis_ends(space: Space, axes: tuple[Ends, ...], dimensions: int) -> tuple[dict[str, Any], ...]:
    """Return the names of the ends of every axis of a map, and how many items made each; those not chosen have none."""
    told: list[dict[str, Any]] = [
        {"low": end_name(space, low), "high": end_name(space, high), "counts": [len(low), len(high)]}
        for low, high in axes[:dimensions]
    ]
    left = {"low": "", "high": "what else differs most", "counts": [0, 0]}
    return (*told, *[left] * (dimensions - len(told)))


def examples(space: Space) -> list[tuple[str, dict[str, str]]]:
    """Return axes that work in a space: each with its words, and what it writes into the address.

    Pairs of words where the space has them; else the two largest groups of the label column.
    """
    places = {name: index for index, name in reversed([*enumerate(space.names)])}
    pairs = [(low, high) for low, high in EXAMPLES if low in places and high in places][:2]
    if pairs:
        words = " and ".join(f"{low} ↔ {high}" for low, high in pairs)
        written = [write_axis(([places[low]], [places[high]])) for low, high in pairs]
        return [(words, {f"{OWN_AXES}.{place}": axis for place, axis in enumerate(written, 1)})]
    if space.label is None:
        return []
    groups = space.items[space.label].dropna().astype(str)
    largest = groups.value_counts().index[:2].tolist()
    if len(largest) < 2:
        return []
    ends = tuple(
        np.flatnonzero((space.items[space.label].astype(str) == group).to_numpy())[:GROUP] for group in largest
    )
    axis = write_axis(([*map(int, ends[0])], [*map(int, ends[1])]))
    return [(" ↔ ".join(largest), {f"{OWN_AXES}.1": axis})]
