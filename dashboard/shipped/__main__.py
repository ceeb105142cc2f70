"""`python -m dashboard.shipped`: make the maps of the built-in spaces again, and how true each of them is."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dashboard.jobs.tasks import run
from dashboard.recipes import ProjectRecipe, QualityRecipe
from dashboard.shipped import FOLDER
from dashboard.spaces import open_space
from dashboard.store import Store
from embeddings.builtins import BUILTINS
from embeddings.progress import silent

MAPS = (("umap", 2), ("umap", 3))
PLANE = ("plain", 2)  # the map of a latent plane is the plane


def recipes(store: Store) -> Iterator[ProjectRecipe | QualityRecipe]:
    """Yield what is shipped: every map of every built-in space, each followed by its honest line."""
    for name in BUILTINS.all():
        space = open_space(name, store)
        key, plane = space.key, space.vectors.shape[1] == 2
        for method, dimensions in (*MAPS, PLANE) if plane else MAPS:
            made = ProjectRecipe.model_validate(
                {"space": name, "space_key": key, "method": method, "dimensions": dimensions}
            )
            yield made
            yield QualityRecipe(space=name, space_key=key, projection=made.key)


def build(folder: Path = FOLDER) -> None:
    """Make every map in a store of its own, and keep only what is shipped."""
    with tempfile.TemporaryDirectory() as made:
        store = Store(Path(made), shipped=None)
        shutil.rmtree(folder, ignore_errors=True)
        for recipe in recipes(store):
            run(recipe, store, silent)
            shutil.copytree(Path(made) / "results" / recipe.key, folder / recipe.key)
            print(f"{recipe.space}: {recipe.title}")


if __name__ == "__main__":
    build()
