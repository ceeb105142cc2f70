"""What every tool's tab is built from: what is asked in the address, one pure answer, and what the map draws of it.

A tool's state is in the address, under names that begin with the tool's own (``compare.items``). While its tab is open
the browser puts the state into the tool's store; the server answers with components and with a drawing for the map.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard import ids
from dashboard.jobs import JobState
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.work import progress_strip
from embeddings import Space, UserError


@dataclass(frozen=True, eq=False)
class Asked:
    """What a tool is asked.

    Parameters
    ----------
    space
        The space on the map.
    space_id
        Its id.
    map
        The key of the projection on the map.
    metric, k
        The metric and the count of neighbours that the page is set to.
    item
        The item in focus, for a tool that follows it.
    values
        The tool's own state in the address, without its name: ``{"items": "3,17"}``.
    services
        The settings, the store and the jobs.
    """

    space: Space
    space_id: str
    map: str
    metric: str
    k: int
    item: int | None
    values: dict[str, str]
    services: Services


@dataclass(frozen=True)
class Shown:
    """A tool's answer.

    Parameters
    ----------
    body
        What stands in the tab.
    drawn
        What the map draws, as `assets/page/tools/drawn.js` describes it; nothing for most.
    again
        Whether to ask again soon, since work is under way.
    """

    body: list[Component | None]
    drawn: dict[str, Any] = field(default_factory=dict)
    again: bool = False


class StillWorking(Exception):
    """A tool cannot answer yet: a worker is at `job`."""

    def __init__(self, job: JobState) -> None:
        super().__init__(job.title)
        self.job = job


def tool_layout(name: str, *fixed: Component, follows_item: bool = False) -> Component:
    """Return a tool's tab: its stores, its fixed controls, and the place of its answer.

    Parameters
    ----------
    name
        The tool's name in the address.
    fixed
        Controls that stay while answers come and go.
    follows_item
        Whether the tool answers anew when another item is in focus.
    """
    return html.Div(
        [
            dcc.Store(ids.tool(name, follows_item)),
            dcc.Store(ids.drawn(name)),
            *fixed,
            html.Div(id=f"{name}-body", className="tool-body", **{"aria-live": "polite"}),
        ],
        className="tool",
        **{"data-tool": name},
    )


def register_tool(
    app: Dash, services: Services, name: str, show: Callable[[Asked], Shown], *, follows_item: bool = False
) -> None:
    """Add the callback that answers a tool; what a person did wrong is said in its place."""

    @app.callback(
        Output(f"{name}-body", "children"),
        Output(ids.drawn(name), "data"),
        Input(ids.tool(name, follows_item), "data"),
        prevent_initial_call=True,
    )
    def on_asked(asked: dict[str, Any] | None) -> tuple[list[Component | None], dict[str, Any]]:
        if not asked:
            return [], {}
        try:
            shown = show(understood(asked, services))
        except StillWorking as waiting:
            shown = in_work(waiting.job)
        except UserError as error:
            return [problem(error, [f"{name}.{value}" for value in asked["values"]])], {}
        return shown.body, {**shown.drawn, "again": shown.again}


def understood(asked: dict[str, Any], services: Services) -> Asked:
    """Read what the browser put into a tool's store."""
    item = asked.get("item")
    return Asked(
        open_space(asked["space"], services.store),
        asked["space"],
        asked["map"],
        asked["metric"],
        int(asked["k"]),
        None if item is None else int(item),
        dict(asked["values"]),
        services,
    )


def in_work(job: JobState) -> Shown:
    """Return the progress of a tool's job, with the button that stops it or starts it again."""
    line, bar, stopped = progress_strip(job, time.time())
    action, words = ("restart", "Start again") if stopped else ("cancel", "Cancel")
    button = html.Button(words, type="button", className="small", **{"data-job": job.key, "data-job-action": action})
    head = html.Div([html.Div(line, className="job-line"), button], className="job-head")
    return Shown([html.Div([head, html.Div(bar)], className="tool-job")], again=not stopped)


def problem(error: UserError, given: list[str]) -> Component:
    """Return an error as a person reads it, where it belongs, with a button that empties the tool.

    Parameters
    ----------
    error
        What was wrong.
    given
        The names in the address of what the tool was given.
    """
    emptied = json.dumps(dict.fromkeys(given))
    button = html.Button("Empty this tool", type="button", className="small", **{"data-view": emptied})
    told = [html.Strong(error.title), html.P(f"{error.detail}. {error.hint}")]
    return html.Div([*told, button] if given else told, role="alert")
