"""Analogy: *A* is to *B* as *C* is to what? Or any sum of items and texts, each with its weight.

Reads `analogy.a`, `.b`, `.c`, `.terms` (the free form), `.form`, `.method`, `.inputs` and `.like` of the address.
"""

from __future__ import annotations

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.analogy_parts import answers as shown_answers
from dashboard.analogy_parts import slots
from dashboard.analogy_parts.drawing import drawing
from dashboard.analogy_parts.favourites import gallery
from dashboard.analogy_parts.given import FORM, NAME, SLOTS, Given, read_given
from dashboard.analogy_parts.pairs import more_pairs_shown
from dashboard.analogy_parts.spelling import suggested
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem, register_tool, tool_layout
from dashboard.tools.parts import empty, sets
from dashboard.tools.vectors import vectors_of
from embeddings import UserError
from embeddings.analogies.analogy import Bench, analogy_bench

HOW = "Click three points, drag them into the slots, or type their names: the answer is what is nearest to B − A + C."
HOW_FREE = (
    "Click points, drag them here or type to add them; a click on + takes one away instead. At least two make a sum."
)


def layout() -> Component:
    """Return the place of the answer."""
    return tool_layout(NAME)


def show(asked: Asked) -> Shown:
    """Answer the analogy of the address, or say how to build one."""
    given = read_given(asked)
    if len(given.sum) < 2:
        return Shown([*head(asked, given), *invitation(asked, given)])
    try:
        bench, drawn, again, said = computed(asked, given)
    except StillWorking as waiting:
        work = in_work(waiting.job)
        return Shown([*head(asked, given), *work.body], again=work.again)
    except UserError as error:  # what was chosen stays, so that what will not do can be taken away
        return Shown([*head(asked, given), problem(error, []), suggested(given, asked)])
    found = bench.answers(shown_answers.LISTED, leave_inputs_out=not given.inputs)
    first, name = (int(found["index"][0]), str(found["label"][0])) if len(found) else (None, None)
    pairs, working = more_pairs_shown(asked, given)
    body = [
        *head(asked, given, first),
        shown_answers.formula(given, asked.space, name),
        shown_answers.sentence(given, asked.space, name),
        shown_answers.same_twice(given, asked.space),
        shown_answers.pointless(given, asked.space),
        shown_answers.answer_table(found, asked.space, given.method),
        shown_answers.how_sure(bench, given, found),
        html.P(said, className="help"),
        shown_answers.inputs_switch(given),
        slots.ways(given, asked),
        shown_answers.more_button(given),
        *pairs,
        shown_answers.lines(asked, given),
        gallery(asked.space_id, asked.space, folded=True),
    ]
    return Shown(body, drawn, again or working)


def head(asked: Asked, given: Given, answer: int | None = None) -> list[Component | None]:
    """Return what the analogy is given with: the choice of the form, and the form."""
    space = asked.space
    return [slots.forms(given), slots.terms(given, space) if given.free else slots.slots(given, space, answer)]


def computed(asked: Asked, given: Given) -> tuple[Bench, dict[str, object], bool, str]:
    """Return the analogy laid open, what the map draws of it, whether a place is still being found, and how true it is."""
    vectors = vectors_of(given.sum, asked)
    operands = [term.item if term.item is not None else row for term, row in zip(given.sum, vectors, strict=True)]
    bench = analogy_bench(asked.space, operands, weights=[term.weight for term in given.sum], method=given.method)
    nearest = bench.answers(1, leave_inputs_out=not given.inputs)["index"]
    drawn, again, said = drawing(asked, given, vectors, bench.vector, int(nearest[0]) if len(nearest) else None)
    return bench, drawn, again, said


def invitation(asked: Asked, given: Given) -> list[Component | None]:
    """Say how to build one, with examples that work."""
    if given.free:
        return [empty(HOW_FREE)]
    if any(given.slots):
        return [empty(HOW)]
    shown = gallery(asked.space_id, asked.space, folded=False)
    if shown is not None:
        return [empty(HOW), shown]
    some = [index * (len(asked.space) - 1) // 2 for index in range(3)] if len(asked.space) > 3 else []
    filled = {f"{NAME}.{slot}": str(item) for slot, item in zip(SLOTS, some, strict=False)}
    example = [sets(" : ".join(asked.space.names[item][:24] for item in some), {**filled, FORM: None}, kind="link")]
    return [empty(HOW, *(example if some else []))]


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Analogy", "tab", 3, layout, register)
