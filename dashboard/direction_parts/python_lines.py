"""The lines of Python that make the axis of the Directions tab, and what is done with it."""

from __future__ import annotations

from dashboard.direction_parts.given import End, Wanted
from dashboard.tools import Asked
from dashboard.tools.terms import Term
from embeddings import Space

SPELT_OUT = 60  # items of an end that stand in the lines one by one


def axis_lines(asked: Asked, wanted: Wanted, *then: str, also: str = "") -> list[str]:
    """Return what is imported, then the lines that make the axis `along`, then others."""
    texts = [*wanted.low.texts, *wanted.high.texts]
    imports = [
        "direction" if wanted.pairs else "axis",
        *filter(None, also.split(", ")),
        *(["query_vector"] if texts else []),
    ]
    return [", ".join(dict.fromkeys(imports)), *made_lines(asked.space, wanted), *then]


def made_lines(space: Space, wanted: Wanted) -> list[str]:
    """Return the lines that make the axis."""
    low, high = (end_line(space, end) for end in (wanted.low, wanted.high))
    how = "direction(space, list(zip(low, high, strict=True)))" if wanted.pairs else "axis(space, low, high)"
    return [f"low = {low}", f"high = {high}", f"along = {how}"]


def end_line(space: Space, end: End) -> str:
    """Return the expression of one end's items."""
    spelt = f"[{', '.join(term_line(space, term) for term in end.terms)}]"
    if not end.rule:
        return spelt
    matched = matched_line(space, end)
    return f"list(dict.fromkeys([*{spelt}, *{matched}]))" if end.terms else matched


def matched_line(space: Space, end: End) -> str:
    """Return the expression of the items that match."""
    if len(end.matched) <= SPELT_OUT:
        return str(list(end.matched))
    if end.by:
        return f"[i for i, value in enumerate(space.items[{end.by!r}]) if str(value).casefold() == {end.rule.casefold()!r}]"
    return f"[i for i, name in enumerate(space.names) if {end.rule.casefold()!r} in name.casefold()]"


def term_line(space: Space, term: Term) -> str:
    """Return the expression of one item, by its name where that means no other, or of a typed text's vector."""
    if term.text is not None:
        return f"query_vector(space, {term.text!r})"
    name = space.names[term.item or 0]
    return repr(name) if len(name) <= 40 and space.find(name) == term.item else str(term.item)
