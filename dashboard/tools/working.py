"""A tool's long work: asked of a worker once, shown while it runs, and its result when it is there."""

from __future__ import annotations

from typing import Any

from dashboard.question_recipes import ComputeRecipe
from dashboard.store import Result, Store
from dashboard.tools import Asked, Shown, in_work
from embeddings import Space, UserError


def known(store: Store, space_id: str, space: Space, computation: str, parameters: dict[str, Any]) -> Result | None:
    """Return what a computation found, where it was asked before; nothing is started.

    Raises
    ------
    UserError
        If a parameter is unknown or out of its range.
    """
    recipe = ComputeRecipe(computation=computation, space=space_id, space_key=space.key, parameters=parameters)
    return store.result(recipe.key)


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
    return in_work(job)
