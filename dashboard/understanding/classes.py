"""Where classes overlap: of each class, whose items are among the nearest of its own."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.latent_own.near import labels_of
from dashboard.palette import sequential
from dashboard.spaces import columns_version
from dashboard.tools import Shown
from dashboard.tools.parts import empty, rounded, sets, table
from dashboard.tools.working import computed
from dashboard.understanding.looks import Look, Question, lines

K = 15
LARGEST_SQUARE = 15
LISTED = 8


def show(question: Question) -> Look:
    """Show the square of classes and the pairs that overlap most."""
    asked = question.asked
    labels = labels_of(asked.space)
    if labels is None or labels.nunique() < 2:
        words = "Two classes at least are needed: this space has no labels, or only one."
        return Look([empty(words, sets("label some items in the Data tab", {"tab": "data"}, kind="link"))])
    column = str(asked.space.label)
    wanted = {"column": column, "k": K, "columns": columns_version(asked.space_id, asked.services.store)}
    found = computed(asked, "class-overlap", wanted)
    if isinstance(found, Shown):
        return Look(found.body, again=found.again)
    names, counts, shares = found.meta["classes"], found.meta["counts"], np.asarray(found.arrays["shares"])
    return Look(
        [
            html.P(score(found.meta, column)),
            square(names, shares) if len(names) <= LARGEST_SQUARE else None,
            pair_table(names, shares),
            html.P(
                f"Of each item's {found.meta['k']} nearest others, Euclidean, exact, n = {sum(counts):,}.",
                className="source-line",
            ),
            lines(question, "", "overlap", f"overlap(space.vectors, space.items[{column!r}].astype(str), k={K})"),
        ]
    )


def score(told: dict[str, object], column: str) -> list[Component | str]:
    """Say how well the classes are apart."""
    right = float(told["accuracy"])  # type: ignore[arg-type]
    counts: list[int] = told["counts"]  # type: ignore[assignment]
    chance = max(counts) / sum(counts)
    return [
        html.Strong(f"{100 * right:.1f} %"),
        f" of the items have their own {column} as the commonest among their nearest; always saying the commonest of all "
        f"would be right for {100 * chance:.0f} %. No label was learnt from.",
    ]


def square(names: list[str], shares: np.ndarray) -> Component:
    """Return every class against every class: rows are whose items, columns are whose items are near."""
    scale = sequential()
    head = html.Tr([html.Td(), *[html.Th(name, scope="col", title=name) for name in names]])
    rows = []
    for row, name in enumerate(names):
        cells = []
        for column, other in enumerate(names):
            share = float(shares[row, column])
            bright = scale[round(min(1.0, share) * (len(scale) - 1))]
            ink = "#111" if share > 0.55 else "#fff"
            words = f"{100 * share:.1f} % of the nearest of “{name}” are “{other}”"
            shown = f"{100 * share:.0f}" if share >= 0.005 else ""
            cells.append(html.Td(shown, title=words, style={"background": bright, "color": ink}))
        rows.append(html.Tr([html.Th(name, scope="row", title=name), *cells]))
    label = "Whose items are near whose, in per cent"
    return html.Table([html.Thead(head), html.Tbody(rows)], className="heatmap overlap", **{"aria-label": label})


def pair_table(names: list[str], shares: np.ndarray) -> Component:
    """Return the pairs of classes that lie most among each other."""
    pairs = [
        (min(float(shares[a, b]), float(shares[b, a])), float(shares[a, b]), float(shares[b, a]), a, b)
        for a in range(len(names))
        for b in range(a + 1, len(names))
    ]
    pairs.sort(key=lambda pair: -(pair[1] + pair[2]))
    rows = [
        html.Tr(
            [
                html.Td(f"{names[a]} – {names[b]}"),
                html.Td(f"{rounded(100 * there, 1)} %", className="figure"),
                html.Td(f"{rounded(100 * back, 1)} %", className="figure"),
            ]
        )
        for _, there, back, a, b in pairs[:LISTED]
    ]
    heads = ["Classes that overlap most", "Second near first", "First near second"]
    return table("Classes that overlap most", heads, rows, csv="overlapping classes")
