"""The maps that come with the program: the first look of every built-in space waits for no worker."""

import numpy as np
import pytest

from dashboard.resolve import resolve
from dashboard.services import Services
from dashboard.shipped import FOLDER
from dashboard.shipped.__main__ import recipes
from dashboard.store import Store
from dashboard.view import View
from embeddings.builtins import BUILTINS

PLANES = {"mnist-vae"}  # which nobody looks at first in three dimensions
LOOKS = [(name, count) for name in BUILTINS.all() for count in (None, 2, 3) if not (name in PLANES and count == 3)]


@pytest.mark.parametrize(("name", "dimensions"), LOOKS)
def test_the_first_look_is_there_at_once(services: Services, name: str, dimensions: int | None) -> None:
    before = len(services.jobs.states())
    answer = resolve(View(space=name, **({"dimensions": dimensions} if dimensions else {})), services)
    title = f"{'As they are' if name in PLANES else 'UMAP'}, {dimensions or 2}D"
    assert (answer.scene.title, answer.job, answer.settled) == (title, None, True)
    assert answer.quality.endswith("% of the 10 nearest on this map are true neighbours")
    assert len(services.jobs.states()) == before


def test_nothing_is_shipped_that_nobody_would_find(tmp_path) -> None:
    store = Store(tmp_path)
    assert {recipe.key for recipe in recipes(store)} == {folder.name for folder in FOLDER.iterdir()}


def test_a_shipped_map_has_a_place_for_every_item(tmp_path) -> None:
    store = Store(tmp_path)
    for recipe in recipes(store):
        if recipe.kind == "project":
            coordinates = store.result(recipe.key).arrays["coordinates"]
            assert coordinates.shape == (len(BUILTINS.make(recipe.space).load()), recipe.dimensions)
            assert np.isfinite(coordinates).all()


def test_a_store_without_them_makes_its_own(tmp_path) -> None:
    store = Store(tmp_path, shipped=None)
    assert not any(store.has_result(recipe.key) for recipe in recipes(store))
