"""Search: items by their text, exact and fuzzy, or by meaning; filters by column; and where one's own sentence lands.

State: `search.q`, `search.how`, `search.in`, `search.where.…` (a name for each column), `search.picture` (a picture or an
item to ask with), `search.find`, `search.show`, `search.filters` and `search.kept` of the address.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboard.panels import Panel
from dashboard.search_parts import NAME, facets, found, kept, lines, passages, rows
from dashboard.search_parts.controls import columns_choice, how_choice, invitation, nothing
from dashboard.search_parts.wanted import Wanted, read_wanted
from dashboard.services import Services
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem, register_tool, tool_layout
from dashboard.tools.fields import switch
from embeddings import UserError


def layout() -> Component:
    """Return the field, and the place of the answer."""
    typed = dcc.Input(
        id="field-search-q",
        type="text",
        placeholder="A word, a part of one, a sentence",
        className="picker-field",
        autoComplete="off",
    )
    field = html.Label(
        [html.Span("Search in this space", className="picker-label"), typed],
        className="field search-typed",
        **{"data-writes": f"{NAME}.q", "data-usual": "", "data-live": "true"},
    )
    return tool_layout(NAME, field, html.P("", className="help search-cut", role="status"), follows_item=True)


def show(asked: Asked) -> Shown:
    """Show what is found, or how to begin."""
    wanted = read_wanted(asked.values, asked.space)
    body: list[Component | None] = [how_choice(asked, wanted), filter_part(asked, wanted), facets.given(wanted)]
    drawn: dict[str, object] = {}
    again = False
    try:
        answer = found.find(asked, wanted)
        if answer is None:
            body += invitation(asked)
        elif not answer.count:
            body += nothing(asked, wanted)
        else:
            body += found_parts(asked, wanted, answer)
            if len(answer.meant) < len(asked.space):
                drawn["lit"] = "all" if answer.nearest is None else "listed"
                drawn["of"] = repr(wanted)
    except StillWorking as waiting:
        work = in_work(waiting.job)
        body, again = [*body, *work.body], work.again
    except UserError as error:  # what was chosen stays, so that it can be changed
        body.append(problem(error, []))
    points = kept.show(asked, wanted, waiting=again)
    body += points.body
    return Shown(body, {**drawn, **points.drawn}, again or points.again)


def found_parts(asked: Asked, wanted: Wanted, answer: found.Found) -> list[Component | None]:
    """Return the list of what was found, as passages where those are asked for, and the lines of Python."""
    if wanted.how == "ask" and answer.nearest is not None:
        return [*passages.answers(asked, wanted, answer), lines.lines(asked, wanted)]
    return [*rows.results(asked, wanted, answer), lines.lines(asked, wanted)]


def filter_part(asked: Asked, wanted: Wanted) -> Component:
    """Return the switch of the filters, and the filters where it is on."""
    on = asked.values.get("filters") == "yes"
    parts: list[Component | None] = [switch(f"{NAME}.filters", "Filter by column", on, False)]
    if on:
        parts.append(columns_choice(asked, wanted) if wanted.how == "text" else None)
        try:
            parts.append(facets.facets(asked, wanted))
        except (UserError, StillWorking):  # said where the results are
            parts.append(None)
    return html.Div(parts, className="search-filters")


def picked(asked: Asked, which: str) -> Sequence[int]:
    """Return the items that a button selects, or that the map lights."""
    try:
        return found.picked(asked, read_wanted(asked.values, asked.space), which)
    except StillWorking:
        return []


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show, follows_item=True)


PANEL = Panel("Search", "tab", 5, layout, register, picked=picked)
