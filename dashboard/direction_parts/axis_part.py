"""The Axis part: how far the direction is one, where every item lies along it, and what to do with it."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.direction_parts import LISTED, NAME
from dashboard.direction_parts.favourites import favourites
from dashboard.direction_parts.given import End, Wanted, made, shortened
from dashboard.direction_parts.python_lines import axis_lines
from dashboard.direction_parts.slots import ends, renaming
from dashboard.own_axes import write_axis
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem
from dashboard.tools.bars import histogram
from dashboard.tools.keeping import keeping, untaken
from dashboard.tools.parts import empty, item_row, python_for, rounded, sets, table
from dashboard.tools.vectors import typed
from embeddings import Space, UserError
from embeddings.directions.direction import Direction

MOST_ON_AN_AXIS = 500  # items of both ends that an address carries
MARKED = 12  # items of an end that the histogram marks


def show(asked: Asked, wanted: Wanted) -> Shown:
    """Show the axis, or how to make one."""
    head: list[Component | None] = [ends(asked, wanted)]
    if not wanted.ready:
        return Shown([*head, invitation(asked, wanted)])
    try:
        along = made(asked.space, wanted, lambda text: typed(text, asked))
    except StillWorking as waiting:
        work = in_work(waiting.job)
        return Shown([*head, *work.body], again=work.again)
    except UserError as error:  # what was chosen stays, so that the one that will not do can be taken away
        return Shown([*head, problem(error, [])])
    body = [
        *head,
        html.H3(wanted.title),
        *reading(wanted, along),
        spread(asked.space, wanted, along),
        uses(asked, wanted),
        both_ends(asked.space, wanted, along),
        sorted_line(asked),
        renaming(wanted),
        keeping("direction", "Save the positions as a column called", untaken(asked.space, wanted.title[:80])),
        python_for(asked, *axis_lines(asked, wanted, "along.positions")),
    ]
    return Shown(body, {"path": [], "arrows": [], "marks": marks(wanted)})


def invitation(asked: Asked, wanted: Wanted) -> Component:
    """Say what is still to be given, with axes that work."""
    if wanted.low.count or wanted.high.count:
        end = "other end" if wanted.low.count else "low end"
        return empty(f"Now the {end}: click points, or type. A few items at each end make a steady axis.")
    tries = favourites(asked.space_id, asked.space)
    return empty(
        "An axis leads from some items to others, such as from sad to happy words: it sorts and colours everything.",
        *tries,
    )


def reading(wanted: Wanted, along: Direction) -> list[Component | None]:
    """Return the figures of the axis, each with its sentence, and the warning where there is one."""
    agreement = along.agreement
    both = set(wanted.low.items) & set(wanted.high.items)
    facts = [
        fact("Consistency", number(agreement.consistency), "mean cosine of two differences, −1 to 1"),
        fact("p-value", "—" if agreement.p_value is None else f"{agreement.p_value:.2g}", "permutation test, 0 to 1"),
        fact("Told apart", share(agreement.separation), "lie the right way round, each left out in turn; chance 50 %"),
    ]
    sampled = agreement.measured != sizes(wanted, along) and agreement.consistency is not None
    drawn = " and ".join(f"{count:,}" for count in agreement.measured)
    return [
        html.P(agreement.verdict, className="direction-verdict"),
        html.P(agreement.warning, className="warning") if agreement.warning else None,
        html.P(f"{len(both):,} of the items stand at both ends.", className="warning") if both else None,
        html.Dl(facts, className="direction-facts"),
        html.P(f"These figures are of {drawn} drawn from the two ends; the axis is of all.", className="help")
        if sampled
        else None,
    ]


def sizes(wanted: Wanted, along: Direction) -> tuple[int, ...]:
    """Return how many pairs, or items of each end, were given."""
    return (wanted.low.count,) if along.pairs else (wanted.low.count, wanted.high.count)


def fact(name: str, figure: str, meaning: str) -> Component:
    """Return one figure with its name and what it means."""
    return html.Div([html.Dt(name), html.Dd([html.Strong(figure), html.Span(meaning, className="help")])])


def number(value: float | None) -> str:
    """Return a figure, or a dash where there is none."""
    return "—" if value is None else rounded(value, 2)


def share(value: float | None) -> str:
    """Return a share in percent, or a dash where there is none."""
    return "—" if value is None else f"{100 * value:.0f} %"


def spread(space: Space, wanted: Wanted, along: Direction) -> Component:
    """Return the histogram of all positions, with the items of the ends marked over it."""
    values = along.positions.astype(np.float64)
    low, high = float(values.min()), float(values.max())
    named = (f"← {shortened(wanted.low.name, 20)}", f"{shortened(wanted.high.name, 20)} →")
    bars = histogram(values, f"Where items lie: {wanted.title}", named, lambda one, other: f"within:{one!r}:{other!r}")
    ticks = [
        html.Span(
            className=f"direction-tick {side}",
            title=f"{space.names[item]}: {rounded(values[item], 2)}",
            style={"left": f"{100 * (values[item] - low) / ((high - low) or 1):.2f}%"},
            **{"data-item": str(item)},
        )
        for side, end in (("low", wanted.low), ("high", wanted.high))
        for item in end.items[:MARKED]
    ]
    told = f"{rounded(low, 1)} to {rounded(high, 1)}: −1 is the mean of the low end, 1 that of the high. Click a bar to select its items."
    return html.Div(
        [html.Div(ticks, className="direction-ticks"), bars, html.P(told, className="help")],
        className="direction-spread",
    )


def uses(asked: Asked, wanted: Wanted) -> Component:
    """Return the buttons that colour the map by the axis and make it an axis of a map."""
    axis = axis_in_address(wanted)
    why_not = None if axis else axis_refusal(wanted)
    buttons = [
        sets("Colour the map by it", {"colour": "~direction"}),
        *[
            html.Button(
                words,
                type="button",
                className="small",
                disabled=axis is None,
                title=why_not or f"Let the map's {words.lower()} axis be this one",
                **{"data-map-axis": json.dumps({"place": place, "axis": axis or ""})},
            )
            for place, words in ((1, "Across"), (2, "Up"), (3, "Depth"))
        ],
    ]
    label = html.Span("Map axis", className="help")
    return html.Div(
        [
            buttons[0],
            html.Div(
                [label, *buttons[1:]], className="direction-axes", role="group", **{"aria-label": "Use as map axis"}
            ),
            html.P(why_not, className="help") if why_not else None,
        ],
        className="direction-uses",
    )


def axis_in_address(wanted: Wanted) -> str | None:
    """Return the axis as the address of a map has it, or None where it is too long for one."""
    if axis_refusal(wanted):
        return None
    return write_axis((wanted.low.members, wanted.high.members))


def axis_refusal(wanted: Wanted) -> str:
    """Say why the axis cannot be a map's, or nothing."""
    if wanted.low.count + wanted.high.count > MOST_ON_AN_AXIS:
        return f"A map's axis is made of {MOST_ON_AN_AXIS} items and texts at most, which its link names."
    return ""


