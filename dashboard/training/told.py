"""What the tab Training says of a training: how far it is, its curves, originals above what becomes of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.jobs import JobState
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.curves import CURVES, figure, nats
from dashboard.training.kept import KeptTraining
from dashboard.work import figures
from embeddings.vae import Epoch

IN_USE = 0.01  # nats that a latent number tells of a picture, at least
NOTHING_LEARNT: dict[str, Any] = {
    "hidden": True,
    "sheet": "",
    "alt": "",
    "caption": "",
    "figures": [{}] * len(CURVES),
    "told": "",
}


def line_of(job: JobState, wish: str) -> str:
    """Return how far a training is, in words."""
    return "Stopping after this epoch …" if wish == "keep" else figures(job, time.time())


def ended(job: JobState) -> list[Component | None]:
    """Return what became of a training that did not end well, and the button that takes it up again."""
    error = job.error
    words = [html.Strong(error["title"]), html.P(f"{error['detail']}. {error['hint']}")] if error else []
    told = (
        html.Div(words, role="alert")
        if error
        else html.P("Cancelled. Started again, it goes on after its last whole epoch.", className="help")
    )
    return [told, html.Div(presses("Start again", "restart"), className="choice")]


def presses(words: str, button: str) -> Component:
    """Return a button that does what another of the page does."""
    return html.Button(words, type="button", className="small", **{"data-presses": button})


def opens_dialog(words: str, source: str = "") -> Component:
    """Return the button that opens the dialog, with a source chosen."""
    return html.Button(words, type="button", className="small", **{"data-opens-training": source})


def summary(recipe: TrainVaeRecipe, kept: KeptTraining, last: Epoch) -> Component:
    """Say in a sentence what a training came to."""
    about = kept.about
    learnt = _count(about, "pictures") - _count(about, "held")
    words = (
        f"{last.number:,} of {recipe.made.epochs:,} epochs on {learnt:,} pictures. {_count(about, 'held'):,} others, never "
        f"learnt from, are explained at {nats(last.held.elbo)} nats each (ELBO)."
    )
    return html.P(words, className="help")


def learnt(recipe: TrainVaeRecipe, epochs: Sequence[Epoch], chosen: int | None = None) -> dict[str, Any]:
    """Return what the curves show, and originals above what becomes of them after an epoch."""
    if not epochs:
        return dict(NOTHING_LEARNT)
    shown = next((epoch for epoch in epochs if epoch.number == chosen), epochs[-1])
    used, latent = int((shown.kl_per_dimension > IN_USE).sum()), recipe.made.latent
    collapsed = "" if used == latent else "; the others tell nothing of the pictures (posterior collapse)"
    return {
        "hidden": False,
        "sheet": f"/api/trainings/{recipe.key}/{shown.number}/sheet",
        "alt": f"Held-out pictures, and below each what becomes of it after epoch {shown.number}",
        "caption": f"Held-out pictures; below each, its copy after epoch {shown.number}.",
        "figures": [figure(curve, epochs, chosen) for curve in CURVES],
        "told": f"{used} of {latent} latent numbers are in use{collapsed}.",
    }


def python_lines(recipe: TrainVaeRecipe) -> list[str]:
    """Return the lines of Python that train the same VAE."""
    sized = f"side={recipe.side}, colour={recipe.colour}"
    images = {
        "digits": ("sklearn_digits", "sklearn_digits()"),
        "mnist": ("mnist", "mnist()"),
        "idx": ("idx_images", 'idx_images("IMAGES-idx3-ubyte.gz", "LABELS-idx1-ubyte.gz")'),
        "gallery": ("folder_images", f'folder_images("FOLDER", {sized})'),
        "space": ("folder_images", f'folder_images("FOLDER", {sized})'),
    }
    name, made = images[recipe.source]
    some = "" if recipe.most is None else f".taken(range({recipe.most}))"
    given = recipe.made
    usual = type(given)()
    changed = [
        f"{field}={getattr(given, field)!r}"
        for field in type(given).__dataclass_fields__
        if getattr(given, field) != getattr(usual, field)
    ]
    return [
        f"from embeddings.vae import {', '.join(sorted(['Run', 'Settings', 'latent_space', name]))}",
        "",
        f"images = {made}{some}",
        f"run = Run(images, Settings({', '.join(changed)}))",
        "for epoch in run.epochs():",
        "    print(epoch.number, epoch.held.elbo)",
        "space = latent_space(run.model(), images, held=run.held)",
    ]


def frames(recipe: TrainVaeRecipe, kept: KeptTraining, store: Store) -> int:
    """Return the last epoch of the film, or 0 where its maps are not there any more."""
    numbers = kept.numbers
    whole = bool(numbers) and store.has_space(recipe.film) and store.has_result(recipe.coordinates_key(numbers[-1]))
    return numbers[-1] if whole else 0


def sheet_of(originals: np.ndarray, copies: np.ndarray, columns: int, gap: int = 1) -> np.ndarray:
    """Return pictures above their copies, row after row, ``(height, width, 4)`` uint8, clear between them.

    Parameters
    ----------
    originals, copies
        ``(n, height, width)`` or ``(n, height, width, 3)`` uint8, of one size.
    columns
        How many stand in a row.
    gap
        Pixels between pictures; there are twice as many between a row of copies and the next originals.
    """
    count, height, width = originals.shape[:3]
    rows = -(-count // columns)
    tall = 2 * height + 3 * gap
    sheet = np.zeros((rows * tall, columns * (width + gap), 4), np.uint8)
    for place in range(count):
        top, left = place // columns * tall, place % columns * (width + gap)
        for shift, pictures in ((0, originals), (height + gap, copies)):
            target = sheet[top + shift : top + shift + height, left : left + width]
            one = pictures[place]
            target[..., :3] = one if one.ndim == 3 else one[..., None]
            target[..., 3] = 255
    return sheet


def _count(about: dict[str, object], name: str) -> int:
    found = about.get(name)
    return found if isinstance(found, int) else 0
