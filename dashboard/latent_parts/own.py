"""Your own: a drawing or a picture, put through the encoder: what the VAE saw, where it lies, and what is near.

State: `latent.own`, the picture; `latent.kept`, pictures that stay on the map; `latent.prepare`, how they are prepared.
The pad is the browser's (assets/page/tools/drawing_pad.js), which sends what is drawn as a picture like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_own.drawing import Mark, drawing
from dashboard.latent_own.given import HOW, KEPT, MOST_KEPT, OWN, Given, Own, placed_by, read_own
from dashboard.latent_own.near import near_table, sentence, vote
from dashboard.latent_parts import PARTS
from dashboard.tools import Asked, Shown, problem
from dashboard.tools.fields import choice
from dashboard.tools.inline import inline_figure
from dashboard.tools.parts import chip, python, rounded, sets, space_line
from dashboard.tools.terms import Term, write_terms
from dashboard.understanding.strangeness import excess_of
from embeddings import UserError, nearest_to
from embeddings.builtins import BUILTINS
from embeddings.vae import PREPARATIONS, Vae, errors, preparations_of, to_pictures, usual_preparation

PAD = 280
ABOUT = {
    "digit": "Cut out, 20 × 20, and centred by its mass in 28 × 28: as MNIST prepared its digits.",
    "ink": "What is drawn is cut out and made as large as the frame allows.",
    "whole": "The middle of the picture, resized.",
}


@PARTS.register("own")
@dataclass(frozen=True)
class YourOwn:
    """A drawing or a picture of one's own, placed and explained."""

    label: ClassVar[str] = "Your own"
    order: ClassVar[int] = 2

    def fixed(self) -> list[Component]:
        """Return the pad and its buttons."""
        canvas = html.Canvas(
            width=PAD,
            height=PAD,
            tabIndex="0",
            className="drawing-canvas",
            role="img",
            **{"aria-label": "Drawing pad: draw with mouse, finger or pen, or with arrow keys and Space"},
        )
        buttons = [
            html.Button(words, type="button", className="small", title=title, **{"data-pad": does})
            for words, does, title in (
                ("Undo stroke", "undo", "Take the last stroke away"),
                ("Clear", "clear", "Begin with an empty sheet"),
            )
        ]
        told = html.P("", className="help drawing-told", role="status")
        paper = html.Div([canvas, html.Span(className="drawing-pen")], className="drawing-paper")
        return [html.Div([paper, html.Div([*buttons, told], className="drawing-side")], className="drawing-pad")]

    def show(self, asked: Asked, vae: Vae) -> Shown:
        """Show where the picture lies and why, or how to give one."""
        given = read_own(asked, vae)
        kept, lost = marks_of(given, asked, vae)
        if given.own is None:
            drawn, again, told = drawing(asked, vae, None, kept)
            return Shown([*invitation(vae), *kept_shown(asked, given, lost), note(told)], drawn, again)
        try:
            own = placed_by(given.own, given, vae, asked.services.store)
        except UserError as error:  # the way to prepare it stays, since another may do
            return Shown([problem(error, [OWN]), ways(given, vae), chooser(), *kept_shown(asked, given, lost)])
        found = nearest_to(asked.space, own.latent, asked.k, "euclidean")
        drawn, again, told = drawing(asked, vae, Mark(own.latent, "yours", found["index"].tolist()), kept)
        body = [
            pictures(own, vae),
            sentence(asked, found),
            html.P(loss(own, asked, vae), className="help"),
            note(told),
            near_table(asked, found),
            ways(given, vae),
            html.Div([keep_button(given), chooser()], className="buttons"),
            *kept_shown(asked, given, lost),
            lines(asked, given, vae),
        ]
        return Shown(body, drawn, again)


def invitation(vae: Vae) -> list[Component | None]:
    """Say what to do, with an example that works."""
    digits = usual_preparation(vae) == "digit"
    what = "Draw a digit above" if digits else "Draw above"
    words = f"{what}, or drop a picture here: it is encoded, and appears on the map among what is nearest."
    example = html.Button("a drawn 3", type="button", className="link", **{"data-pad": "example"})
    tries = html.P(["Try: ", example], className="examples") if digits else None
    return [html.Div([html.P(words, className="help"), tries], className="tool-empty"), chooser()]


def chooser() -> Component:
    """Return the button that chooses a picture; one dropped on the tab is taken too."""
    button = html.Button("Choose a picture", type="button", className="small", title="Or drop one here")
    return html.Span(button, className="picture-chooser", **{"data-takes-picture": OWN, "data-appends": "false"})


