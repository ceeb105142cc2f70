"""The axes of one's own as the projection's controls show them: their ends, and how to make, turn and drop one."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.own_axes import MOST, OWN_AXES, End, Ends, end_name, examples, member_name, read_axes, write_axis
from dashboard.tools.parts import sets
from dashboard.view import View
from embeddings import Space, UserError

WAYS = ("Across", "Up", "Deep")


def axes_shown(view: View, space: Space) -> list[Component]:
    """Return the axes of a view, or where to make some, with examples that work in this space."""
    try:
        axes = read_axes(view.tools, len(space))
    except UserError:  # the map says what is wrong
        return [_make(space, "These axes cannot be read.", drops=True)]
    if not axes:
        return [_make(space, "This map has no axes yet.")]
    rows = [_axis(place, ends, axes, space) for place, ends in enumerate(axes)]
    left = view.dimensions - len(axes)
    beyond = len(axes) - view.dimensions
    notes = []
    if left > 0:
        ways = " and ".join(way.lower() for way in WAYS[len(axes) : view.dimensions])
        notes.append(f"For {ways}, the map shows what else differs most. Make another axis in the Directions tab.")
    if beyond > 0:
        notes.append("The third axis shows in 3D.")
    return [html.Ol(rows, className="own-axes"), *[html.P(note, className="help") for note in notes]]


def _axis(place: int, ends: Ends, axes: tuple[Ends, ...], space: Space) -> Component:
    low, high = ends
    rest = [*axes[:place], *axes[place + 1 :]]
    turned: dict[str, str | None] = {f"{OWN_AXES}.{place + 1}": write_axis((high, low))}
    what = f"{end_name(space, low)} ↔ {end_name(space, high)}"
    return html.Li(
        [
            html.Span(WAYS[place], className="own-axis-way"),
            html.Span([_end("−", low, space), _end("+", high, space)], className="own-axis-ends"),
            sets("⇄", turned, f"Turn {what} round"),
            sets("×", _written(rest), f"Take {what} away", "chip-remove"),
        ],
        className="own-axis",
    )


def _end(sign: str, end: End, space: Space) -> Component:
    whole = ", ".join(member_name(space, member) for member in end)
    texts = sum(isinstance(member, str) for member in end)
    counts = [(len(end) - texts, "item"), (texts, "typed text")]
    count = " and ".join(f"{many} {what}{'s' * (many != 1)}" for many, what in counts if many)
    return html.Span(
        [html.Span(sign, className="own-axis-sign"), html.Span([end_name(space, end), " ", html.Small(count)])],
        className="own-axis-end",
        title=whole,
    )


def _written(axes: list[Ends]) -> dict[str, str | None]:
    """Return what the address says of these axes, and of no others."""
    names = [f"{OWN_AXES}.{place}" for place in range(1, MOST + 1)]
    return {name: write_axis(axes[place]) if place < len(axes) else None for place, name in enumerate(names)}


def _make(space: Space, said: str, *, drops: bool = False) -> Component:
    tries: list[Component] = [
        sets(words, {**_written([]), **written}, kind="link") for words, written in examples(space)
    ]
    how = " In the Directions tab, choose items for both ends of an axis and use it for the map."
    return html.Div(
        [
            html.P(said + how, className="help"),
            html.P(["Try: ", *tries], className="examples") if tries else None,
            sets("Start anew", _written([])) if drops else None,
        ]
    )
