"""From a view to what the page shows now: a map, the work it waits for, or why there is none.

`resolve` never computes anything long. It looks into the store, asks the job engine for what is missing, and
meanwhile offers the nearest true thing: PCA of the same vectors, or a preview by LSA while vectors are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.answers import Answer, Scene
from dashboard.asking import InterruptedQuestion
from dashboard.instant import INSTANT_METHOD, instant_projection
from dashboard.jobs import JobState
from dashboard.own_axes import OWN_AXES, Drawn, axis_ends, read_axes, with_vectors
from dashboard.own_view import settled
from dashboard.recipes import EncodeRecipe, MnistRecipe, ProjectRecipe, QualityRecipe, SubsetRecipe, VectorsRecipe
from dashboard.reencode_recipe import ReencodeRecipe
from dashboard.services import Services
from dashboard.spaces import has_space, open_space
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.scenes import replayed, training_answer
from dashboard.view import View
from embeddings import Space, UserError
from embeddings.encoders import ENCODERS, near_by
from projections import PROJECTIONS


def resolve(view: View, services: Services, on_screen: dict[str, str] | None = None) -> Answer:
    """Say what to show for `view` now, starting the work that is missing.

    Parameters
    ----------
    view
        What the person asked for.
    on_screen
        The scene that the page shows already: a map of the same vectors stays while another is made.
    """
    try:
        view = settled(view, services.store)
        if has_space(view.space, services.store):
            return replayed(view, services) or _project(view, services, on_screen)
        return _make(view, services)
    except UserError as error:
        return Answer(error=problem(error))
    except Exception as error:
        if hasattr(error, "hint"):
            return Answer(error=problem(error))
        raise


def problem(error: Exception) -> dict[str, str]:
    """Return the three parts of an error that was written for a person."""
    return {part: getattr(error, part) for part in ("title", "detail", "hint")}


def project_recipe(view: View, space: Space, axes: Sequence[Drawn] = ()) -> ProjectRecipe:
    """Return the recipe of the map that a view asks for, checked before any work begins; `axes` are a person's own."""
    parameters: dict[str, Any] = dict(view.parameters)
    if view.projection == OWN_AXES:
        parameters[OWN_AXES] = tuple(axes)
    seed = parameters.pop("seed", "0")
    if not seed.isdecimal():
        raise UserError("The seed is not a number", f"“seed={seed}” in the address", "Use a whole number, such as 0.")
    recipe = ProjectRecipe(
        space=view.space,
        space_key=space.key,
        method=view.projection,
        dimensions=view.dimensions,
        parameters=parameters,
        seed=int(seed),
        metric=near_by(space.encoder),
    )
    PROJECTIONS.make(recipe.method, recipe.parameters).check(*space.vectors.shape)
    return recipe


def _make(view: View, services: Services) -> Answer:
    """Wait for the vectors of a space, with a map of its preview meanwhile."""
    recipe = services.store.recipe(view.space)
    if isinstance(recipe, TrainVaeRecipe):
        return training_answer(recipe, services)
    if isinstance(recipe, ReencodeRecipe | SubsetRecipe | VectorsRecipe | MnistRecipe):
        job = services.jobs.submit(recipe)
        return Answer(job=job, error=job.error, settled=job.status in {"failed", "cancelled"})
    if not isinstance(recipe, EncodeRecipe):
        raise UserError(
            "No such space",
            f"The store has no space “{view.space}”",
            "It may have been made on another machine, or deleted. Choose another, or add the data again.",
        )
    job = services.jobs.submit(recipe)
    if job.status == "failed":
        return Answer(job=job, error=job.error)
    preview = recipe.preview
    if preview.key == recipe.key or services.jobs.submit(preview).status == "failed":
        return Answer(job=job, settled=job.status == "cancelled")
    if not has_space(preview.key, services.store):
        return Answer(job=job, settled=False)
    encoder = ENCODERS.get(recipe.encoder).label
    shown = view.model_copy(update={"space": preview.key, "projection": INSTANT_METHOD, "parameters": {}})
    sentence = f"Preview by word counts (LSA); the {encoder} map replaces it when its vectors are ready"
    answer = _instant(shown, services, sentence)
    return replace(answer, job=job, settled=job.status == "cancelled" and answer.settled)


