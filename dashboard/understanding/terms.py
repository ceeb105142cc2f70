"""What each term of the loss does, with the figures of this model."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.charts import Bar, bars
from dashboard.tools import Shown
from dashboard.tools.parts import rounded
from dashboard.understanding.figures import figures
from dashboard.understanding.looks import Look, Question, lines, lines_of_pictures
from dashboard.understanding.strangeness import is_mnist_vae

BITS = 1 / np.log(2)


def show(question: Question) -> Look:
    """Explain the loss."""
    found = figures(question.asked, question.vae)
    if isinstance(found, Shown):
        return Look(found.body, again=found.again)
    wrong, divergence = found.terms.reconstruction, found.terms.kl
    beta = float(question.vae.about.get("settings", {}).get("beta", 1.0))
    shown = [
        Bar("Reconstruction", wrong, f"{rounded(wrong, 1)} nats", float("nan"), float("nan")),
        Bar("KL", divergence, f"{rounded(divergence, 2)} nats", float("nan"), float("nan")),
    ]
    return Look(
        [
            bars(shown, "The two terms of the loss, in nats per picture", top=max(wrong, divergence)),
            html.P(paragraph(wrong, divergence, beta)),
            html.P(
                f"Means over {found.pictures}. Their sum is the negative ELBO: {rounded(wrong + divergence, 2)} nats per "
                "picture (Kingma and Welling, 2014).",
                className="source-line",
            ),
            python_lines(question),
        ]
    )


def paragraph(wrong: float, divergence: float, beta: float) -> list[Component | str]:
    """Say what each term does to the pictures and to the map."""
    return [
        "Training makes one sum small. ",
        html.Strong("Reconstruction"),
        f", {rounded(wrong, 1)} nats: how surprised the decoder is by the picture that was encoded, −log p(x | z). It wants every "
        "picture to have a place of its own from which it can be drawn exactly; alone it would scatter the places far and wide, "
        "with nothing to draw between them. ",
        html.Strong("KL"),
        f", {rounded(divergence, 2)} nats or {rounded(divergence * BITS, 1)} bits: how much a place tells of its picture beyond the prior "
        "N(0, 1). It draws all places to the middle and makes each a cloud instead of a point, so that neighbours share their clouds "
        "and what lies between two pictures can be drawn too; alone it would put every picture in the same place. ",
        weight(beta),
        " A larger β gives a smoother map and blurred pictures, a smaller one sharper pictures and gaps.",
    ]


def weight(beta: float) -> str:
    """Say what the weight of the KL term was."""
    if beta == 1:
        return "Here both count alike (β = 1), which makes the sum a bound on how probable the pictures are."
    return f"Here the KL term counts {beta:g} times (β = {beta:g})."


def python_lines(question: Question) -> Component:
    """Return the lines that tell what each term has come to."""
    if is_mnist_vae(question.asked.space):
        last = 'elbo(vae, mnist("test").rows, samples=4)  # fetches MNIST once'
        return lines(question, "", "elbo, mnist", last)
    if "training" not in question.asked.space.provenance and (
        read := lines_of_pictures(question, "elbo", "elbo(vae, rows)")
    ):
        return read
    return lines(question, "", "", "vae.about")