def both_ends(space: Space, wanted: Wanted, along: Direction) -> Component:
    """Return the items farthest to either end, beside each other."""
    order = ordered(along)
    tables = [
        end_table(space, end, items, along)
        for end, items in ((wanted.low, order[:LISTED]), (wanted.high, order[::-1][:LISTED]))
    ]
    return html.Div(tables, className="direction-tops")


def end_table(space: Space, end: End, items: np.ndarray, along: Direction) -> Component:
    """Return the items of one end, the farthest first."""
    rows = [item_row(space, int(item), rounded(float(along.positions[item]), 2)) for item in items]
    return table(f"Farthest to {end.name}", [f"To {shortened(end.name, 18)}", ""], rows)


def ordered(along: Direction) -> np.ndarray:
    """Return all items from the low end to the high, equal ones in their own order."""
    return np.argsort(along.positions, kind="stable")


def sorted_line(asked: Asked) -> Component:
    """Return the link to all scores, sorted, as a file."""
    query = urlencode(
        {
            f"{NAME}.{name}": value
            for name, value in asked.values.items()
            if name.split(".")[0] in ("from", "to", "pairs")
        }
    )
    address = f"/api/spaces/{asked.space_id}/directions.csv?{query}"
    return html.P(
        [
            html.A("All items in this order, as CSV", href=address, download="direction.csv", className="link"),
            ": position, cosine and projection.",
        ],
        className="help",
    )


def marks(wanted: Wanted) -> list[dict[str, object]]:
    """Return the marks on the map: a ring around what is at one end, a diamond at the other."""
    shapes = (("diamond", wanted.low), ("ring", wanted.high))
    return [{"at": item, "shape": shape} for shape, end in shapes for item in end.items[:MARKED]]
