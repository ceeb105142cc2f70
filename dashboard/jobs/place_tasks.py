"""The work of placing vectors on a map, and what it needs of the store; the web process does the instant ones itself."""

from __future__ import annotations

import numpy as np

from dashboard.honesty import coordinates_of
from dashboard.question_recipes import PlaceRecipe
from dashboard.recipes import GraphRecipe, Near, ProjectRecipe, under
from dashboard.spaces import bare_space
from dashboard.store import Store
from embeddings import Space, UserError
from embeddings.keys import content_key
from embeddings.progress import Progress
from projections import Graph, Placement, Projection, place, usual_gaps

SHARED_NEIGHBOURS = 90


def place_vectors(recipe: PlaceRecipe, store: Store, progress: Progress) -> None:
    """Place vectors on a map, and keep where they are."""
    if store.has_result(recipe.key):
        return
    space, given = bare_space(recipe.space, store), store.result(recipe.vectors)
    if space.key != recipe.space_key or given is None:
        detail = f"“{space.name}” has other items now than when this was asked"
        raise UserError("The space has changed", detail, "Reload the page, and ask again.")
    placed = placed_on(map_recipe(recipe.map, store), space, given.arrays["vectors"], store, progress)
    store.save_result(recipe.key, {part: getattr(placed, part) for part in PARTS}, {"k": placed.k})


PARTS = ("coordinates", "trust", "remote", "nearest")


def kept_placement(key: str, store: Store) -> Placement | None:
    """Return places that were found before."""
    result = store.result(key)
    return None if result is None else Placement(**{part: result.arrays[part] for part in PARTS}, k=result.meta["k"])


def placed_on(recipe: ProjectRecipe, space: Space, new: np.ndarray, store: Store, progress: Progress) -> Placement:
    """Place vectors on the map that a recipe has made."""
    coordinates = coordinates_of(recipe.key, space, store)
    result = store.result(recipe.key)
    kept = {} if result is None else {name: array for name, array in result.arrays.items() if name != "coordinates"}
    made = Projection.known(space.vectors, coordinates, recipe.method, recipe.parameters, kept, recipe.metric)
    return place(made, space.vectors, new, gaps=gaps_of(recipe.space, space, store, recipe.metric), progress=progress)


def map_recipe(key: str, store: Store) -> ProjectRecipe:
    """Return how a map was made.

    Raises
    ------
    UserError
        If the store does not know.
    """
    recipe = store.recipe(key)
    if not isinstance(recipe, ProjectRecipe):
        detail = f"The store does not know how the map “{key}” was made"
        raise UserError("No place on this map", detail, "Choose its projection again, then ask again.")
    return recipe


def gaps_of(space_id: str, space: Space, store: Store, metric: Near) -> np.ndarray:
    """Return how far items usually are from their nearest, found once: of all items where the graph is known."""
    key = content_key("gaps", 1, space.key, *under(metric))
    known = store.result(key)
    if known is None:
        recipe = GraphRecipe(space=space_id, space_key=space.key, k=SHARED_NEIGHBOURS, metric=metric)
        graph = store.result(recipe.key)
        near = None
        if graph is not None:
            near = Graph(graph.arrays["indices"], graph.arrays["distances"], metric, graph.meta["exact"])
        store.save_result(key, {"gaps": usual_gaps(space.vectors, metric, near)}, {})
        known = store.result(key)
    return np.empty(0) if known is None else known.arrays["gaps"]
