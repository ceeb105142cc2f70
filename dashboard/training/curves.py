"""The curves of a training: each term of the loss by epoch, over the pictures learnt from and those held out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.charts import CONFIG, TYPE
from embeddings.vae import Epoch, Nats

HEIGHT = 118


@dataclass(frozen=True)
class Curve:
    """One chart: what it is called, what it says, and its value of the two terms."""

    name: str
    help: str
    value: Callable[[Nats], float]


CURVES = (
    Curve("ELBO", "How well pictures are explained, in nats: higher is better.", lambda terms: terms.elbo),
    Curve("Reconstruction", "What is lost between a picture and its copy.", lambda terms: terms.reconstruction),
    Curve("KL", "What the latent numbers tell of a picture, beyond the prior.", lambda terms: terms.kl),
)
CURVE_IDS = tuple(f"training-curve-{place}" for place in range(len(CURVES)))


def empty_curves() -> list[Component]:
    """Return the places of the three charts; what changes in them is their figure alone."""
    key = html.P(
        [html.Span("held out", className="curve-held"), " · ", html.Span("learnt from", className="curve-learnt")],
        className="help",
    )
    charts = [
        html.Div(
            dcc.Graph(id=one, figure={}, config=CONFIG, responsive=True, style={"height": HEIGHT}),
            className="chart",
            role="img",
            title=curve.help,
            **{"aria-label": f"{curve.name} by epoch"},
        )
        for one, curve in zip(CURVE_IDS, CURVES, strict=True)
    ]
    return [key, html.Div(charts, className="training-curves")]


def figure(curve: Curve, epochs: Sequence[Epoch], chosen: int | None) -> dict[str, object]:
    """Return one chart as Plotly takes it; what the lines look like stands in `assets/training.css`."""
    numbers = [epoch.number for epoch in epochs]
    mode = "lines+markers" if len(numbers) < 3 else "lines"
    values = {"learnt": [curve.value(one.learnt) for one in epochs], "held": [curve.value(one.held) for one in epochs]}
    marked = [{"type": "line", "x0": chosen, "x1": chosen, "y0": 0, "y1": 1, "yref": "paper", "line": {"width": 1}}]
    return {
        "data": [
            {"type": "scatter", "mode": mode, "name": name, "x": numbers, "y": found} for name, found in values.items()
        ],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 42, "r": 4, "t": 22, "b": 18},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "font": {"size": 11, "family": TYPE},
            "xaxis": {"range": [0.5, max(2, epochs[-1].of) + 0.5], "nticks": 5, "showgrid": False, "zeroline": False},
            "yaxis": {"nticks": 4, "zeroline": False, "tickformat": ",.4~g"},
            "shapes": marked if chosen else [],
            "annotations": [
                _words(f"<b>{curve.name}</b>", 0, "left"),
                _words(_last(curve, epochs, chosen), 1, "right"),
            ],
        },
    }


def nats(value: float) -> str:
    """Return a number of nats for people."""
    return f"{value:,.1f}".replace("-", "−")


def _last(curve: Curve, epochs: Sequence[Epoch], chosen: int | None) -> str:
    shown = next((epoch for epoch in epochs if epoch.number == chosen), epochs[-1])
    return f"{nats(curve.value(shown.held))} nats held out"


def _words(text: str, at: int, anchor: str) -> dict[str, object]:
    place = {"x": at, "xref": "paper", "xanchor": anchor, "y": 1, "yref": "paper", "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "yshift": 4, **place}
