"""A tool's long work: asked of a worker once, shown while it runs, and its result when it is there."""

from __future__ import annotations

import time
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.question_recipes import ComputeRecipe
from dashboard.store import Result
from dashboard.tools import Asked, Shown
from dashboard.work import progress_strip
from embeddings import UserError


def computed(asked: Asked, computation: str, parameters: dict[str, Any], *, on_map: bool = False) -> Result | Shown:
    """Return a computation's result, or what to show while a worker makes it.

    Parameters
    ----------
    asked
        What the tool was asked.
    computation
        The registered name, such as ``"clusters"``.
    parameters
        Its fields.
    on_map
        Whether it works on the map's coordinates too.

    Raises
    ------
    UserError
        If a parameter is unknown or out of its range, or the work has failed, with the reason.
    """
    recipe = ComputeRecipe(
        computation=computation,
        space=asked.space_id,
        space_key=asked.space.key,
        map=asked.map if on_map else None,
        parameters=parameters,
    )
    store, jobs = asked.services.store, asked.services.jobs
    if (result := store.result(recipe.key)) is not None:
        return result
    job = jobs.submit(recipe)
    if job.status == "failed" and job.error:
        raise UserError(job.error["title"], job.error["detail"], job.error["hint"])
    if job.status == "done" and (result := store.result(recipe.key)) is not None:
        return result
    line, bar, stopped = progress_strip(job, time.time())
    return Shown([working(recipe.key, line, bar, stopped=stopped)], again=not stopped)


def working(key: str, line: list[Component] | str, bar: Component | None, *, stopped: bool) -> Component:
    """Return the progress of a tool's job, with the button that stops it or starts it again."""
    action, words = ("restart", "Start again") if stopped else ("cancel", "Cancel")
    button = html.Button(words, type="button", className="small", **{"data-job": key, "data-job-action": action})
    return html.Div(
        [html.Div([html.Div(line, className="job-line"), button], className="job-head"), html.Div(bar)],
        className="tool-job",
    )
