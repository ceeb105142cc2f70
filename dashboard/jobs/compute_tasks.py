"""The work of tools: a registered computation on a space, and perhaps on one of its maps."""

from __future__ import annotations

from pathlib import Path

from dashboard.computing import COMPUTATIONS, Given
from dashboard.honesty import coordinates_of
from dashboard.question_recipes import ComputeRecipe
from dashboard.spaces import open_space
from dashboard.store import Store
from dashboard.understanding.rows import rows_behind
from embeddings import UserError
from embeddings.progress import Progress


def compute(recipe: ComputeRecipe, store: Store, progress: Progress) -> None:
    """Run a computation and keep its result."""
    if store.has_result(recipe.key):
        return
    space = open_space(recipe.space, store)
    if space.key != recipe.space_key:
        detail = f"“{space.name}” has other items now than when this was asked"
        raise UserError("The space has changed", detail, "Reload the page, and ask again.")
    coordinates = coordinates_of(recipe.map, space, store) if recipe.map else None
    made = COMPUTATIONS.make(recipe.computation, recipe.parameters)
    given = Given(
        space,
        coordinates,
        lambda other: open_space(other, store),
        lambda upload: named_file(upload, store),
        lambda told: rows_behind(space, store, told),
    )
    computed = made.compute(given, progress)
    store.save_result(recipe.key, computed.arrays, computed.meta)


def named_file(upload_id: str, store: Store) -> tuple[Path, str]:
    """Return where an uploaded file lies, and what the person calls it."""
    upload = store.upload(upload_id)
    return upload.path, upload.name
