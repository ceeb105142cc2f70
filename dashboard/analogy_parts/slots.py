"""The two ways to give an analogy: three slots in a sentence, or terms with their weights."""

from __future__ import annotations

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.analogy_parts.given import FORM, METHOD, NAME, SLOTS, TERMS, Given, as_slots, as_terms
from dashboard.tools import Asked
from dashboard.tools.fields import choice, menu
from dashboard.tools.parts import chip, picker, sets, takes
from dashboard.tools.terms import Term, write_terms
from embeddings import Space
from embeddings.analogies.methods import METHODS

WEIGHTS = (0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3)


def forms(given: Given) -> Component:
    """Return the choice between the two ways; what is in the one is carried over into the other where that is empty."""
    to_free = {FORM: "free", **({} if given.terms else {TERMS: as_terms(given)})}
    empty = all(slot is None for slot in given.slots)
    to_slots = {FORM: None, **(as_slots(given.terms) if empty else {})}
    ways = [("A is to B as C is to ?", to_slots, not given.free), ("Add and take away", to_free, given.free)]
    buttons = [pressed(words, patch, on) for words, patch, on in ways]
    return html.Div(buttons, className="choice", role="group", **{"aria-label": "Form of the analogy"})


def pressed(words: str, patch: dict[str, str | None], on: bool) -> Component:
    """Return a button of a few, of which one is pressed."""
    button = sets(words, patch)
    setattr(button, "aria-pressed", str(on).lower())
    return button


def slots(given: Given, space: Space, answer: int | None = None) -> Component:
    """Return the three slots as a sentence that ends with the answer, and what swaps and clears them."""
    a, b, c = (
        slot(name, term, space, waits=name == given.waiting) for name, term in zip(SLOTS, given.slots, strict=True)
    )
    return html.Div(
        [
            html.Div([a, joint("is to"), b]),
            html.Div([joint("as"), c, joint("is to"), answered(space, answer)]),
            turned(given),
        ],
        className="analogy-slots",
    )


def answered(space: Space, answer: int | None) -> Component:
    """Return the nearest item at the end of the sentence, or a question mark."""
    if answer is None:
        return html.Span("?", className="slot-answer", title="What the computed vector is nearest to")
    name = space.names[answer]
    named = html.Button([pictured.thumbnail(space, answer), name], type="button", className="chip-name", title=name)
    return html.Span(named, className="slot slot-answer", **{"data-item": str(answer)})


def joint(words: str) -> Component:
    """Return the words between two slots."""
    return html.Span(words, className="slot-joint")


def slot(name: str, term: Term | None, space: Space, *, waits: bool) -> Component:
    """Return one slot: what is in it, or the field that finds it; it takes what is dropped on it."""
    address, letter = f"{NAME}.{name}", name.upper()
    drops = {"data-drops": address}
    if term is not None:
        return html.Div(chip(term, {address: None}, space), className="slot chip", title=f"{letter}", **drops)
    field = picker(address, letter, "Click, drag or type" if waits else "Type or drag", texts=True)
    return html.Div(field, className="slot waits" if waits else "slot", **drops, **(takes(address) if waits else {}))


def turned(given: Given) -> Component | None:
    """Return what swaps the slots or empties them, once there is something in them."""
    if not any(given.slots):
        return None
    a, b, c = given.slots
    swapped = {f"{NAME}.{one}": None if term is None else str(term) for one, term in zip(SLOTS, (a, c, b), strict=True)}
    back = {f"{NAME}.{one}": None if term is None else str(term) for one, term in zip(SLOTS, (b, a, c), strict=True)}
    cleared: dict[str, str | None] = {f"{NAME}.{one}": None for one in SLOTS}
    buttons = [
        sets("Turn A and B round", back, "Ask for the way back: B is to A as C is to ?"),
        sets("Swap B and C", swapped, "A is to C as B is to ?"),
        sets("Clear", cleared),
        link(),
    ]
    return html.Div(buttons, className="buttons")


def link() -> Component:
    """Return the button that copies the address of what is shown."""
    told = {"data-copies-link": "true"}
    return html.Button("Copy link", type="button", className="small", title="Copy the address that shows this", **told)


def terms(given: Given, space: Space) -> Component:
    """Return what is added and taken away, each with its sign and its weight, and the field that adds another."""
    rows = [term_row(place, given.terms, space) for place in range(len(given.terms))]
    waiting = html.Li("Click a point, or drag it here", className="chip waits", **takes(TERMS, appends=True))
    drops = {"data-drops": TERMS, "data-appends": "true"}
    field = picker(TERMS, "Add an item or a text", appends=True, texts=True)
    clear = html.Div([sets("Clear", {TERMS: None}), link()], className="buttons") if given.terms else None
    return html.Div([html.Ul([*rows, waiting], className="terms", **drops), field, clear], className="analogy-terms")


def term_row(place: int, given: tuple[Term, ...], space: Space) -> Component:
    """Return one term: its sign, which a click turns, its name, its weight, and what takes it away."""
    term = given[place]
    plus, size = term.weight >= 0, abs(term.weight)
    sign = sets("+" if plus else "−", {TERMS: changed(given, place, -term.weight)}, "Turn its sign round", "sign")
    sizes = sorted({*WEIGHTS, size})
    options = {changed(given, place, one if plus else -one): f"× {one:g}" for one in sizes}
    weight = menu(TERMS, "Weight", options, changed(given, place, term.weight), "")
    rest = write_terms([one for other, one in enumerate(given) if other != place]) or None
    return html.Li([sign, html.Span(chip(term, {TERMS: rest}, space), className="chip"), weight], className="term")


def changed(given: tuple[Term, ...], place: int, weight: float) -> str:
    """Return the terms with another weight for one of them."""
    return write_terms([replace(one, weight=weight) if at == place else one for at, one in enumerate(given)])


def ways(given: Given, asked: Asked) -> Component:
    """Return the choice of how answers are ranked, with a sentence of what it does."""
    labels = {name: method.label for name, method in METHODS.items()}
    buttons = choice(METHOD, "How answers are ranked", labels, given.method, "3cosadd")
    return html.Div([buttons, html.P(METHODS[given.method].description, className="help")])
