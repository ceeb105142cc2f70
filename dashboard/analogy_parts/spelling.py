"""A typed text that has no vector may be a misspelt item: the nearest spelling is one click."""

from __future__ import annotations

from difflib import get_close_matches

from dash import html
from dash.development.base_component import Component

from dashboard.analogy_parts.given import NAME, SLOTS, TERMS, Given
from dashboard.tools import Asked
from dashboard.tools.parts import sets
from dashboard.tools.terms import Term, write_terms
from embeddings import Space

LONGEST = 40  # letters of a word that may be misspelt
APART = 2  # letters by which a misspelt word may be longer or shorter


def suggested(given: Given, asked: Asked) -> Component | None:
    """Return a button for each typed text that is nearly the name of an item, which puts the item in its place."""
    buttons: list[Component | str] = []
    for place, term in enumerate(given.terms if given.free else given.slots):
        item = nearest_spelling(term.text, asked.space) if term and term.text else None
        if term is None or item is None:
            continue
        meant = Term(item=item, weight=term.weight)
        terms = [*given.terms[:place], meant, *given.terms[place + 1 :]]
        patch: dict[str, str | None] = (
            {TERMS: write_terms(terms)} if given.free else {f"{NAME}.{SLOTS[place]}": str(meant)}
        )
        buttons += [f"For “{term.text}”, did you mean ", sets(asked.space.names[item], patch, kind="link"), "? "]
    return html.P(buttons, className="examples") if buttons else None


def nearest_spelling(text: str, space: Space) -> int | None:
    """Return the item whose name is spelt most like a text, or None where none is near."""
    wanted = text.strip().casefold()
    if not wanted or len(wanted) > LONGEST:
        return None
    ends = {wanted[0], wanted[-1]}
    like: dict[str, int] = {}
    for index, name in enumerate(space.names):
        if (
            name
            and abs(len(name) - len(wanted)) <= APART
            and (name[0].casefold() in ends or name[-1].casefold() in ends)
        ):
            like.setdefault(name.casefold(), index)
    near = get_close_matches(wanted, like, n=1)
    return like[near[0]] if near else None
