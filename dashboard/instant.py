"""PCA at once, in the web process: the one projection that is quicker than asking a worker."""

from __future__ import annotations

from dashboard.recipes import ProjectRecipe
from dashboard.store import Store
from embeddings import Space
from projections import Projection, project

INSTANT_METHOD = "pca"


def instant_projection(recipe: ProjectRecipe, space: Space, store: Store) -> None:
    """Compute an instant projection and keep it in the store; its quality is measured by a worker."""
    result = project(
        space.vectors, recipe.method, recipe.dimensions, seed=recipe.seed, metric=recipe.metric, **recipe.parameters
    )
    keep_projection(recipe.key, result, store)


def keep_projection(key: str, result: Projection, store: Store) -> None:
    """Keep a map, with what placing new vectors on it goes by."""
    store.save_result(key, {"coordinates": result.coordinates, **result.kept}, {"notes": list(result.notes)})
