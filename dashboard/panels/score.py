"""Score: how well the vectors of the space answer a known test, by section, with what they got wrong.

Reads `score.test` (an uploaded file; the everyday analogies without it), `score.method` (how analogies are answered) and
`score.by` (whether the texts of pairs are encoded, or looked up among the items) of the address.
"""

from __future__ import annotations

import numpy as np
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.computing.score import EVERYDAY
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.store import Result
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.fields import choice
from dashboard.tools.parts import python_for, sets
from dashboard.tools.score_answers import analogy_parts, pair_parts
from dashboard.tools.working import computed
from embeddings import UserError
from embeddings.scoring.known_tests import AnalogyTest, KnownTest, PairTest, everyday_analogies, read_test
from embeddings.scoring.pair_scores import PairScore
from embeddings.scoring.score import METHODS, answers_of
from embeddings.searching.querying import takes

NAME = "score"
TEST, METHOD, BY = f"{NAME}.test", f"{NAME}.method", f"{NAME}.by"
ADD, ENCODER, ITEMS = "3cosadd", "encoder", "items"
WAYS = {ENCODER: "Encode each text", ITEMS: "Look texts up"}


def layout() -> Component:
    """Return the button that takes a file, and the place of the answer."""
    return tool_layout(
        NAME,
        html.P("How well do these vectors answer a test whose answers people gave?", className="help"),
        html.Button("Choose a test file …", type="button", className="small", **{"data-uploads": TEST}),
        html.P(
            "Analogy questions (questions-words.txt), or judged pairs: WordSim-353, SimLex-999, MEN, RG-65, SICK, STS.",
            className="help",
        ),
    )


def show(asked: Asked) -> Shown:
    """Score the space on the test of the address, or on the one that is shipped."""
    chosen = asked.values.get("test", EVERYDAY)
    try:
        test = opened(chosen, asked.services)
    except UserError as error:
        return Shown([problem(error, [TEST])])
    head: list[Component | None] = [heading(test, chosen)]
    if isinstance(test, AnalogyTest):
        method = asked.values.get("method", ADD)
        head.append(choice(METHOD, "How analogies are answered", METHODS, method, ADD))
        parameters, by = {"test": chosen, "method": method}, ITEMS
    else:
        usual = ENCODER if takes(asked.space, "text") else ITEMS
        by = asked.values.get("by", usual)
        head.append(choice(BY, "How a text gets its vector", WAYS, by, usual) if usual == ENCODER else None)
        parameters = {"test": chosen, "encoder": asked.space.encoder if by == ENCODER else ""}
    try:
        found = computed(asked, NAME, parameters)
    except UserError as error:
        return Shown([*head, problem(error, [TEST, METHOD, BY])])
    if isinstance(found, Shown):
        return Shown([*head, *found.body], again=found.again)
    return Shown([*head, *answer(asked, test, found, parameters), lines(asked, chosen, parameters, by)])


def answer(asked: Asked, test: KnownTest, found: Result, parameters: dict[str, str]) -> list[Component | None]:
    """Return what a kept result says of a test."""
    arrays = found.arrays
    if isinstance(test, PairTest):
        similarity = arrays["similarity"]
        told = test.pairs.assign(covered=~np.isnan(similarity), similarity=similarity)
        return pair_parts(PairScore(test.name, ENCODER if parameters["encoder"] else ITEMS, told))
    kept = (arrays["index"], arrays["rank"], arrays["right"])
    return analogy_parts(answers_of(asked.space, test, parameters["method"], *kept), asked.space)


def opened(chosen: str, services: Services) -> KnownTest:
    """Return a test: the one that is shipped, or an uploaded file.

    Raises
    ------
    UserError
        If the file is gone, or is no test, naming the line.
    """
    if chosen == EVERYDAY:
        return everyday_analogies()
    upload = services.store.upload(chosen)
    return read_test(upload.path, upload.name)


def heading(test: KnownTest, chosen: str) -> Component:
    """Return the name of the test, and the way back to the one that is shipped."""
    count = len(test.questions) if isinstance(test, AnalogyTest) else len(test.pairs)
    kind = "questions" if isinstance(test, AnalogyTest) else "pairs"
    back = sets("Back to everyday analogies", {TEST: None}, kind="link") if chosen != EVERYDAY else None
    return html.Div([html.H3(test.name), html.P(f"{count:,} {kind}", className="help"), back], className="score-head")


def lines(asked: Asked, chosen: str, parameters: dict[str, str], by: str) -> Component:
    """Return the lines of Python that make the table by section."""
    if chosen == EVERYDAY:
        imported, test = "everyday_analogies, score", "test = everyday_analogies()"
    else:
        upload = asked.services.store.upload(chosen)
        here = asked.services.settings.may_name_folders
        test = f'test = read_test("{upload.path.as_posix()}")' if here else f'test = read_test("{upload.name}")'
        imported = "read_test, score"
    how = f'method="{parameters["method"]}"' if "method" in parameters else f'by="{by}"'
    return python_for(asked, imported, test, f"score(space, test, {how}).sections")


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Score", "tab", 10, layout, register)
