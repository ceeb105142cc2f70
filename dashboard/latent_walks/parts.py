"""The parts that ways of walking share: slots for items, pictures of places, a film's strip and files, lines of Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_parts import NAME
from dashboard.latent_walks.ground import Film, Ground
from dashboard.tools.parts import chip, item_row, picker, python, rounded, space_line, table, takes
from dashboard.tools.terms import Term, read_terms
from embeddings import Space, UserError, nearest_to
from embeddings.builtins import BUILTINS

LISTED = 5
STRIP = 8


@dataclass(frozen=True)
class Walked:
    """What a way of walking shows.

    Parameters
    ----------
    body
        What stands under the picture.
    stage
        What the picture shows: a `film` to play, or a `place`, with the `spot` of the map where it is.
    drawn, again
        As a tool's answer has them.
    """

    body: list[Component | None]
    stage: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)
    again: bool = False


def one_item(ground: Ground, name: str) -> Term | None:
    """Return the item that a slot of the address holds, or None.

    Raises
    ------
    UserError
        If it is no item of the space.
    """
    terms = read_terms(ground.asked.values.get(name, ""), ground.space)
    if terms and terms[0].item is None:
        raise UserError(
            "Not an item", f"“{terms[0].name(ground.space)}” has no place here", "Click a point, or type its name."
        )
    return terms[0] if terms else None


def place_of(ground: Ground, term: Term) -> np.ndarray:
    """Return the place of an item, ``(latent,)`` float32."""
    return np.asarray(ground.space.vectors[term.item or 0], np.float32)


def slot(space: Space, name: str, label: str, term: Term | None, *, fills: bool) -> Component:
    """Return the place of one item: what is there, or the field that finds it; it takes what is dropped on it."""
    address = f"{NAME}.{name}"
    drops = {"data-drops": address, **(takes(address) if fills else {"data-appends": "false"})}
    if term is None:
        field = picker(address, label, "Click or type")
        return html.Div(
            field,
            className="latent-slot waits" if fills else "latent-slot",
            **drops,
        )
    held = html.Div(chip(term, {address: None}, space), className="chip latent-chip")
    return html.Div([html.Span(label, className="picker-label"), held], className="latent-slot", **drops)


def shown_at(ground: Ground, place: np.ndarray, caption: str, title: str = "") -> Component:
    """Return the picture of a place with what it is."""
    image = html.Img(src=ground.address(place), alt=f"Decoded: {caption}", className="latent-picture", title=title)
    return html.Figure([image, html.Figcaption(caption)], className="latent-figure")


def strip(ground: Ground, film: Film, caption: str) -> Component:
    """Return a few pictures of a film beside each other."""
    how: dict[str, str | int] = {"frames": STRIP, "way": film.way, "columns": STRIP}
    source = ground.address(film.corners, **how)
    return html.Img(src=source, alt=caption, className="latent-strip", title=caption)


def files(ground: Ground, film: Film) -> Component:
    """Return the links that save a film."""
    enlarged = max(1, min(16, 224 // max(ground.vae.shape.height, ground.vae.shape.width)))
    kinds = (("Film (GIF)", "gif", enlarged), ("All pictures (PNG)", "png", 2 if enlarged > 2 else 1))
    addresses = [
        ground.film_address(film.corners, {**film.query(), "as": kind, "columns": 12, "enlarged": size})
        for _, kind, size in kinds
    ]
    links = [
        html.A(
            words,
            href=address,
            download=f"{quote(film.name)}.{kind}",
            className="small latent-file",
        )
        for (words, kind, _), address in zip(kinds, addresses, strict=True)
    ]
    return html.Div([html.Span("Save", className="help"), *links], className="buttons")


def nearest_table(ground: Ground, place: np.ndarray, name: str, leave_out: Sequence[int] = ()) -> Component:
    """Return the real items nearest to a place."""
    found = nearest_to(ground.space, place, LISTED, "euclidean", leave_out=leave_out)
    rows = [
        item_row(ground.space, int(item), rounded(distance))
        for item, distance in zip(found["index"].tolist(), found["distance"].tolist(), strict=True)
    ]
    if not rows:
        return html.P("There is no other item to be near.", className="help")
    return table(name, ["Nearest real item", "Distance, Euclidean (L2)"], rows, csv="nearest")


def lines(ground: Ground, ours: str, vae: str, *then: str) -> Component:
    """Return the lines of Python: what is imported from `embeddings` and from `embeddings.vae`, the VAE, then others."""
    opener = "builtin" if ground.asked.space_id in BUILTINS.all() else "saved"
    names = sorted(filter(None, [opener, *ours.split(", ")]), key=str.casefold)
    return python(
        f"from embeddings import {', '.join(names)}",
        f"from embeddings.vae import {', '.join(sorted(['vae_of', *vae.split(', ')], key=str.casefold))}",
        "",
        space_line(ground.asked),
        "vae = vae_of(space)",
        *then,
    )


def listed(place: np.ndarray) -> str:
    """Return a place as Python has it."""
    return f"[{', '.join(f'{float(number):.6g}' for number in place)}]"


def numbers(place: np.ndarray) -> str:
    """Return a place for people, the first numbers where there are many."""
    shown = ", ".join(rounded(float(number), 2) for number in place[:8])
    return f"({shown}{', …' if len(place) > 8 else ''})"