def _project(view: View, services: Services, on_screen: dict[str, str] | None) -> Answer:
    """Show the map that is asked for, or another of the same vectors while it is made."""
    space = open_space(view.space, services.store)
    if view.projection == OWN_AXES:
        return _own_axes(view, space, services)
    recipe = project_recipe(view, space)
    if PROJECTIONS.get(recipe.method).instant:
        return _instant(view, services)
    if services.store.has_result(recipe.key):
        return _ready(recipe, view, services)
    job = services.jobs.submit(recipe)
    if job.status == "done":
        return _ready(recipe, view, services)
    error = job.error if job.status == "failed" else None
    settled = job.status in {"failed", "cancelled"}
    if on_screen and on_screen["space"] == view.space and services.store.has_result(on_screen["key"]):
        scene = Scene(**on_screen)  # type: ignore[arg-type]
        quality, measured = honest_line(scene.key, view.space, space, services)
        return Answer(scene, job, error, quality, space.notes, settled and measured)
    label = PROJECTIONS.get(recipe.method).label
    shown = view.model_copy(update={"projection": INSTANT_METHOD, "parameters": {}})
    sentence = "" if settled else f"PCA first; {label} is on its way"
    return replace(_instant(shown, services, sentence), job=job, error=error, settled=False)


def _own_axes(view: View, space: Space, services: Services) -> Answer:
    """Show the map of the axes that were chosen; while there are none, or they will not do, there is PCA to choose by."""
    shown = view.model_copy(update={"projection": INSTANT_METHOD, "parameters": {}})
    try:
        chosen = read_axes(view.tools, len(space))[: view.dimensions]
        if not chosen:
            return _instant(
                shown, services, "PCA for now: this map has no axes yet. Try the ones that Projection offers"
            )
        axes = with_vectors(chosen, view.space, space, services)
        if isinstance(axes, JobState):
            waiting = _instant(shown, services, "PCA for now: the texts of your axes are being encoded")
            return replace(waiting, job=axes, settled=False)
        return _instant(view, services, axes=axes)
    except InterruptedQuestion as stop:
        waiting = _instant(shown, services, "PCA for now: a text of your axes has no place yet")
        return replace(waiting, job=stop.job, error=stop.job.error)
    except Exception as error:
        if not hasattr(error, "hint"):
            raise
        return replace(_instant(shown, services, "PCA for now"), error=problem(error))


def _instant(view: View, services: Services, preview: str = "", axes: Sequence[Drawn] = ()) -> Answer:
    space = open_space(view.space, services.store)
    recipe = project_recipe(view, space, axes)
    if not services.store.has_result(recipe.key):
        instant_projection(recipe, space, services.store)
    return _ready(recipe, view, services, preview)


def _ready(recipe: ProjectRecipe, view: View, services: Services, preview: str = "") -> Answer:
    space = open_space(recipe.space, services.store)
    result = services.store.result(recipe.key)
    if result is None:
        raise UserError("The map is gone", "Its file in the store was removed or damaged", "Reload to make it again.")
    if services.store.recipe(recipe.key) is None:
        services.store.save_recipe(recipe)  # what is to be placed on this map later asks how it was made
    label = PROJECTIONS.get(recipe.method).label
    scene = Scene(
        space=recipe.space,
        items=items_key(recipe.space, services),
        key=recipe.key,
        dimensions=recipe.dimensions,
        count=len(space),
        title=f"{label}, {recipe.dimensions}D",
        preview=preview,
        axes=list(axis_ends(space, read_axes(view.tools, len(space)), recipe.dimensions))
        if recipe.method == OWN_AXES
        else [],
    )
    quality, measured = ("", True) if preview else honest_line(recipe.key, recipe.space, space, services)
    notes = (*space.notes, *result.meta.get("notes", ()))
    return Answer(scene, None, None, quality, notes, measured)


def items_key(space_id: str, services: Services) -> str:
    """Return what two spaces of the same items have in common, so that their points can fly."""
    recipe = services.store.recipe(space_id)
    if isinstance(recipe, ReencodeRecipe):
        return items_key(recipe.space, services)
    return recipe.items_key if isinstance(recipe, EncodeRecipe) else space_id


def honest_line(key: str, space_id: str, space: Space, services: Services) -> tuple[str, bool]:
    """Return how much of the map is true, and whether that has been measured yet."""
    recipe = QualityRecipe(space=space_id, space_key=space.key, projection=key, metric=near_by(space.encoder))
    measured = services.store.result(recipe.key)
    if measured is None:
        job = services.jobs.submit(recipe)
        if job.status in {"failed", "cancelled"}:
            return "How true this map is could not be measured", True
        return "Measuring how true this map is …", False
    return str(measured.meta["reading"]), True
