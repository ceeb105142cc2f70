"""Own axes as the address has them, ``axes.1=3,17~8,t:a%20text`` from the low end to the high, and what people call them.

An end is made of items, by their indices, and of typed texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

import numpy as np

from dashboard.asking import vector_of
from dashboard.jobs import JobState
from dashboard.services import Services
from dashboard.tools.terms import LONGEST_TEXT
from embeddings import Space, UserError

OWN_AXES = "axes"
MOST = 3
NAMED = 2  # items of an end that its name tells
EXAMPLES: tuple[tuple[str, str], ...] = (("man", "woman"), ("small", "big"), ("child", "adult"))
GROUP = 20  # items of a label that stand for it in an example

TEXT = "t:"

End = tuple[int | str, ...]
Ends = tuple[End, End]
Vector = tuple[float, ...]
Drawn = tuple[tuple[int | Vector, ...], tuple[int | Vector, ...]]


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
    ends = tuple(_end(members, name, given) for members in (low, high))
    if not separator or not all(ends):
        side = "low" if separator and not ends[0] else "high"
        detail = f"“{name}={given}” has no item at its {side} end"
        raise UserError("An end without items", detail, "Choose at least one item or text for each end of the axis.")
    beyond = [member for end in ends for member in end if isinstance(member, int) and member >= count]
    if beyond:
        detail = f"“{name}” names item {beyond[0]:,}; this space has {count:,}, counted from 0"
        raise UserError("No such item", detail, "Choose the ends of the axis again.")
    return ends[0], ends[1]


def _end(members: str, name: str, given: str) -> End:
    read = [_member(part) for part in members.split(",") if part]
    if None in read:
        detail = f"“{name}={given}” in the address is not a list of items and texts such as 3,17~8,t:big"
        raise UserError("This link is damaged", detail, "Choose the ends of the axis again.")
    return tuple(dict.fromkeys(member for member in read if member is not None))


def _member(part: str) -> int | str | None:
    if part.startswith(TEXT):
        return unquote(part.removeprefix(TEXT)).strip()[:LONGEST_TEXT] or None
    return int(part) if part.isascii() and part.isdecimal() else None


def write_axis(ends: tuple[Sequence[int | str], Sequence[int | str]]) -> str:
    """Return an axis as the address has it."""
    return "~".join(",".join(map(_written, end)) for end in ends)


def _written(member: int | str) -> str:
    return str(member) if isinstance(member, int) else TEXT + quote(member, safe="").replace("~", "%7E")


def with_vectors(
    axes: tuple[Ends, ...], space_id: str, space: Space, services: Services
) -> tuple[Drawn, ...] | JobState:
    """Return axes with the vectors of their typed texts, or the job that encodes one of them.

    Raises
    ------
    UserError
        If the encoder of the space cannot take a text, or knows nothing of it.
    """
    vectors: dict[str, Vector] = {}
    for text in dict.fromkeys(member for ends in axes for end in ends for member in end if isinstance(member, str)):
        found = vector_of(space_id, space, services, text=text)
        if isinstance(found, JobState):
            return found
        vectors[text] = tuple(map(float, found))

    def drawn(end: End) -> tuple[int | Vector, ...]:
        return tuple(vectors[member] if isinstance(member, str) else member for member in end)

    return tuple((drawn(low), drawn(high)) for low, high in axes)


def member_name(space: Space, member: int | str) -> str:
    """Return what to call an item, or a typed text."""
    return member if isinstance(member, str) else space.names[member]


def end_name(space: Space, end: End) -> str:
    """Return what to call an end: its first items and texts, and how many more there are."""
    names = ", ".join(member_name(space, member) for member in end[:NAMED])
    return names if len(end) <= NAMED else f"{names} +{len(end) - NAMED}"


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
