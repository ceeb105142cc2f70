"""What the Directions tab was given: two ends of items, typed texts or all items that match, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.direction_parts import NAME
from dashboard.tools.terms import Term, read_terms
from embeddings import Space, UserError, axis, direction
from embeddings.directions.direction import Direction

SHOWN_NAMES = 2  # of an end's items, in what it is called
LONGEST_NAME = 28


@dataclass(frozen=True)
class End:
    """One end of an axis.

    Parameters
    ----------
    terms
        The items and typed texts that were given one by one.
    rule
        What was typed to take all items that match, or nothing.
    matched, by
        The items that match, and the column that says so; empty where it is the name that contains it.
    given_name, usual_name
        What a person called it, and what it is called else.
    """

    terms: tuple[Term, ...]
    rule: str
    matched: tuple[int, ...]
    by: str
    given_name: str
    usual_name: str

    @property
    def name(self) -> str:
        """What the page calls it."""
        return self.given_name or self.usual_name

    @property
    def items(self) -> tuple[int, ...]:
        """The indices of its items, each once."""
        return tuple(dict.fromkeys([*(term.item for term in self.terms if term.item is not None), *self.matched]))

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that were typed."""
        return tuple(term.text for term in self.terms if term.text is not None)

    @property
    def members(self) -> tuple[int | str, ...]:
        """Its items, then its texts."""
        return (*self.items, *self.texts)

    @property
    def count(self) -> int:
        """How many items and texts make it."""
        return len(self.members)


@dataclass(frozen=True)
class Wanted:
    """Both ends, and whether they are pairs: the first with the first, the second with the second."""

    low: End
    high: End
    pairs: bool

    @property
    def title(self) -> str:
        """What the page calls the axis."""
        return f"{self.low.name} ↔ {self.high.name}"

    @property
    def ready(self) -> bool:
        """Whether both ends have something."""
        return bool(self.low.count and self.high.count)

    @property
    def pairable(self) -> bool:
        """Whether the ends can be pairs: as many at the one as at the other, each given by itself."""
        single = not self.low.rule and not self.high.rule
        return single and len(self.low.terms) == len(self.high.terms) > 0


def read(values: Mapping[str, str], space: Space) -> Wanted:
    """Read the two ends of the address.

    Raises
    ------
    UserError
        If a term is damaged, or nothing matches what was typed.
    """
    low, high = read_end(values, "from", space), read_end(values, "to", space)
    made = Wanted(low, high, pairs=False)
    return Wanted(low, high, pairs=values.get("pairs") == "yes" and made.pairable)


def read_end(values: Mapping[str, str], end: str, space: Space) -> End:
    """Read one end of the address; raises as `read` does."""
    terms = tuple(dict.fromkeys(items_and_texts(values.get(end, ""), space)))
    rule = values.get(f"{end}.all", "").strip()
    matched, by = matching(space, rule) if rule else ((), "")
    named = [term.name(space) for term in terms]
    usual = rule or ", ".join(shortened(name) for name in named[:SHOWN_NAMES])
    more = len(named) - SHOWN_NAMES if not rule else len(named)
    usual = f"{usual} +{more}" if more > 0 else usual
    return End(terms, rule, matched, by, values.get(f"{end}.name", "").strip()[:80], usual or end)


def items_and_texts(given: str, space: Space) -> tuple[Term, ...]:
    """Read terms of the address; raises UserError if they are damaged, or one is a picture, which this tab cannot take."""
    terms = read_terms(given, space)
    for term in terms:
        if term.picture is not None:
            detail = f"“{term.name(space)}” is a picture of your own, and directions go between items and typed texts"
            raise UserError("Not a picture", detail, "Add it to the space, or choose an item that is like it.")
    return terms


def shortened(name: str, most: int = LONGEST_NAME) -> str:
    """Return a name that fits beside another."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


@lru_cache(maxsize=16)
def matching(space: Space, rule: str) -> tuple[tuple[int, ...], str]:
    """Return the items one of whose columns says exactly this, or else whose names contain it, and the column.

    Raises
    ------
    UserError
        If none does: an axis of a random vector would look like any other.
    """
    wanted = rule.casefold()
    for column in space.items.columns:
        if column in (space.text, space.image):
            continue
        cells, different = pd.factorize(space.items[column].map(str, na_action="ignore"))
        codes = [code for code, value in enumerate(different) if value.casefold() == wanted]
        if codes:
            return tuple(np.flatnonzero(np.isin(cells, codes)).tolist()), str(column)
    named = tuple(index for index, name in enumerate(space.names) if wanted in name.casefold())
    if not named:
        hint = "Type a label, or a part of an item's name."
        raise UserError("Nothing matches", f"No label and no name of this space has “{shortened(rule, 60)}”", hint)
    return named, ""


def made(space: Space, wanted: Wanted, vector_of: Callable[[str], np.ndarray]) -> Direction:
    """Return the axis of both ends.

    Parameters
    ----------
    space
        Where the items are.
    wanted
        The ends.
    vector_of
        Gives the vector of a typed text.

    Raises
    ------
    UserError
        If the ends cancel out, or an item has no direction; and whatever `vector_of` raises.
    """
    low, high = (ingredients(end, vector_of) for end in (wanted.low, wanted.high))
    return _made(space, low, high, wanted.pairs)


def ingredients(end: End, vector_of: Callable[[str], np.ndarray]) -> tuple[int | bytes, ...]:
    """Return what makes an end: indices, and the bytes of typed texts' vectors, in the order they were given."""
    given = [vector_of(term.text).tobytes() if term.text is not None else int(term.item or 0) for term in end.terms]
    return (*given, *(item for item in end.matched if item not in given))


@lru_cache(maxsize=8)
def _made(space: Space, low: tuple[int | bytes, ...], high: tuple[int | bytes, ...], pairs: bool) -> Direction:
    starts, ends = (
        [one if isinstance(one, int) else np.frombuffer(one, np.float32) for one in end] for end in (low, high)
    )
    return direction(space, list(zip(starts, ends, strict=True))) if pairs else axis(space, starts, ends)


def own_part(tools: Mapping[str, str]) -> dict[str, str]:
    """Return the tab's own part of what tools were given, without its name."""
    start = f"{NAME}."
    return {name.removeprefix(start): value for name, value in tools.items() if name.startswith(start)}
