"""Asking a space: the vector of a text or a picture comes from a worker, what is near it is found here at once."""

from __future__ import annotations

import time
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from dashboard.finding import excerpt
from dashboard.jobs import JobState
from dashboard.pictured import address
from dashboard.question_recipes import QueryRecipe
from dashboard.services import Services
from dashboard.spaces import open_space
from embeddings import Space, UserError, nearest_to
from embeddings.mixed import PICTURE, TEXT, is_picture
from embeddings.searching.querying import check_encoder, takes

PATIENCE = 1.0  # seconds in which a warm encoder has answered several times over
LOOK_AGAIN = 0.01


class Question(BaseModel):
    """What is asked, as the page says it: a text, or the id of an uploaded picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str | None = Field(None, max_length=10_000)
    picture: str | None = None
    kind: Literal["picture", "text"] | None = None
    k: int = Field(10, ge=1, le=999)
    metric: str = "cosine"
    waiting: bool = False


def asked(question: Question, space_id: str, services: Services) -> dict[str, Any]:
    """Return the items nearest to a question, or the job that has to end before.

    Raises
    ------
    UserError
        If the encoder of the space cannot take it.
    """
    space = open_space(space_id, services.store)
    given = {"text": question.text, "picture": question.picture}
    found = vector_of(space_id, space, services, restart=not question.waiting, **given)
    return {"job": found.key} if isinstance(found, JobState) else {"items": answers(space, found, question)}


class InterruptedQuestion(UserError):
    """What was asked failed, or was stopped; its `job` can be started again."""

    def __init__(self, job: JobState) -> None:
        self.job = job
        said = job.error or {"title": "Stopped", "detail": "The question was stopped", "hint": "Ask again."}
        super().__init__(said["title"], said["detail"], said["hint"])


def vector_of(
    space_id: str,
    space: Space,
    services: Services,
    *,
    text: str | None = None,
    picture: str | None = None,
    restart: bool = False,
) -> np.ndarray | JobState:
    """Return where a text, or an uploaded picture, lies in a space, ``(d,)`` float32, or the job that finds it out.

    Parameters
    ----------
    space_id, space
        The space and its id.
    services
        The store and the jobs.
    text, picture
        What was typed, or the id of an upload.
    restart
        Whether one that failed or was stopped before is tried again.

    Raises
    ------
    UserError
        If the encoder of the space cannot take it, or, an `InterruptedQuestion`, if it failed or was stopped.
    """
    check_encoder(space, TEXT if picture is None else PICTURE)
    recipe = QueryRecipe(
        space=space_id, space_key=space.key, encoder=space.encoder, text=text.strip() if text else text, picture=picture
    )
    job = services.jobs.submit(recipe, restart=restart)
    end = time.monotonic() + PATIENCE
    while job.unfinished and time.monotonic() < end:
        time.sleep(LOOK_AGAIN)
        job = services.jobs.state(recipe.key) or job
    if job.unfinished:
        return job
    found = services.store.result(recipe.key)
    if found is None:
        raise InterruptedQuestion(job)
    return np.asarray(found.arrays["vector"])


def answers(space: Space, vector: np.ndarray, question: Question) -> list[dict[str, Any]]:
    """Return the items nearest to a vector, nearest first, among one kind where that is asked for."""
    others: list[int] = []
    if question.kind is not None:
        pictured = is_picture(space)
        others = np.flatnonzero(pictured if question.kind == "text" else ~pictured).tolist()
    found = nearest_to(space, vector, question.k, question.metric, leave_out=others)
    return [
        {
            "index": int(index),
            "text": excerpt(space.names[index], ""),
            "distance": float(distance),
            "similarity": float(similarity),
            "picture": address(space, int(index), "tile"),
        }
        for index, distance, similarity in found.itertuples(index=False)
    ]


def ways_to_ask(space: Space) -> list[dict[str, str | None]]:
    """Return how a space can be asked in words: of all its items, or of its pictures and its texts apart."""
    if not takes(space, "text"):
        return []
    pictured = is_picture(space)
    if pictured.any() and not pictured.all():
        return [
            {"kind": "picture", "label": "Nearest pictures by meaning"},
            {"kind": "text", "label": "Nearest texts by meaning"},
        ]
    return [{"kind": None, "label": "Nearest by meaning"}]
