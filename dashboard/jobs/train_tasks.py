"""The work of training a VAE: after each epoch the store has what the page draws, in the end the space of its latents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.film import film_space, keep_frame
from dashboard.training.given import Given, given_pictures
from dashboard.training.kept import KeptTraining
from dashboard.training.watching import KeepNow, watching
from embeddings import Space, UserError
from embeddings.progress import Progress
from embeddings.vae import Run, latent_space
from embeddings.vae.spaces import ERROR, PART


def train(recipe: TrainVaeRecipe, store: Store, progress: Progress) -> None:
    """Train, and keep the space; one that was killed goes on after its last whole epoch, one that is cancelled too."""
    if store.has_space(recipe.key):
        return
    kept = KeptTraining(store, recipe.key)
    given = given_pictures(recipe, store, progress)
    progress(0, 0, "getting ready")
    run = Run(given.images, recipe.made, kept.folder)
    begin(recipe, run, given, store)
    try:
        why = learn(recipe, run, store, watching(kept, lambda: run.done, progress))
    except Exception:
        kept.wish_for("")  # whoever starts it again does not wish it paused
        raise
    run.model().save(kept.model)
    store.save_space(recipe.key, made_space(recipe, run, given, store, why))
    kept.finish()


def begin(recipe: TrainVaeRecipe, run: Run, given: Given, store: Store) -> None:
    """Keep what the page shows from the start, and the frames of epochs that were done before a kill."""
    kept = KeptTraining(store, recipe.key)
    images = given.images
    if not store.has_space(recipe.film):
        store.save_space(recipe.film, film_space(recipe, given.taken(run.mapped)))
    keep_frame(recipe, 0, store.space(recipe.film).vectors[:, : 3 if recipe.made.latent == 3 else 2], store)
    kept.show(images.rows[run.shown])
    kept.tell(
        {
            "height": images.height,
            "width": images.width,
            "channels": images.channels,
            "pictures": len(images),
            "held": len(run.held),
            "mapped": len(run.mapped),
        }
    )
    for epoch in run.history():
        keep_frame(recipe, epoch.number, epoch.latents, store)


def learn(recipe: TrainVaeRecipe, run: Run, store: Store, watch: Progress) -> str:
    """Train until the end, or until a person keeps what there is; return why it ended before its last epoch.

    Raises
    ------
    UserError
        If the loss is no number any more before the first epoch is whole.
    """
    try:
        for epoch in run.epochs(watch):
            keep_frame(recipe, epoch.number, epoch.latents, store)
    except KeepNow:
        return f"Training was stopped and kept after epoch {run.done} of {recipe.made.epochs}."
    except UserError as error:
        if not run.done:
            raise
        return f"{error} The map is of epoch {run.done}."
    return ""


def made_space(recipe: TrainVaeRecipe, run: Run, given: Given, store: Store, why: str) -> Space:
    """Return the space of the latent means of all pictures; those of the film come first, as on the map until now."""
    order = np.concatenate([run.mapped, np.setdiff1d(np.arange(len(given.images)), run.mapped)])
    given, held = given.taken(order), np.flatnonzero(np.isin(order, run.held))
    kept = KeptTraining(store, recipe.key)
    space = latent_space(run.model(), given.images, name=recipe.space_name, held=held, file=kept.model)
    found = space.items[[PART, ERROR]]
    items = pd.concat([given.items.drop(columns=[PART, ERROR], errors="ignore"), found], axis=1)
    told: dict[str, str | int] = {
        "pictures": given.pictures,
        "training": recipe.key,
        "epochs": run.done,
        "stopped": why,
    }
    return replace(
        space,
        items=items,
        text=given.text,
        label=given.label,
        image=given.image,
        provenance={**space.provenance, **told},
        notes=(*([why] if why else []), *space.notes, *given.notes),
    )
