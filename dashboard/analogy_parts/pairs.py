"""Other pairs that differ as A and B do: each is one click away from being the analogy."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.analogy_parts.given import NAME, Given
from dashboard.computing.more_pairs import in_letters
from dashboard.tools import Asked, Shown
from dashboard.tools.parts import rounded, sets, table
from dashboard.tools.terms import Term
from dashboard.tools.vectors import vector_of_term
from dashboard.tools.working import computed
from embeddings import UserError


def more_pairs_shown(asked: Asked, given: Given) -> tuple[list[Component | None], bool]:
    """Return the table of other pairs where it is asked for, and whether a worker still looks for them."""
    a, b, _ = given.slots
    if not given.like or given.free or a is None or b is None:
        return [], False
    try:
        found = computed(asked, "more-pairs", {"a": operand(a, asked), "b": operand(b, asked)})
    except UserError as error:
        return [html.Div([html.Strong(error.title), html.P(f"{error.detail}. {error.hint}")], role="alert")], False
    if isinstance(found, Shown):
        return found.body, found.again
    pairs, alike, names = found.arrays["pairs"], found.arrays["similarity"], asked.space.names
    if not len(pairs):
        told = f"No other pair differs as “{a.name(asked.space)}” and “{b.name(asked.space)}” do."
        return [html.P(told, className="help")], False
    rows = [pair_row(names, int(start), int(end), float(like)) for (start, end), like in zip(pairs, alike, strict=True)]
    looked = f"Among the {found.meta['ends']:,} items farthest along the difference, of {len(names):,}."
    made = table("Pairs like A → B", ["Pair", "Cosine of the differences"], rows, csv="pairs")
    return [html.H3("Pairs like A → B"), html.P(looked, className="help"), made], False


def operand(term: Term, asked: Asked) -> int | str:
    """Return an item's index, or the vector of a typed text, which the answer above has found already, in letters."""
    return term.item if term.item is not None else in_letters(vector_of_term(term, asked))


def pair_row(names: list[str], start: int, end: int, alike: float) -> Component:
    """Return one pair; its button puts the start into the slot C, where the answer should be its end."""
    words = f"{names[start]} → {names[end]}"
    button = sets(words, {f"{NAME}.c": str(start)}, f"Ask what {names[start]} is to", "link")
    return html.Tr([html.Td(button, className="item-cell"), html.Td(rounded(alike), className="figure")])
