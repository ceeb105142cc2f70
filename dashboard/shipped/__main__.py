"""`python -m dashboard.shipped`: make the maps of the built-in spaces, and how true each of them is, where they are missing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dashboard.jobs.tasks import run
from dashboard.own_view import PLAIN, own_view
from dashboard.recipes import ProjectRecipe, QualityRecipe
from dashboard.shipped import FOLDER
from dashboard.spaces import open_space
from dashboard.store import Store
from embeddings.builtins import BUILTINS
from embeddings.progress import silent

DIMENSIONS = (2, 3)


def recipes(store: Store) -> Iterator[ProjectRecipe | QualityRecipe]:
    """Yield what is shipped: the own map of every built-in space, each followed by its honest line."""
    for name in BUILTINS.all():
        space = open_space(name, store)
        own = own_view(space.encoder, space.vectors.shape[1])
        of = {"space": name, "space_key": space.key, "metric": own.metric}
        for dimensions in (own.dimensions,) if own.projection == PLAIN else DIMENSIONS:
            made = ProjectRecipe.model_validate({**of, "method": own.projection, "dimensions": dimensions})
            yield made
            yield QualityRecipe.model_validate({**of, "projection": made.key})


def build(folder: Path = FOLDER) -> None:
    """Make what is missing in a store of its own, and throw away what nobody would find any more."""
    with tempfile.TemporaryDirectory() as made:
        store = Store(Path(made), shipped=folder)
        wanted = list(recipes(store))
        for old in {one.name for one in folder.iterdir()} - {recipe.key for recipe in wanted}:
            shutil.rmtree(folder / old)
        for recipe in wanted:
            if not store.has_result(recipe.key):
                run(recipe, store, silent)
                shutil.copytree(Path(made) / "results" / recipe.key, folder / recipe.key)
                print(f"{recipe.space}: {recipe.title}")


if __name__ == "__main__":
    build()
