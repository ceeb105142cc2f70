"""What the tab Training says: what could be trained on, a training that goes on, one that has ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.pictured import pictures_key
from dashboard.store.files import is_id
from dashboard.tools import Asked
from dashboard.tools.parts import python, sets
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.kept import KeptTraining
from dashboard.training.told import (
    NOTHING_LEARNT,
    ended,
    frames,
    learnt,
    line_of,
    opens_dialog,
    presses,
    python_lines,
    summary,
)
from embeddings import UserError
from embeddings.vae import Epoch

WISHES = {"pause": "Pause", "continue": "Continue", "keep": "Stop and keep"}


@dataclass(frozen=True, eq=False)
class Told:
    """The answer of the tab.

    Parameters
    ----------
    body
        Its words.
    learnt
        What the pictures and the curves show.
    state
        How far a training is and what is wished of it, and how many epochs its film has, for the page's scripts.
    again
        Whether to ask again soon.
    """

    body: list[Component | None]
    learnt: dict[str, Any] = field(default_factory=lambda: dict(NOTHING_LEARNT))
    state: dict[str, Any] = field(default_factory=dict)
    again: bool = False

    @property
    def mark(self) -> str:
        """What differs when anything but the line does."""
        return str(self.state.get("mark", ""))


def tell(asked: Asked) -> Told:
    """Tell of the training that is asked for, or what can be trained on."""
    recipe = training_of(asked)
    if recipe is None:
        return Told([invitation(asked)])
    store = asked.services.store
    kept = KeptTraining(store, recipe.key)
    title = html.H3(recipe.title)
    if store.has_space(recipe.key):
        return trained(asked, recipe, kept, html.H3(f"A VAE trained on {recipe.name}"))
    job = asked.services.jobs.state(recipe.key)
    if job is None:
        return Told([title, html.P("It was never begun here.", className="help"), opens_dialog("Train a VAE")])
    epochs = kept.epochs()
    mark = f"{recipe.key} {job.status in {'failed', 'cancelled'}} {len(epochs)}"
    shown = learnt(recipe, epochs)
    if not job.unfinished and job.status != "done":
        return Told([title, *ended(job)], shown, {"mark": mark})
    state = {"mark": mark, "job": recipe.key, "line": line_of(job, kept.wish), "wish": kept.wish}
    return Told([title], shown, state, again=True)


def training_of(asked: Asked) -> TrainVaeRecipe | None:
    """Return the training that the address names, or else that of the space on the map.

    Raises
    ------
    UserError
        If the address names one that is not known here.
    """
    named = asked.values.get("job")
    key = named or str(asked.space.provenance.get("training", ""))
    recipe = asked.services.store.recipe(key) if is_id(key) else None
    if isinstance(recipe, TrainVaeRecipe):
        return recipe
    if named:
        raise UserError("No such training", f"The store has no training “{named}”", "Train a VAE here.")
    return None


def invitation(asked: Asked) -> Component:
    """Say what training is, with what is at hand."""
    told = (
        "A variational autoencoder learns to squeeze pictures into a few numbers and to draw them again. Here one learns "
        "it from pictures of your own, and the map shows what it has understood after every epoch."
    )
    mine = pictures_key(asked.space) is not None
    words = f"Train on these {len(asked.space):,} pictures" if mine else "Train on scikit-learn's digits"
    return html.Div(
        [html.P(told, className="help"), html.Div(opens_dialog(words, "space" if mine else "digits"))],
        className="tool-empty",
    )


def trained(asked: Asked, recipe: TrainVaeRecipe, kept: KeptTraining, title: Component) -> Told:
    """Tell of a training that has ended: its film, its curves, what to do next."""
    epochs: list[Epoch] = kept.epochs()
    if not epochs:
        gone = html.P("Nothing is kept of its epochs any more.", className="help")
        return Told([title, gone, opens_dialog("Train again")])
    asked_for = asked.values.get("epoch", "")
    chosen = int(asked_for) if asked_for.isdecimal() and int(asked_for) else None
    stopped = str(asked.services.store.space(recipe.key).provenance.get("stopped", ""))
    onward = [sets("Walk in it", {"tab": "latent", "training.epoch": None}), opens_dialog("Train another")]
    body = [
        title,
        html.P(stopped, className="warning") if stopped else None,
        summary(recipe, kept, epochs[-1]),
        html.Div(onward, className="choice"),
        html.Div(python(*python_lines(recipe)), className="training-python"),
    ]
    state = {"mark": f"{recipe.key} {chosen}", "epochs": frames(recipe, kept, asked.services.store)}
    return Told(body, learnt(recipe, epochs, chosen), state)


def live_controls() -> Component:
    """Return how far a training is, and the buttons that pause it, go on, keep what it has, or cancel it."""
    titles = {"keep": "The last whole epoch becomes the space"}
    buttons = [
        html.Button(words, type="button", className="small", title=titles.get(wish), **{"data-wish": wish})
        for wish, words in WISHES.items()
    ]
    return html.Div(
        [
            html.P("", className="training-line"),
            html.Div([*buttons, presses("Cancel", "cancel")], className="choice"),
        ],
        id="training-live",
        className="training-live",
        hidden=True,
    )
