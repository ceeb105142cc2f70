"""The parts that tools share: buttons that change the address, fields that find items, tables, and the lines of Python."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import pictured
from dashboard.tools import Asked
from dashboard.tools.terms import Term
from embeddings import Space
from embeddings.builtins import BUILTINS
from embeddings.searching.querying import takes as encoder_takes


def sets(
    label: str | Sequence[Component | str], patch: dict[str, str | None], title: str = "", kind: str = "small"
) -> Component:
    """Return a button that writes some names of the address; None removes a name.

    Parameters
    ----------
    label
        What stands on it.
    patch
        What it writes, such as ``{"compare.items": "3,17"}``.
    title
        What it does, for the pointer and for screen readers.
    kind
        Its class: ``"small"``, ``"link"`` or ``"chip-remove"``.
    """
    named = {"aria-label": title} if title and label in ("×", "⇄") else {}
    return html.Button(
        label, type="button", className=kind, title=title or None, **{"data-view": json.dumps(patch)}, **named
    )


def picker(
    name: str, label: str, placeholder: str = "Type to find an item", *, appends: bool = False, texts: bool = False
) -> Component:
    """Return a field that finds items while one types and writes the chosen one into the address.

    Parameters
    ----------
    name
        The name in the address, such as ``"compare.items"``.
    label
        Its accessible name.
    placeholder
        What stands in it while it is empty.
    appends
        Whether a choice is added to what is there, rather than put in its place.
    texts
        Whether a typed text that is no item's name may be taken as it is, to be encoded.
    """
    attributes = {"data-picker": name, "data-appends": str(appends).lower(), "data-texts": str(texts).lower()}
    field = dcc.Input(
        id=f"pick-{name.replace('.', '-')}",
        type="text",
        placeholder=placeholder,
        className="picker-field",
        autoComplete="off",
    )
    return html.Label([html.Span(label, className="picker-label"), field], className="picker", **attributes)


def chips(
    terms: Sequence[tuple[Term, dict[str, str | None]]],
    space: Space,
    *,
    waits_for: str = "",
    appends: bool = False,
    waiting: str = "Click a point",
    ends: Sequence[Component | None] = (),
) -> Component:
    """Return what a tool was given as a row of chips.

    Parameters
    ----------
    terms
        Each term, and what the button that takes it away writes into the address.
    space
        Where the items are.
    waits_for
        The name in the address that the next click on the map fills, or what is dropped here; nothing waits without it.
    appends
        Whether that adds to a list.
    waiting
        What the chip that waits says.
    ends
        What stands behind the chips.
    """
    made = [html.Li(chip(term, removed, space), className="chip") for term, removed in terms]
    if waits_for:
        made.append(html.Li(waiting, className="chip waits", **takes(waits_for, appends=appends)))
    drops = {"data-drops": waits_for, "data-appends": str(appends).lower()} if waits_for else {}
    return html.Ul([*made, *[html.Li(end) for end in ends if end is not None]], className="chips", **drops)


def chip(term: Term, removed: dict[str, str | None], space: Space) -> list[Component]:
    """Return the name of a term, which an item's lights and leads to, and the button that takes it away."""
    name = term.name(space)
    attributes = {} if term.item is None else {"data-item": str(term.item)}
    picture = None if term.item is None else pictured.thumbnail(space, term.item)
    if term.picture is not None:
        shown = html.Img(src=f"/api/uploads/{term.picture}/picture", alt="", className="chip-picture")
        return [html.Span([shown, name], title=name), sets("×", removed, f"Take {name} away", "chip-remove")]
    named = html.Button([picture, name], type="button", className="chip-name", title=name, **attributes)
    return [
        named if term.item is not None else html.Span(f"“{name}”", title=name),
        sets("×", removed, f"Take {name} away", "chip-remove"),
    ]


def picture_chooser(name: str, space: Space, *, appends: bool = False) -> Component | None:
    """Return the button that chooses a picture of one's own, where the space's encoder takes pictures.

    A picture dropped anywhere on the tool is taken too; it is written into the address as a term.
    """
    if not encoder_takes(space, "picture"):
        return None
    words = "Add a picture" if appends else "Choose a picture"
    return html.Span(
        [html.Button(words, type="button", className="small", title="Or drop one here")],
        className="picture-chooser",
        **{"data-takes-picture": name, "data-appends": str(appends).lower()},
    )


def takes(name: str, *, appends: bool = False) -> dict[str, str]:
    """Return the attributes of the place that the next click on the map fills."""
    return {"data-takes": name, "data-appends": str(appends).lower()}


def item_row(space: Space, index: int, *cells: Component | str) -> Component:
    """Return a table row that lights its point when it is hovered and walks there when it is clicked."""
    name = html.Button(
        [pictured.thumbnail(space, index), space.names[index]],
        type="button",
        className="neighbour-name",
        title=space.names[index],
    )
    return html.Tr(
        [html.Td(name, className="item-cell"), *[html.Td(cell, className="figure") for cell in cells]],
        **{"data-item": str(index)},
    )


def table(name: str, headings: Sequence[str], rows: Sequence[Component], csv: str = "") -> Component:
    """Return a table with its button that downloads it as CSV.

    Parameters
    ----------
    name
        Its accessible name.
    headings
        One for each column.
    rows
        Its rows.
    csv
        The name of the file; no button without it.
    """
    head = html.Thead(html.Tr([html.Th(heading, scope="col") for heading in headings]))
    made = html.Table([head, html.Tbody(list(rows))], className="tool-table", **{"aria-label": name})
    button = html.Button("CSV", type="button", className="small", title="Download this table", **{"data-csv": csv})
    return html.Div([made, button if csv else None], className="tool-table-box")


def python(*lines: str) -> Component:
    """Return the lines that compute what is on the page, folded away, with a button that copies them."""
    return html.Details(
        [
            html.Summary("Copy as Python"),
            html.Pre("\n".join(lines), className="python"),
            html.Button("Copy", type="button", className="small", **{"data-copies": "pre"}),
        ],
        className="python-box",
    )


def space_line(asked: Asked) -> str:
    """Return the line of Python that opens the space on the page."""
    if asked.space_id in BUILTINS.all():
        return f'space = builtin("{asked.space_id}")'
    # A host's visitors have no use for the place of its store, and need not know it.
    here = asked.services.settings.may_name_folders
    store = asked.services.store.root if here else Path("STORE")
    return f'space = saved("{(store / "spaces" / asked.space_id).as_posix()}")'


def python_for(asked: Asked, imports: str, *lines: str, libraries: Sequence[str] = ()) -> Component:
    """Return `python` for lines that use the space: what it imports, the space, then the lines."""
    opener = "builtin" if asked.space_id in BUILTINS.all() else "saved"
    others = [f"import {library}" for library in libraries]
    ours = f"from embeddings import {', '.join(sorted([opener, *imports.split(', ')], key=str.casefold))}"
    return python(*others, *([""] if others else []), ours, "", space_line(asked), *lines)


def empty(sentence: str, *examples: Component) -> Component:
    """Return what stands in a tool that has been given nothing yet: what to click, and examples that work."""
    tries = html.P(["Try: ", *examples], className="examples") if examples else None
    return html.Div([html.P(sentence, className="help"), tries], className="tool-empty")


def rounded(value: float, digits: int = 3) -> str:
    """Return a number with so many decimals, and a true minus sign."""
    return "—" if pd.isna(value) else f"{value:.{digits}f}".replace("-", "−")