def note(words: str) -> Component | None:
    """Return a line in small letters."""
    return html.P(words, className="source-line") if words else None


def pictures(own: Own, vae: Vae) -> Component:
    """Return what the VAE saw, its latent numbers, and what it makes of them."""
    seen, made = (
        to_pictures(rows, vae.shape)[0] for rows in (own.row[None], vae.decode(own.latent[None].astype(np.float32)))
    )
    numbers = html.Div(
        [html.Span(rounded(number, 2)) for number in own.latent.tolist()],
        className="latent-means",
        role="group",
        **{"aria-label": "Latent numbers"},
    )
    middle = html.Div([numbers, html.Span("latent numbers", className="help")], className="latent-between")
    row = [inline_figure(seen, "What the VAE saw"), middle, inline_figure(made, "Its reconstruction")]
    return html.Div(row, className="own-pictures")


def loss(own: Own, asked: Asked, vae: Vae) -> str:
    """Say how much the reconstruction loses, and whether that is much here."""
    excess = float(errors(vae, own.row[None]).excess[0])
    told = f"The reconstruction loses {rounded(excess, 0)} nats of the picture; 0 would be perfect"
    known = excess_of(asked.space)
    if known is None:
        return f"{told}."
    return f"{told}. It is more than {100 * float(np.nanmean(known < excess)):.0f} % of the items lose."


def marks_of(given: Given, asked: Asked, vae: Vae) -> tuple[list[Mark], list[Term]]:
    """Return the kept pictures as the map marks them, each by what it lies among, and those that cannot be read any more."""
    marks, lost = [], []
    for term in given.kept:
        try:
            own = placed_by(term, given, vae, asked.services.store)
        except UserError:
            lost.append(term)
            continue
        items = nearest_to(asked.space, own.latent, asked.k, "euclidean")["index"].tolist()
        won = vote(asked.space, items)
        marks.append(Mark(own.latent, f"yours, {won[0]}" if won else "yours", items))
    return marks, lost


def keep_button(given: Given) -> Component | None:
    """Return the button that leaves the picture on the map and empties the pad."""
    if given.own is None or given.own in given.kept or len(given.kept) >= MOST_KEPT:
        return None
    patch = {KEPT: write_terms([*given.kept, given.own]), OWN: None}
    return sets("Keep it on the map", patch, "It stays there, and the sheet is empty for the next")


def kept_shown(asked: Asked, given: Given, lost: list[Term]) -> list[Component | None]:
    """Return what is kept on the map, each with the button that takes it away."""
    if not given.kept:
        return []
    rest = [write_terms([other for other in given.kept if other != term]) or None for term in given.kept]
    made = [
        html.Li(chip(term, {KEPT: left}, asked.space), className="chip")
        for term, left in zip(given.kept, rest, strict=True)
    ]
    gone = f"{len(lost)} of them cannot be shown: gone, or blank." if lost else ""
    return [
        html.H3("Kept on the map"),
        html.Ul(made, className="chips", **{"aria-label": "Kept on the map"}),
        html.P(gone, className="warning") if gone else None,
    ]


def ways(given: Given, vae: Vae) -> Component | None:
    """Return how the picture is prepared, where there is a choice."""
    known = preparations_of(vae)
    if len(known) < 2:
        return None
    chosen = choice(
        HOW, "How it is prepared", {how: PREPARATIONS[how] for how in known}, given.how, usual_preparation(vae)
    )
    return html.Div(
        [html.Span("Prepared", className="picker-label"), chosen, note(ABOUT[given.how])], className="own-ways"
    )


def lines(asked: Asked, given: Given, vae: Vae) -> Component | None:
    """Return the lines of Python that place the picture; its file is named where its place may be told."""
    if given.own is None or given.own.picture is None:
        return None
    here = asked.services.settings.may_name_folders
    file = asked.services.store.upload(given.own.picture).path.as_posix() if here else given.own.called
    opener = "builtin" if asked.space_id in BUILTINS.all() else "saved"
    return python(
        f"from embeddings import {opener}, nearest_to",
        "from embeddings.vae import prepared, vae_of",
        "",
        space_line(asked),
        "vae = vae_of(space)",
        f'row = prepared({file!r}, vae, "{given.how}")',
        "latent = vae.means(row[None])[0]",
        f'nearest_to(space, latent, k={asked.k}, metric="euclidean")',
    )
