"""Compare: two to twenty items, every pair of them under every metric, and where the metrics disagree.

Reads `compare.items` (what is compared) and `compare.by` (the metric that sorts and colours) of the address.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.palette import sequential
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, StillWorking, in_work, problem, register_tool, tool_layout
from dashboard.tools.fields import choice
from dashboard.tools.parts import chips, empty, picker, picture_chooser, python_for, rounded, sets, table
from dashboard.tools.terms import Term, read_terms, write_terms
from dashboard.tools.vectors import gathered, line_of
from embeddings import Space, UserError, distances
from embeddings.metrics import METRICS

NAME = "compare"
ITEMS, BY = f"{NAME}.items", f"{NAME}.by"
MOST = 20
LONGER = 1.5  # one vector's length over another's, from which lengths explain why metrics disagree


def layout() -> Component:
    """Return the field and the place of the answer."""
    return tool_layout(NAME, picker(ITEMS, "Items to compare", appends=True, texts=True))


def show(asked: Asked) -> Shown:
    """Compare the items of the address, or say how to choose some."""
    terms = tuple(dict.fromkeys(read_terms(asked.values.get("items", ""), asked.space)))
    chosen = terms[:MOST]
    by = asked.values.get("by", asked.metric)
    METRICS.get(by)
    head: list[Component | None] = [given(chosen, asked.space), capped(len(terms))]
    if len(chosen) < 2:
        return Shown([*head, invitation(asked.space, len(chosen))])
    try:
        small = gathered(chosen, asked)
    except StillWorking as waiting:
        work = in_work(waiting.job)
        return Shown([*head, *work.body], again=work.again)
    except UserError as error:  # what was chosen stays, so that the one that will not do can be taken away
        return Shown([*head, problem(error, [])])
    pairs, names = distances(small, range(len(small))), small.names
    drawn = {
        "path": [],
        "arrows": [],
        "marks": [{"at": term.item, "shape": "ring"} for term in chosen if term.item is not None],
    }
    body = [
        *head,
        metric_choice(by, asked.metric),
        heatmap(pairs, names, by),
        html.P(METRICS.get(by).description, className="help"),
        disagreement(pairs, names, small.norms),
        pair_table(pairs, names, by),
        lines(asked, chosen),
    ]
    return Shown(body, drawn)


def given(terms: tuple[Term, ...], space: Space) -> Component:
    """Return what is compared, each with a button that takes it away, and the place that the next click fills."""
    without = [write_terms([other for other in terms if other != term]) or None for term in terms]
    removable = [(term, {ITEMS: rest}) for term, rest in zip(terms, without, strict=True)]
    ends = [
        html.Button(
            "Add selected", type="button", className="small", **{"data-adds-selection": ITEMS, "data-most": str(MOST)}
        ),
        sets("Clear", {ITEMS: None}) if terms else None,
    ]
    ends.append(picture_chooser(ITEMS, space, appends=True))
    return chips(removable, space, waits_for=ITEMS, appends=True, waiting="Click a point", ends=ends)


def capped(count: int) -> Component | None:
    """Say that only the first are compared, where there are more."""
    if count <= MOST:
        return None
    return html.P(f"{count:,} items were chosen; the first {MOST} are compared.", className="warning")


def invitation(space: Space, count: int) -> Component:
    """Say what to do while there is nothing to compare."""
    few = (
        "Choose one more: click a point, drag it here, or type."
        if count
        else "Click two points or more, drag them here, or type: every pair of them is measured."
    )
    first = [index for index in (0, len(space) // 2, len(space) - 1) if index < len(space)]
    example = ", ".join(space.names[index][:24] for index in first)
    return (
        empty(few, sets(example, {ITEMS: ",".join(map(str, dict.fromkeys(first)))}, kind="link"))
        if not count
        else empty(few)
    )


def metric_choice(by: str, usual: str) -> Component:
    """Return a button for each metric; the pressed one sorts and colours."""
    labels = {name: metric.label for name, metric in METRICS.all().items()}
    return choice(BY, "Metric of the table", labels, by, usual)


def heatmap(pairs: pd.DataFrame, names: list[str], by: str) -> Component:
    """Return a square of every pair, near pairs bright; the number is in the cell, or under the pointer where it is small."""
    size = len(names)
    values = np.full((size, size), np.nan)
    for a, b, value in zip(pairs["a"], pairs["b"], pairs[by], strict=True):
        values[a, b] = values[b, a] = value
    low, high = np.nanmin(values), np.nanmax(values)
    rows = [
        html.Tr(
            [
                html.Th(short(names[row]), scope="row", title=names[row]),
                *[
                    cell(values[row, column], low, high, f"{names[row]} and {names[column]}", size)
                    for column in range(size)
                ],
            ]
        )
        for row in range(size)
    ]
    return html.Table(html.Tbody(rows), className="heatmap", **{"aria-label": f"Every pair, {METRICS.get(by).label}"})


def cell(value: float, low: float, high: float, pair: str, size: int) -> Component:
    """Return one cell of the heatmap."""
    if np.isnan(value):
        return html.Td("", className="same")
    scale = sequential()
    nearness = 1 - (value - low) / (high - low) if high > low else 1.0
    colour = scale[round(nearness * (len(scale) - 1))]
    ink = "#111" if nearness > 0.55 else "#fff"
    return html.Td(
        rounded(value, 2) if size <= 6 else "",
        title=f"{pair}: {rounded(value)}",
        style={"background": colour, "color": ink},
    )


def disagreement(pairs: pd.DataFrame, names: list[str], lengths: np.ndarray) -> Component | None:
    """Say which pair each metric calls the closest where they differ, and whether lengths are the reason."""
    closest = {name: int(pairs[name].to_numpy().argmin()) for name in METRICS.all()}
    if len(pairs) < 2 or len(set(closest.values())) == 1:
        return None
    said = [f"{METRICS.get(name).label}: {pair_name(pairs, row, names)}" for name, row in closest.items()]
    ratio = float(lengths.max() / lengths.min()) if lengths.min() > 0 else float("inf")
    longest, shortest = names[int(lengths.argmax())], names[int(lengths.argmin())]
    why = (
        f" Lengths differ: “{longest}” is {ratio:.1f} times as long as “{shortest}”, which cosine does not see."
        if ratio >= LONGER
        else ""
    )
    return html.P(f"The metrics disagree on the closest pair. {'; '.join(said)}.{why}", className="warning")


def pair_table(pairs: pd.DataFrame, names: list[str], by: str) -> Component:
    """Return every pair under every metric, the nearest first; the ends are marked."""
    metrics = METRICS.all()
    marked = {metric: (pairs[metric].min(), pairs[metric].max()) for metric in metrics}
    rows = []
    for _, pair in pairs.sort_values(by, kind="stable").iterrows():
        a, b = names[int(pair["a"])], names[int(pair["b"])]
        cells = [
            html.Td(
                rounded(pair[name]),
                className="figure",
                title=end_of(pair[name], marked[name]),
                **ends(pair[name], marked[name]),
            )
            for name in metrics
        ]
        rows.append(html.Tr([html.Td([html.Span(a), " – ", html.Span(b)], className="item-cell"), *cells]))
    return table("Every pair", ["Pair", *(metric.label for metric in metrics.values())], rows, csv="compared")


def ends(value: float, of: tuple[float, float]) -> dict[str, str]:
    """Return the mark of the closest and of the farthest pair under one metric."""
    mark = "closest" if value == of[0] else "farthest" if value == of[1] else ""
    return {"data-end": mark} if mark else {}


def end_of(value: float, of: tuple[float, float]) -> str | None:
    """Return the mark in words."""
    return {"closest": "The closest pair", "farthest": "The farthest pair"}.get(ends(value, of).get("data-end", ""))


def pair_name(pairs: pd.DataFrame, row: int, names: list[str]) -> str:
    """Return what to call a pair."""
    return f"{short(names[int(pairs['a'][row])])} – {short(names[int(pairs['b'][row])])}"


def short(name: str, most: int = 22) -> str:
    """Return a name that fits into a row."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def lines(asked: Asked, chosen: tuple[Term, ...]) -> Component:
    """Return the lines of Python that make the table."""
    if all(term.item is not None for term in chosen):
        return python_for(asked, "distances", f"distances(space, {[term.item for term in chosen]})")
    rows = [line_of(term, asked) for term in chosen]
    return python_for(
        asked,
        "Space, distances, query_vector",
        f"names = {[term.name(asked.space) for term in chosen]!r}",
        f"vectors = np.stack([{', '.join(rows)}])",
        'distances(Space(vectors, pd.DataFrame({"name": names}), text="name"), range(len(names)))',
        libraries=("numpy as np", "pandas as pd"),
    )


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Compare", "tab", 2, layout, register)
