"""The map of a training: its last epoch while it goes on, and any epoch of it afterwards."""

from __future__ import annotations

from dashboard.answers import Answer, Scene
from dashboard.services import Services
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.kept import KeptTraining
from dashboard.view import View
from embeddings import UserError

EPOCH = "training.epoch"


def training_answer(recipe: TrainVaeRecipe, services: Services) -> Answer:
    """Say what to show of a space whose VAE is being trained: the map after the last epoch, and how far it is."""
    job = services.jobs.submit(recipe)
    number = last_frame(recipe, services.store)
    scene = None if number is None else frame_scene(recipe, number, services.store)
    error = job.error if job.status == "failed" else None
    quality = "" if number is None else frame_line(recipe, number, services.store)
    return Answer(scene, job, error, quality, settled=job.status in {"failed", "cancelled"})


def replayed(view: View, services: Services) -> Answer | None:
    """Return the map after the epoch that the address asks for, or None where it asks for none.

    Raises
    ------
    UserError
        If the space was not trained here, or has no such epoch.
    """
    asked = view.tools.get(EPOCH)
    if not asked:
        return None
    recipe, store = services.store.recipe(view.space), services.store
    if not isinstance(recipe, TrainVaeRecipe):
        raise UserError("No film of this space", "It was not trained here", "Take the epoch out of the address.")
    known = [0, *KeptTraining(store, recipe.key).numbers]
    if not asked.isdecimal() or int(asked) not in known or not store.has_result(recipe.coordinates_key(int(asked))):
        detail = f"“{asked}” was asked for; the epochs that are kept go from 0 to {known[-1]}"
        raise UserError("No such epoch", detail, "Choose one with the slider of the tab Training.")
    number = int(asked)
    return Answer(frame_scene(recipe, number, store), quality=frame_line(recipe, number, store))


def last_frame(recipe: TrainVaeRecipe, store: Store) -> int | None:
    """Return the last epoch of which there is a map; 0 is before the first, None before there are pictures."""
    if not store.has_space(recipe.film):
        return None
    numbers = [0, *KeptTraining(store, recipe.key).numbers]
    return next((one for one in reversed(numbers) if store.has_result(recipe.coordinates_key(one))), None)


def frame_scene(recipe: TrainVaeRecipe, number: int, store: Store) -> Scene:
    """Return the map after an epoch."""
    key = recipe.coordinates_key(number)
    result = store.result(key)
    if result is None:
        raise UserError("The map is gone", "Its file in the store was removed or damaged", "Reload the page.")
    count, dimensions = result.arrays["coordinates"].shape
    epochs, whole = recipe.made.epochs, KeptTraining(store, recipe.key).about.get("pictures", count)
    told = f"Epoch {number} of {epochs}" if number else "Before the first epoch: the pictures by their pixels (PCA)"
    part = f"; {count:,} of {whole:,} pictures are shown" if whole != count else ""
    return Scene(
        space=recipe.film,
        items=recipe.key if whole == count else recipe.film,
        key=key,
        dimensions=dimensions,
        count=count,
        title=f"epoch {number} of {epochs}, {dimensions}D",
        preview=f"{told}{part}",
    )


def frame_line(recipe: TrainVaeRecipe, number: int, store: Store) -> str:
    """Return the figure of an epoch, where the honest line of a map stands."""
    epoch = KeptTraining(store, recipe.key).epoch(number) if number else None
    if epoch is None:
        return "Nothing is learnt yet"
    elbo = f"{epoch.held.elbo:,.1f}".replace("-", "−")
    return f"Held-out ELBO {elbo} nats a picture"
