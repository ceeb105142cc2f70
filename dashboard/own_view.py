"""A space's own view: how it is looked at where the address says nothing. One rule, by the encoder that made the space.

Most spaces open on UMAP under the cosine. Places in a latent space are near by the straight line between them: such a
space opens under Euclidean, with the tab in which it is walked, and one of two or three numbers is its own map.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, cast

from dashboard.recipes import AnyRecipe, EncodeRecipe, SubsetRecipe
from dashboard.reencode_recipe import ReencodeRecipe
from dashboard.spaces import bare_space, has_space
from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.view import View
from embeddings import UserError
from embeddings.encoders import ENCODERS, SuitsEuclidean, near_by

PLAIN = "plain"
WALKED = "latent"


@dataclass(frozen=True)
class OwnView:
    """What a view has where the address does not say it."""

    projection: str = "umap"
    dimensions: Literal[2, 3] = 2
    metric: str = "cosine"
    tab: str = "neighbours"

    def as_query(self) -> dict[str, str]:
        """Return it as the address has it."""
        return {name: str(value) for name, value in asdict(self).items()}


def own_view(encoder: str, numbers: int | None) -> OwnView:
    """Return the own view of a space whose vectors an encoder made, each of so many numbers."""
    metric = near_by(encoder)
    if metric == "cosine":
        return OwnView()
    if numbers not in (2, 3):
        return OwnView(metric=metric, tab=WALKED)
    return OwnView(PLAIN, cast(Literal[2, 3], numbers), metric, WALKED)


def own_view_of(space_id: str, store: Store) -> OwnView:
    """Return the own view of a space, also of one that is still being made; an unknown one has the usual view."""
    if has_space(space_id, store):
        space = bare_space(space_id, store)
        return own_view(space.encoder, space.vectors.shape[1])
    return of_recipe(store.recipe(space_id), store)


def of_recipe(recipe: AnyRecipe | None, store: Store) -> OwnView:
    """Return the own view of the space that a recipe makes."""
    if isinstance(recipe, SubsetRecipe):
        return own_view_of(recipe.parent, store)
    if isinstance(recipe, TrainVaeRecipe):
        return own_view("vae", recipe.made.latent)
    if not isinstance(recipe, EncodeRecipe | ReencodeRecipe):
        return OwnView()
    try:
        made = ENCODERS.make(recipe.encoder, recipe.parameters)
        return own_view(recipe.encoder, made.numbers() if isinstance(made, SuitsEuclidean) else None)
    except UserError:  # said where it is encoded
        return OwnView()


def settled(view: View, store: Store) -> View:
    """Return a view with its space's own where it says nothing; what it says stays."""
    lacking = OwnView.__dataclass_fields__.keys() - view.model_fields_set
    if not lacking:
        return view
    own = own_view_of(view.space, store)
    if view.projection != own.projection and "projection" not in lacking:
        lacking -= {"dimensions"}  # how many a latent space has says nothing about another map of it
    return view.model_copy(update={name: getattr(own, name) for name in lacking})
