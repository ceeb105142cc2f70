"""The fields of the Directions tab: the two ends of the axis, and the places of single items."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.direction_parts import FROM, NAME, TO
from dashboard.direction_parts.given import End, Wanted
from dashboard.tools import Asked
from dashboard.tools.fields import switch, text_field
from dashboard.tools.parts import chips, picker, sets
from dashboard.tools.terms import Term, write_terms
from embeddings import Space

MOST_ADDED = 500  # items of a selection: the address carries them


def ends(asked: Asked, wanted: Wanted) -> Component:
    """Return the fields of both ends, and the switch that makes them pairs."""
    fills = "to" if asked.values.get("fills") == "to" or (wanted.low.count and not wanted.high.count) else "from"
    fills = "from" if asked.values.get("fills") == "from" else fills
    made = [
        end_field(asked.space, FROM, "From", wanted.low, fills == "from"),
        end_field(asked.space, TO, "To", wanted.high, fills == "to"),
        html.Div([pairs_switch(asked, wanted), turned(asked, wanted)], className="direction-turns"),
    ]
    return html.Div(made, className="direction-ends")


def end_field(space: Space, name: str, label: str, end: End, fills: bool) -> Component:
    """Return one end: what is there, the field that adds to it, and the one that takes all items that match."""
    without = [write_terms([other for other in end.terms if other != term]) or None for term in end.terms]
    given = [(term, {name: rest}) for term, rest in zip(end.terms, without, strict=True)]
    clicking = sets("Fill by clicking", {f"{NAME}.fills": name.partition(".")[2]}) if not fills else None
    adds = html.Button(
        "Add selected", type="button", className="small", **{"data-adds-selection": name, "data-most": str(MOST_ADDED)}
    )
    emptied: dict[str, str | None] = {name: None, f"{name}.all": None, f"{name}.name": None}
    clears = sets("Clear", emptied) if end.count or end.rule else None
    row = chips(
        given, space, waits_for=name if fills else "", appends=True, ends=[rule_chip(name, end), clicking, adds, clears]
    )
    more = html.Details(
        [
            html.Summary("All items that match"),
            text_field(f"{name}.all", "A label, or a part of the name", "such as a category", end.rule),
        ],
        className="direction-rule",
        open=bool(end.rule),
    )
    find = picker(name, label, "Type a word, or click points", appends=True, texts=True)
    count = html.Span(counted(end), className="help direction-count")
    drops = {"data-drops": name, "data-appends": "true"}
    return html.Section(
        [html.Div([find, count], className="direction-find"), row, more], className="direction-end", **drops
    )


def rule_chip(name: str, end: End) -> Component | None:
    """Return what was typed to take all items that match, as something that can be taken away."""
    if not end.rule:
        return None
    where = f"{end.by}: {end.rule}" if end.by else f"“{end.rule}” in the name"
    removed = sets("×", {f"{name}.all": None}, f"Take {where} away", "chip-remove")
    return html.Span([html.Span(f"{where}, {len(end.matched):,}"), removed], className="chip")


def counted(end: End) -> str:
    """Say how many items and texts are at an end."""
    if not end.count:
        return ""
    items, texts = len(end.items), len(end.texts)
    said = [f"{items:,} item{'s' * (items != 1)}"] if items else []
    return " and ".join([*said, *([f"{texts} typed"] if texts else [])])


def pairs_switch(asked: Asked, wanted: Wanted) -> Component | None:
    """Return the switch that takes both ends as pairs, where there are as many at each."""
    if not wanted.pairable or len(wanted.low.terms) < 2:
        return None
    first = " → ".join(end.terms[0].name(asked.space)[:20] for end in (wanted.low, wanted.high))
    return switch(f"{NAME}.pairs", f"In pairs, as they stand: {first}, …", wanted.pairs, False)


def turned(asked: Asked, wanted: Wanted) -> Component | None:
    """Return the button that turns the axis round."""
    if not wanted.ready:
        return None
    parts = ("", ".all", ".name")
    old = {end: {part: asked.values.get(f"{end}{part}") for part in parts} for end in ("from", "to")}
    patch = {f"{FROM}{part}": old["to"][part] for part in parts} | {f"{TO}{part}": old["from"][part] for part in parts}
    return sets("Turn round", patch, "Let the low end be the high one")


def renaming(wanted: Wanted) -> Component:
    """Return the fields in which both ends get another name."""
    fields = [
        text_field(f"{name}.name", label, end.usual_name, end.given_name)
        for name, label, end in ((FROM, "Name of the low end", wanted.low), (TO, "Name of the high end", wanted.high))
    ]
    return html.Details(
        [html.Summary("Rename the ends"), html.Div(fields, className="fields")], className="direction-rule"
    )


def slot(space: Space, name: str, label: str, term: Term | None, *, fills: bool) -> Component:
    """Return the place of one item or typed text."""
    removed: dict[str, str | None] = {name: None}
    given = [] if term is None else [(term, removed)]
    row = chips(given, space, waits_for=name if fills else "", waiting="Click a point")
    return html.Section(
        [picker(name, label, "Type a word, or click a point", texts=True), row],
        className="direction-end",
        **{"data-drops": name, "data-appends": "false"},
    )
