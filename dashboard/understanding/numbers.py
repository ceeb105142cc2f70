"""What each latent number carries: its part of the KL term, and whether the posterior has collapsed."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.charts import columns
from dashboard.tools import Shown
from dashboard.tools.parts import rounded, table
from dashboard.understanding.figures import Figures, figures
from dashboard.understanding.looks import Look, Question, lines, lines_of_pictures
from dashboard.understanding.strangeness import is_mnist_vae

BITS = 1 / np.log(2)
MOST_BARS = 64
WHY = (
    "The KL term pays for what a number says of a picture. A number that the decoder can do without is cheapest when it "
    "says the same of every picture: its KL falls to 0, its means do not vary, and moving along it changes nothing. That is "
    "called posterior collapse. It comes from a β that is too large, from more numbers than the pictures need, or from a "
    "decoder that is strong by itself; in moderation it is no fault: the model has found how many numbers it needs."
)


def show(question: Question) -> Look:
    """Show the numbers as bars, as a table, and in words."""
    found = figures(question.asked, question.vae)
    if isinstance(found, Shown):
        return Look(found.body, again=found.again)
    total = found.terms.kl
    told = f"{rounded(total, 2)} nats ({rounded(total * BITS, 1)} bits) say where a picture lies, on average over {found.pictures}."
    return Look(
        [
            html.P(found.verdict, className="verdict" if found.active.all() else "warning"),
            chart(found) if len(found.kl) <= MOST_BARS else None,
            html.P(told, className="source-line"),
            number_table(found),
            html.Details(
                [html.Summary("What posterior collapse is"), html.P(WHY, className="help")], className="folded"
            ),
            python_lines(question),
        ]
    )


def chart(found: Figures) -> Component:
    """Return a bar for each latent number."""
    names = [str(place + 1) for place in range(len(found.kl))]
    return columns(
        found.kl.tolist(), names, "KL of each latent number, in nats", "Latent number; nats per picture", digits=1
    )


def number_table(found: Figures) -> Component:
    """Return the figures of each number."""
    rows = [
        html.Tr(
            [
                html.Td(f"Number {place + 1}"),
                html.Td(rounded(float(kl), 2), className="figure"),
                html.Td(rounded(float(variance), 2), className="figure"),
                html.Td("yes" if used else "no", className="figure"),
            ]
        )
        for place, (kl, variance, used) in enumerate(zip(found.kl, found.variance, found.active, strict=True))
    ]
    return table("Latent numbers", ["", "KL, nats", "Variance of its means", "In use"], rows, csv="latent numbers")


def python_lines(question: Question) -> Component:
    """Return the lines that tell which numbers are in use."""
    if is_mnist_vae(question.asked.space):
        return lines(question, "", "carried, mnist", 'carried(*vae.encode(mnist("test").rows))  # fetches MNIST once')
    if "training" not in question.asked.space.provenance and (
        read := lines_of_pictures(question, "carried", "carried(*vae.encode(rows))")
    ):
        return read
    return lines(question, "", "", "space.vectors.var(axis=0) > 0.01  # Burda et al., 2016")
