"""Where vectors that are no items belong on the map that is shown: a typed text, the result of an analogy, a mean.

PCA and own axes answer at once, in the web process; UMAP and t-SNE in a worker. What was placed is kept in the store.
"""

from __future__ import annotations

import time

import numpy as np

import projections
from dashboard.jobs import JobState
from dashboard.jobs.place_tasks import kept_placement, map_recipe, place_vectors
from dashboard.question_recipes import PlaceRecipe
from dashboard.services import Services
from dashboard.spaces import bare_space
from embeddings import UserError
from embeddings.keys import content_key
from embeddings.progress import silent
from projections import PROJECTIONS, Placement
from projections.project import suited

PATIENCE = 0.5  # seconds in which a warm worker has placed one vector several times over
LOOK_AGAIN = 0.01
FAR = 0.99


def placed(
    scene_key: str, vectors: np.ndarray, services: Services, patience: float = PATIENCE
) -> np.ndarray | JobState:
    """Return where vectors belong on a map, ``(m, 2 or 3)`` float32, or the job that finds it out.

    Parameters
    ----------
    scene_key
        The key of the map on the page: `Asked.map`.
    vectors
        ``(m, d)`` vectors of the map's space, or one of shape ``(d,)``.
    services
        The store and the jobs.
    patience
        How many seconds to wait for a worker before its job is returned.

    Raises
    ------
    UserError
        If the map cannot place them, with the reason and what would do.

    Examples
    --------
    In a tool's `show`::

        found = placed(asked.map, vector, asked.services)
        if isinstance(found, JobState):
            raise StillWorking(found)
    """
    found = placement(scene_key, vectors, services, patience)
    return found if isinstance(found, JobState) else found.coordinates


def placement(
    scene_key: str, vectors: np.ndarray, services: Services, patience: float = PATIENCE
) -> Placement | JobState:
    """Return where vectors belong on a map, and how far each place is to be trusted; else as `placed`."""
    new = np.ascontiguousarray(np.atleast_2d(vectors), dtype=np.float32)
    how = map_recipe(scene_key, services.store)
    given = content_key("vectors to place", new)
    recipe = PlaceRecipe(space=how.space, space_key=how.space_key, map=scene_key, vectors=given, count=len(new))
    if (known := kept_placement(recipe.key, services.store)) is not None:
        return known
    services.store.save_result(given, {"vectors": new}, {})
    method = PROJECTIONS.make(how.method, how.parameters)
    if suited(method, len(bare_space(how.space, services.store))).instant:
        _at_once(recipe, services)
    elif (job := _asked(recipe, services, patience)).status != "done":
        return job
    found = kept_placement(recipe.key, services.store)
    if found is None:
        raise UserError("The place is gone", "Its file in the store was removed or damaged", "Ask again.")
    return found


def _at_once(recipe: PlaceRecipe, services: Services) -> None:
    try:
        place_vectors(recipe, services.store, silent)
    except projections.UserError as error:
        raise UserError(error.title, error.detail, error.hint) from error  # the two packages never import each other


def _asked(recipe: PlaceRecipe, services: Services, patience: float) -> JobState:
    """Ask a worker, and wait for as long as a warm one takes."""
    job = services.jobs.submit(recipe)
    end = time.monotonic() + patience
    while job.unfinished and time.monotonic() < end:
        time.sleep(LOOK_AGAIN)
        job = services.jobs.state(recipe.key) or job
    if job.status == "failed" and job.error:
        raise UserError(job.error["title"], job.error["detail"], job.error["hint"])
    return job


def how_true(placement: Placement, row: int = 0) -> str:
    """Return how far the place of one vector is to be trusted, as a sentence for the person."""
    near = round(float(placement.trust[row]) * placement.k)
    told = f"{near} of the {placement.k} items nearest to this place are truly among its nearest"
    if placement.remote[row] >= FAR:
        return f"Nothing here is much like it: {placement.remote[row]:.0%} of the items have a nearer neighbour. {told}"
    return told
