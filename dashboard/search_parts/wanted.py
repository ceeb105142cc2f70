"""What the Search tab is asked, read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from dashboard.tools.reading import decimal, one_of, whole
from dashboard.tools.terms import Term, read_terms
from embeddings import Space
from embeddings.searching.filters import Between, Contains, Filter, OneOf
from embeddings.searching.text_search import LONGEST, MOST_COLUMNS, text_columns

WAYS = {"text": "Text", "meaning": "Meaning"}
KINDS = {"all": "Everything", "picture": "Pictures", "text": "Texts"}
SHOWN, MOST_SHOWN = 20, 999
MOST_KEPT = 20
IS, FROM, TO, HAS = "where.is.", "where.from.", "where.to.", "where.has."
FAR = 1e308


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    Parameters
    ----------
    text
        What was typed, at most 2,000 letters of it.
    how
        ``"text"``, ``"meaning"``, or ``"ask"`` for passages.
    columns
        Where a text is looked for.
    filters
        Which items count.
    like
        An item or a picture that is asked with in the place of a text.
    kind
        What is found in a space of pictures and texts.
    shown
        How many are listed.
    kept
        What was kept as a point of the map.
    """

    text: str
    how: str
    columns: tuple[str, ...]
    filters: tuple[Filter, ...]
    like: Term | None
    kind: str
    shown: int
    kept: tuple[Term, ...]


def read_wanted(values: Mapping[str, str], space: Space) -> Wanted:
    """Read what the tab is asked.

    Raises
    ------
    UserError
        If a part of the address cannot be read.
    """
    like = read_terms(values.get("picture", ""), space)
    return Wanted(
        text=values.get("q", "").strip()[:LONGEST],
        how=one_of(values, "how", (*WAYS, "ask"), "text") if not like else "meaning",
        columns=tuple(read_list(values["in"])) if values.get("in") else usual_columns(space),
        filters=tuple(read_filters(values)),
        like=like[0] if like else None,
        kind=one_of(values, "find", KINDS, "all"),
        shown=whole(values, "show", SHOWN, 1, MOST_SHOWN),
        kept=tuple(dict.fromkeys(read_terms(values.get("kept", ""), space)))[:MOST_KEPT],
    )


def usual_columns(space: Space) -> tuple[str, ...]:
    """Return where a text is looked for where nothing is said: every column of text, or any where there is none."""
    names = text_columns(space) or [str(name) for name in space.items.columns if name != space.image]
    return tuple(names[:MOST_COLUMNS])


def read_filters(values: Mapping[str, str]) -> list[Filter]:
    """Return the filters of the address: each column's own names, so that each can be written alone."""
    filters: list[Filter] = []
    for name, value in values.items():
        if name.startswith(IS):
            filters.append(OneOf(name.removeprefix(IS), tuple(read_list(value))))
        elif name.startswith(HAS):
            filters.append(Contains(name.removeprefix(HAS), value))
    bounded = dict.fromkeys(name.removeprefix(at) for at in (FROM, TO) for name in values if name.startswith(at))
    for column in bounded:
        low, high = (
            decimal(values, f"{at}{column}", 0, -FAR, FAR) if f"{at}{column}" in values else None for at in (FROM, TO)
        )
        filters.append(Between(column, low, high))
    return filters


def read_list(given: str) -> list[str]:
    """Return the values of a list of the address; an empty one stands for what is missing."""
    return [unquote(part) for part in given.split(",")]


def write_list(values: list[str] | tuple[str, ...]) -> str | None:
    """Return values as the address has them, or None for none; a lone empty value is kept by a comma."""
    if not values:
        return None
    written = ",".join(quote(value, safe="") for value in values)
    return written or ","
