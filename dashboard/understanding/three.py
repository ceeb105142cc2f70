"""Two of one class and one of another, measured under every metric: does the latent space know that the two belong together?"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.latent_own.near import labels_of
from dashboard.latent_parts import NAME
from dashboard.tools.fields import menu
from dashboard.tools.inline import inline_image
from dashboard.tools.parts import empty, rounded, sets, table
from dashboard.tools.reading import one_of, whole
from dashboard.understanding.looks import Look, Question, lines
from embeddings import Space, distances
from embeddings.metrics import METRICS
from embeddings.vae import to_pictures

MOST_CLASSES = 40
DIFFERENT = 0.75  # the second of a class lies farther from the first than so many of the class
USUAL = ("0", "1")


class Trio(NamedTuple):
    """Two items of one class, one of another, and the classes."""

    items: tuple[int, int, int]
    same: str
    other: str


def show(question: Question) -> Look:
    """Measure three items."""
    space, values = question.asked.space, question.asked.values
    labels = labels_of(space)
    counts = pd.Series(dtype=int) if labels is None else labels.value_counts().sort_index()
    pairs = list(counts.index[counts > 1])
    if labels is None or len(counts) < 2 or not pairs:
        words = "Two items of one class and one of another are needed: this space has no such labels."
        return Look([empty(words, sets("label some items in the Data tab", {"tab": "data"}, kind="link"))])
    first = USUAL[0] if USUAL[0] in pairs else pairs[0]
    same = one_of(values, "same", pairs, first)
    others = [name for name in counts.index if name != same]
    usual = next((name for name in USUAL[::-1] if name in others), others[0])
    other = one_of(values, "other", others, usual)
    turn = whole(values, "turn", 0, 0, 999_999)
    trio = Trio(chosen(space, labels, (same, other), turn), same, other)
    menus = [
        menu(f"{NAME}.same", "Two of", {name: name for name in pairs[:MOST_CLASSES]}, same, first),
        menu(f"{NAME}.other", "One of", {name: name for name in others[:MOST_CLASSES]}, other, usual),
    ]
    found = distances(space, list(trio.items))
    return Look(
        [
            html.Div(menus, className="fields"),
            pictures(question, trio, turn),
            html.P(sentence(found, trio)),
            distance_table(found, trio),
            html.P(pixel_sentence(question, found, trio), className="help"),
            lines(question, "distances", "", f"distances(space, {list(trio.items)})"),
        ],
        drawing(trio),
    )


def chosen(space: Space, labels: pd.Series, classes: tuple[str, str], turn: int) -> tuple[int, int, int]:
    """Return the items: at first typical ones, the second of the class written differently; then by chance."""
    same, other = (np.flatnonzero((labels == name).to_numpy()) for name in classes)
    if turn:
        chance = np.random.default_rng(turn)
        one, two = chance.choice(same, 2, replace=False).tolist()
        return int(one), int(two), int(chance.choice(other))
    one = typical(space, same)
    apart = np.linalg.norm(np.asarray(space.vectors[same], float) - space.vectors[one], axis=1)
    apart[same == one] = -1
    two = same[np.argsort(apart, kind="stable")[max(1, round(DIFFERENT * (len(same) - 1)))]]
    return int(one), int(two), typical(space, other)


def typical(space: Space, items: np.ndarray) -> int:
    """Return the item nearest to the mean of some."""
    vectors = np.asarray(space.vectors[items], float)
    return int(items[np.linalg.norm(vectors - vectors.mean(axis=0), axis=1).argmin()])


def called(trio: Trio) -> list[str]:
    """Return short names: the first of the class, the second, and the other."""
    return [f"first {trio.same}", f"second {trio.same}", trio.other]


def pictures(question: Question, trio: Trio, turn: int) -> Component:
    """Return the three as the decoder draws them, and the button that takes others."""
    space = question.asked.space
    shown = to_pictures(
        question.vae.decode(np.asarray(space.vectors[list(trio.items)], np.float32)), question.vae.shape
    )
    made = [
        html.Figure(
            [
                inline_image(picture, space.names[item]),
                html.Figcaption(html.Button(name, type="button", className="link", **{"data-item": str(item)})),
            ],
            className="pixels-figure",
        )
        for picture, item, name in zip(shown, trio.items, called(trio), strict=True)
    ]
    return html.Div([*made, sets("Other three", {f"{NAME}.turn": str(turn + 1)})], className="three")


def ratio(within: float, across: float) -> float:
    """Return how many times farther it is to the other class; infinite where the two lie in one place."""
    return across / within if within > 0 else float("inf")


def sentence(found: pd.DataFrame, trio: Trio) -> str:
    """Say which metrics keep the two together."""
    keep: list[str] = []
    lose: list[str] = []
    for name, metric in METRICS.all().items():
        within, *across = found[name]
        (keep if within < min(across) else lose).append(metric.label)
    two = f"the two “{trio.same}”"
    if not lose:
        return f"All {len(keep)} metrics put {two} closer to each other than to the “{trio.other}”."
    apart = (
        f"{listed(lose)} {'does' if len(lose) == 1 else 'do'} not put {two} closer together than to the “{trio.other}”"
    )
    if not keep:
        return begun(f"{apart}: here the latent space does not tell them apart.")
    verb = "puts" if len(keep) == 1 else "put"
    return begun(f"{listed(keep)} {verb} {two} closer to each other than to the “{trio.other}”; {apart}.")


def begun(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]


def listed(names: list[str]) -> str:
    """Return names as a sentence has them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def distance_table(found: pd.DataFrame, trio: Trio) -> Component:
    """Return every pair under every metric."""
    names = called(trio)
    rows = [
        html.Tr(
            [
                html.Td(f"{names[a]} – {names[b]}"),
                *[html.Td(rounded(float(pair[name]), 2), className="figure") for name in METRICS.all()],
            ]
        )
        for (a, b), (_, pair) in zip(combinations(range(3), 2), found.iterrows(), strict=True)
    ]
    heads = ["Pair, latent means", *(metric.label for metric in METRICS.all().values())]
    return table("Three items under every metric", heads, rows, csv="three distances")


def pixel_sentence(question: Question, found: pd.DataFrame, trio: Trio) -> str:
    """Say what the space has gained over pixels, and what each metric sees."""
    rows = question.vae.decode(np.asarray(question.asked.space.vectors[list(trio.items)], np.float32)).astype(float)
    pixel = [float(np.linalg.norm(rows[a] - rows[b])) for a, b in combinations(range(3), 2)]
    latent = found["euclidean"].to_numpy()
    times = [ratio(float(values[0]), float(min(values[1], values[2]))) for values in (latent, pixel)]
    return (
        f"By Euclidean distance the “{trio.other}” is {rounded(times[0], 1)} times as far as the other “{trio.same}” in the latent "
        f"space, and {rounded(times[1], 1)} times between the drawn pictures, pixel by pixel. Euclidean and Manhattan measure how far "
        "one walks. Cosine sees the angle at the origin alone, and the dot product adds length: of two pictures on the same side of "
        "the middle they say “alike”, however far apart they lie."
    )


def drawing(trio: Trio) -> dict[str, object]:
    """Return rings and lines between the three."""
    marks = [{"at": item, "shape": "ring", "label": name} for item, name in zip(trio.items, called(trio), strict=True)]
    lined = [{"from": a, "to": b, "faint": True} for a, b in combinations(trio.items, 2)]
    return {"path": [], "arrows": lined, "marks": marks}
