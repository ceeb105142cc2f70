"""Outliers: what stands apart, what is there twice, and which labels do not fit; three parts of one tab.

All of it is found in the original vectors. State: `outliers.part`, `outliers.k`, `outliers.by`, `outliers.above`,
`outliers.column`, `outliers.votes` and `outliers.start` of the address, and the page's metric.
"""

from __future__ import annotations

from collections.abc import Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard.outliers_parts import NAME, PARTS, chosen, copies, labels, ranking
from dashboard.outliers_parts.known import LIKENESS_WANTED, neighbours_wanted
from dashboard.panels import Panel
from dashboard.services import Services
from dashboard.tools import Asked, Shown, problem, register_tool, tool_layout
from dashboard.tools.fields import choice, menu
from dashboard.tools.keeping import told
from dashboard.tools.working import known
from embeddings import UserError
from embeddings.encoders import near_by
from embeddings.labels import labels_of
from embeddings.metrics import METRICS

SHOW = {"rank": ranking.show, "duplicates": copies.show, "labels": labels.show}
PICKED = {"rank": ranking.picked, "duplicates": copies.picked, "labels": labels.picked}


def layout() -> Component:
    """Return the line that says what was written, and the place of the answer."""
    return tool_layout(NAME, told())


def show(asked: Asked) -> Shown:
    """Show the part of the tab that is open."""
    wanted = chosen(asked.values, asked.space, asked.metric)
    head: list[Component | None] = [choice(f"{NAME}.part", "What to look for", PARTS, wanted.part, "rank")]
    try:
        shown = SHOW[wanted.part](asked, wanted)
    except UserError as error:  # the parts stay, and the metric can be changed
        metrics = {name: metric.label for name, metric in METRICS.all().items()}
        return Shown(
            [*head, menu("metric", "Metric", metrics, asked.metric, near_by(asked.space.encoder)), problem(error, [])]
        )
    return Shown([*head, *shown.body], shown.drawn, shown.again)


def picked(asked: Asked, which: str) -> Sequence[int]:
    """Return the items that a button of the open part selects.

    Raises
    ------
    UserError
        If they are not known yet, or there is no such button.
    """
    wanted = chosen(asked.values, asked.space, asked.metric)
    names = ("duplicates", LIKENESS_WANTED)
    if wanted.part != "duplicates":
        checks = wanted.part == "labels" and wanted.column
        read = labels_of(asked.space, wanted.column) if checks else None
        names = ("all_neighbours", neighbours_wanted(wanted, read))
    result = known(asked.services.store, asked.space_id, asked.space, *names)
    if result is None:
        raise UserError("Not known yet", "A worker has not found these items yet", "Wait until the list is there.")
    try:
        items: Sequence[int] = PICKED[wanted.part](asked, wanted, result, which).tolist()
    except (ValueError, IndexError) as error:
        raise UserError("Which items?", f"“{which}” means none", "Choose with the tool's own buttons.") from error
    return items


def register(app: Dash, services: Services) -> None:
    """Add the panel's callback."""
    register_tool(app, services, NAME, show)


PANEL = Panel("Outliers", "tab", 8, layout, register, picked=picked)
