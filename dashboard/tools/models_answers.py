"""What the Models tab says of two spaces: how alike they are, an item's neighbours under both, where they differ most."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.charts import columns
from dashboard.other_models import model_name
from dashboard.store import Result
from dashboard.tools.parts import item_row, rounded, table
from dashboard.tools.score_answers import figure, percent
from embeddings import Space
from embeddings.labelling.label_fit import LabelFit

MOST_COLUMNS = 20


def overall(space: Space, other: Space, found: Result) -> list[Component | None]:
    """Return how many items matched, how many neighbours they share, and how alike the spaces are as wholes."""
    shared, k, m = found.arrays["shared"], int(found.meta["k"]), len(found.arrays["shared"])
    chance = k * k / (m - 1)
    parts: list[Component | None] = [
        html.P(matching(space, other, found), className="help"),
        figure(
            f"{shared.mean():.1f} of {k}",
            f"neighbours are the same, on average (Jaccard {rounded(found.arrays['overlap'].mean(), 2)}; "
            f"by chance {chance:.2g} of {k})",
        ),
    ]
    if k <= MOST_COLUMNS:
        counts = np.bincount(shared, minlength=k + 1).tolist()
        names = [str(count) for count in range(k + 1)]
        parts.append(columns(counts, names, "Items by shared neighbours", f"items by how many of {k} are shared"))
    cka, by_chance = found.meta["cka"], found.meta["by_chance"]
    parts += [
        figure(
            rounded(cka, 2), f"alike as wholes (linear CKA, 0 to 1; shuffled items would give {rounded(by_chance, 2)})"
        ),
        html.P(meaning(cka, by_chance), className="help"),
    ]
    return parts


def matching(space: Space, other: Space, found: Result) -> str:
    """Say which items were compared."""
    count = len(found.arrays["items"])
    if found.meta["by"] == "row":
        return f"All {count:,} items are the same, row by row."
    if found.meta["by"] == "place":
        return f"Neither space names its items: row by row, all {count:,} are taken to be the same."
    return (
        f"{count:,} items are in both, found by their names: of {len(space):,} here and {len(other):,} in "
        f"“{other.name}”. Only these count as neighbours."
    )


def meaning(cka: float, by_chance: float) -> str:
    """Say what the one number means."""
    if cka < by_chance + 0.1:
        return "Hardly more alike than shuffled items: the two arrange these items by different things."
    if cka > 0.9:
        return "Nearly the same arrangement, but for rotation and scale."
    return "What is far apart in one tends to be far apart in the other; near neighbours may still differ."


def both_lists(space: Space, other: Space, found: Result, place: int) -> Component:
    """Return an item's neighbours under both models, side by side; shared ones are marked."""
    items, ours, theirs = found.arrays["items"], found.arrays["ours"][place], found.arrays["theirs"][place]
    both = set(ours.tolist()) & set(theirs.tolist())
    rows = [
        html.Tr(
            [
                html.Td(str(rank), className="figure"),
                *[neighbour(space, int(items[near]), near in both) for near in (one, another)],
            ]
        )
        for rank, (one, another) in enumerate(zip(ours.tolist(), theirs.tolist(), strict=True), 1)
    ]
    name = space.names[int(items[place])]
    heads = ["", *names_of(space, other)]
    made = table(f"Neighbours of {name} under both", heads, rows, csv="neighbours-under-both")
    return html.Section(
        [
            html.H3(name),
            html.P(f"{len(both)} of {len(ours)} neighbours are shared; they are marked.", className="help"),
            made,
        ],
        className="score-part both-lists",
    )


def neighbour(space: Space, item: int, shared: bool) -> Component:
    """Return one neighbour, which can be walked to."""
    name = space.names[item]
    marks = {"data-shared": "true"} if shared else {}
    button = html.Button(name, type="button", className="neighbour-name", title=name, **{"data-item": str(item)})
    return html.Td(button, className="item-cell", **marks)


def different(space: Space, found: Result) -> Component:
    """Return the items on which the two models differ most."""
    k = int(found.meta["k"])
    listed = zip(
        found.arrays["worst"].tolist(),
        found.arrays["worst_shared"].tolist(),
        found.arrays["worst_went"].tolist(),
        strict=True,
    )
    rows = [item_row(space, item, f"{shared} of {k}", f"{went:,.0f}") for item, shared, went in listed]
    made = table("Most different items", ["Item", "Shared", "Place"], rows, csv="most-different")
    words = "Place: where the one model's neighbours stand under the other, in the middle; 1 is the nearest."
    return html.Section(
        [html.H3("Where they differ most"), html.P(words, className="help"), made], className="score-part"
    )


def fit_parts(fit: LabelFit, space: Space, other: Space, column: str, k: int) -> list[Component | None]:
    """Return how well the neighbours name a column under both, and whether the difference is more than chance."""
    rows = [
        html.Tr(
            [
                html.Td(name, className="item-cell"),
                html.Td(percent(right), className="figure"),
                html.Td(f"{percent(low)} – {percent(high)}", className="figure"),
            ]
        )
        for name, right, (low, high) in zip(
            names_of(space, other),
            (fit.ours, fit.theirs),
            (fit.ours_interval, fit.theirs_interval),
            strict=True,
        )
    ]
    told = (
        f"Each item is given the “{column}” that most of its {k} neighbours have, itself left out; "
        f"{fit.items:,} items, {fit.labels:,} labels. Always naming the most frequent one gets {percent(fit.usual)}."
    )
    return [
        html.P(verdict(fit, space, other), className="fit-verdict"),
        table("Which fits better", ["Model", "Right", "95 %"], rows, csv="which-fits-better"),
        html.P(told, className="help"),
    ]


def verdict(fit: LabelFit, space: Space, other: Space) -> str:
    """Say which model fits better, or that this cannot be told."""
    points = f"{abs(100 * fit.difference):.1f} points"
    low, high = sorted((abs(100 * fit.low), abs(100 * fit.high)))
    if not fit.certain:
        ends = f"{100 * fit.low:.1f} to {100 * fit.high:.1f}".replace("-", "−")
        return f"No difference that could not be chance: {points} apart (95 % interval {ends}; p = {fit.p:.2g})."
    better = names_of(space, other)[0 if fit.difference > 0 else 1]
    chance = "p < 0.001" if fit.p < 0.001 else f"p = {fit.p:.2g}"
    return f"{better} fits better by {points} (95 % interval {low:.1f} to {high:.1f}; {chance}, McNemar's test)."


def names_of(space: Space, other: Space) -> tuple[str, str]:
    """Return what to call two models, by their spaces too where their encoders are the same."""
    names = model_name(space), model_name(other)
    return names if names[0] != names[1] else (f"{space.name}: {names[0]}", f"{other.name}: {names[1]}")
