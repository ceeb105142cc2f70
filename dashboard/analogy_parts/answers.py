"""The answers of an analogy: the formula, the sentence, the ranked items, and how sure the first of them is."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.analogy_parts.given import INPUTS, LIKE, METHOD, Given
from dashboard.tools import Asked
from dashboard.tools.fields import switch
from dashboard.tools.parts import item_row, python_for, rounded, sets, table
from dashboard.tools.terms import Term
from dashboard.tools.vectors import line_of
from embeddings import Space
from embeddings.analogies.analogy import Bench
from embeddings.space import SHORT

LISTED = 10
CLEAR, SOME = 4.0, 1.5  # usual steps that a lead is worth
TIE = 1e-6  # what single precision leaves of a cosine


def formula(given: Given, space: Space, answer: str | None) -> Component:
    """Return what is added and taken away in one line, and what it comes to."""
    parts = [
        html.Span([sign(term, first=not place), term.name(space)])
        for place, term in enumerate(given.sum)
        if term.weight
    ]
    end = [html.Span([" ≈ ", html.Strong(answer)])] if answer else []
    return html.P([*parts, *end], className="formula")


def sign(term: Term, *, first: bool) -> str:
    """Return what stands before a term: its sign, and its weight where it is not 1."""
    size = "" if abs(term.weight) == 1 else f"{abs(term.weight):g} × "
    plus = "" if first else " + "
    return (" − " if term.weight < 0 else plus) + size


def sentence(given: Given, space: Space, answer: str | None) -> Component | None:
    """Return the analogy as a sentence, where it was given as one."""
    if given.free or answer is None:
        return None
    a, b, c = (term.name(space) for term in given.slots if term is not None)
    return html.P([f"“{a}” is to “{b}” as “{c}” is to ", html.Strong(f"“{answer}”"), "."], className="help")


def answer_table(answers: pd.DataFrame, space: Space, way: str) -> Component:
    """Return the ranked items with their scores as bars."""
    if not len(answers):
        told = "Every other item of this space is an input. Let inputs be answers, below, or choose a larger space."
        return html.P(told, className="help", role="status")
    unit = "Cosine" if way == "3cosadd" else "Quotient"
    best = float(answers["similarity"].max()) if len(answers) else 1.0
    rows = [
        item_row(space, int(index), scored(float(score), best))
        for index, score in zip(answers["index"], answers["similarity"], strict=True)
    ]
    return table("Answers", ["Nearest to the computed vector", unit], rows, csv="analogy")


def scored(score: float, best: float) -> Component:
    """Return a score and its bar beside the best one's."""
    width = max(0.0, score / best) if best > 0 else 0.0
    return html.Span([rounded(score), html.Span(className="meter", style={"width": f"{width:.0%}"})])


def how_sure(bench: Bench, given: Given, answers: pd.DataFrame) -> Component:
    """Say by how much the first leads, and where the inputs themselves stand."""
    facts = []
    if len(answers) > 1:
        margin, names = float(answers["similarity"][0] - answers["similarity"][1]), answers["label"]
        lead = f"“{names[0]}” leads “{names[1]}” by {rounded(margin)}{in_words(margin, answers)}."
        facts.append(html.P(lead, className="help"))
    ranked = sorted(bench.ranks.items(), key=lambda entry: entry[1])
    before = [bench.space.names[item] for item, rank in ranked if rank <= len(ranked)]
    count = f"{len(bench.space):,}"
    c = given.slots[2]
    if not given.free and c is not None and c.item is not None:
        told = (
            f"C itself, “{c.name(bench.space)}”, is number {bench.ranks[c.item]:,} of {count} for the computed vector."
        )
        facts.append(html.P(told, className="help"))
    others = [
        f"{letter}, “{bench.space.names[term.item]}”, number {bench.ranks[term.item]:,}"
        for letter, term in zip("BA", (given.slots[1], given.slots[0]), strict=True)
        if not given.free and term is not None and term.item is not None
    ]
    if others:
        facts.append(html.P(f"{'; '.join(others)}.", className="help"))
    if before and not given.inputs:
        told = f"With the inputs in, “{before[0]}” would come first." if ranked[0][1] == 1 else ""
        facts.append(html.P(told, className="help") if told else None)
    return html.Div([fact for fact in facts if fact is not None], className="facts")


def in_words(margin: float, answers: pd.DataFrame) -> str:
    """Say what a lead is worth beside the usual step from one of the other answers to the next."""
    others = answers["similarity"].to_numpy()[1:]
    if len(others) < 3:
        return ""
    if margin < TIE:
        return ": they are equally near, and which comes first is chance"
    step = float(others[0] - others[-1]) / (len(others) - 1)
    if margin >= CLEAR * step:
        return ", a clear lead: several times the usual step from one to the next"
    if margin >= SOME * step:
        return ", some lead: more than the usual step from one to the next"
    return ", a close call: hardly more than the usual step from one to the next"


def pointless(given: Given, space: Space) -> Component | None:
    """Say which items have a vector of zeros, which adds nothing."""
    none = [term.name(space) for term in given.sum if term.item is not None and space.norms[term.item] < SHORT]
    if not none:
        return None
    names = " and ".join(f"“{name}”" for name in dict.fromkeys(none))
    one = f"{names} has a vector of zeros: it points nowhere and adds nothing."
    several = f"{names} have vectors of zeros: they point nowhere and add nothing."
    return html.P(one if len(set(none)) == 1 else several, className="warning")


def same_twice(given: Given, space: Space) -> Component | None:
    """Say what an analogy with the same item twice comes to."""
    a, b, c = (None if term is None else term.name(space) for term in given.slots)
    if given.free or None in {a, b, c}:
        return None
    if given.slots[0] == given.slots[1]:
        said = f"A and B are the same, so nothing changes: these are the nearest to C, “{c}”."
    elif given.slots[0] == given.slots[2]:
        said = f"A and C are the same, so the sum is B itself, “{b}”: these are the nearest to it."
    elif given.slots[1] == given.slots[2]:
        said = f"B and C are the same, so “{b}” counts twice: the answers lie beyond it, away from A."
    else:
        return None
    return html.P(said, className="warning")


def inputs_switch(given: Given) -> Component:
    """Return the switch that leaves the inputs out, since it changes the answer."""
    return switch(INPUTS, "Inputs may be answers", given.inputs, False)


def more_button(given: Given) -> Component | None:
    """Return the button that looks for other pairs that differ as A and B do."""
    a, b, _ = given.slots
    if given.free or a is None or b is None:
        return None
    words = "Hide other pairs" if given.like else "Find more pairs like A → B"
    return sets(words, {LIKE: None if given.like else "yes"})


def lines(asked: Asked, given: Given) -> Component:
    """Return the lines of Python that give the same answers."""

    def operand(term: Term) -> str:
        return str(term.item) if term.item is not None else line_of(term, asked)

    added = [term for term in given.sum if term.weight >= 0]
    taken = [term for term in given.sum if term.weight < 0]
    weights = [abs(term.weight) for term in (*added, *taken)]
    options = [f"k={LISTED}"]
    if any(weight != 1 for weight in weights):
        options.append(f"weights={weights}")
    if given.method != "3cosadd":
        options.append(f'{METHOD.partition(".")[2]}="{given.method}"')
    if given.inputs:
        options.append("leave_inputs_out=False")
    plus, minus = (f"[{', '.join(map(operand, some))}]" for some in (added, taken))
    typed = any(term.item is None for term in given.sum)
    imports = "analogy, query_vector" if typed else "analogy"
    return python_for(asked, imports, f"analogy(space, plus={plus}, minus={minus}, {', '.join(options)})")
