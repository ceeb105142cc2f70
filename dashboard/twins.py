"""Side by side: what the maps beside the first show. Each goes the way of the first, through the one resolver."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from dashboard.answers import Answer
from dashboard.jobs import JobState
from dashboard.recipes import EncodeRecipe
from dashboard.resolve import items_key, problem, resolve
from dashboard.services import Services
from dashboard.view import View
from dashboard.work import STOPPED, figures, share_of
from embeddings import UserError
from embeddings.encoders import ENCODERS

MAKES_SPACES = {"encode", "reencode", "subset", "vectors", "train"}


def views_beside(view: View) -> tuple[View, ...]:
    """Return the views of the maps beside the first; the settings of the first projection are its own."""
    return tuple(
        View(
            space=one.space or view.space,
            projection=one.projection,
            dimensions=one.dimensions,
            metric=view.metric,
            tools=view.tools,
        )
        for one in view.beside
    )


def resolve_beside(view: View, services: Services, on_screen: list[dict[str, Any] | None]) -> list[Answer]:
    """Say what each map beside the first shows now, starting the work that is missing.

    Parameters
    ----------
    view
        What the person asked for.
    on_screen
        The scene that each of these maps shows already, in their order.
    """
    scenes = [*on_screen, *[None] * len(view.beside)]
    return [_one(view, twin, services, scene) for twin, scene in zip(views_beside(view), scenes, strict=False)]


def _one(view: View, twin: View, services: Services, on_screen: dict[str, Any] | None) -> Answer:
    first = services.store.recipe(view.space)
    if isinstance(first, EncodeRecipe) and twin.space == first.preview.key:
        services.jobs.submit(first.preview)
    if items_key(twin.space, services) != items_key(view.space, services):
        error = UserError("Other items", "This map is of another space than the first", "Choose its projection again.")
        return Answer(error=problem(error))
    answer = resolve(twin, services, on_screen)
    told_by_the_first = answer.job is not None and answer.job.kind in MAKES_SPACES and twin.space == view.space
    if answer.job is not None and answer.job.status in STOPPED and answer.scene is not None:
        answer = replace(answer, scene=replace(answer.scene, preview=""))  # nothing is on its way any more
    return replace(answer, job=None, error=None) if told_by_the_first else answer


def encoders_of(space_id: str, services: Services) -> list[dict[str, str]]:
    """Return the spaces of the same items under other encoders, with what people call those; empty where none is."""
    recipe = services.store.recipe(space_id)
    if not isinstance(recipe, EncodeRecipe):
        return []
    found = {recipe.key: recipe, recipe.preview.key: recipe.preview}
    for info in services.store.spaces():
        other = services.store.recipe(info.id)
        if isinstance(other, EncodeRecipe) and other.items_key == recipe.items_key:
            found.setdefault(other.key, other)
    if len(found) < 2:
        return []
    return [
        {"space": key if key != space_id else "", "label": str(ENCODERS.get(other.encoder).label)}
        for key, other in found.items()
    ]


def as_json(answer: Answer, now: float) -> dict[str, Any]:
    """Return what the page draws of an answer, its job in words."""
    return answer.as_json() | {"job": job_words(answer.job, now)}


def job_words(job: JobState | None, now: float) -> dict[str, Any] | None:
    """Return a job as its strip shows it."""
    if job is None:
        return None
    words = STOPPED.get(job.status) or figures(job, now)
    return {
        "key": job.key,
        "title": job.title,
        "figures": words,
        "share": share_of(job),
        "stopped": job.status in STOPPED,
    }


def told(ask: dict[str, Any], services: Services) -> dict[str, Any]:
    """Answer the page: what each map shows, which encoders there are, and whether to ask again."""
    query = ask["query"]
    asked = {"space": query.get("space", ""), "beside": query.get("beside", "")}
    try:
        view = View.from_query(query)
    except UserError:
        return asked | {"maps": [], "encoders": [], "again": False}
    answers = resolve_beside(view, services, ask["scenes"])
    return asked | {
        "maps": [as_json(answer, time.time()) for answer in answers],
        "encoders": encoders_of(view.space, services),
        "again": not all(answer.settled for answer in answers),
    }
