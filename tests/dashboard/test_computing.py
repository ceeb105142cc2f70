"""Computations of tools: the contract of every registered one, and the way from a question to a kept result."""

from dataclasses import dataclass, is_dataclass
from typing import ClassVar

import numpy as np
import pytest

from dashboard.computing import COMPUTATIONS, Computed, Given
from dashboard.jobs.tasks import run
from dashboard.question_recipes import ComputeRecipe
from dashboard.recipes import from_json
from dashboard.store import Store
from embeddings import UserError, builtin
from embeddings.progress import Progress, silent

WORDS = builtin("words")


@dataclass(frozen=True)
class Longest:
    """The longest vectors, which a tool might ask for."""

    title: ClassVar[str] = "Looking for the longest vectors"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ("numpy",)
    many: int = 3

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Return them, and how many dimensions the map has."""
        order = np.argsort(-given.space.norms, kind="stable")[: self.many]
        dimensions = None if given.coordinates is None else given.coordinates.shape[1]
        return Computed({"items": order}, {"dimensions": dimensions, "others": len(given.open_space("words"))})


@pytest.fixture
def longest(monkeypatch: pytest.MonkeyPatch) -> str:
    """Register a computation for one test."""
    monkeypatch.setitem(COMPUTATIONS._classes, "longest", Longest)
    return "longest"


def recipe(**changed: object) -> ComputeRecipe:
    given = {"computation": "longest", "space": "words", "space_key": WORDS.key, "parameters": {"many": 5}}
    return ComputeRecipe.model_validate(given | changed)


def test_every_computation_is_a_frozen_dataclass_that_says_what_it_does(longest: str) -> None:
    for name, cls in COMPUTATIONS.all().items():
        assert is_dataclass(cls), name
        assert cls.__dataclass_params__.frozen, name
        assert cls.title, name
        assert isinstance(cls.version, int), name


def test_a_computation_is_run_once_and_kept(store: Store, longest: str) -> None:
    asked = recipe()
    assert from_json(asked.model_dump(mode="json")) == asked
    run(asked, store, silent)
    result = store.result(asked.key)
    assert result is not None
    assert result.arrays["items"].tolist() == np.argsort(-WORDS.norms, kind="stable")[:5].tolist()
    assert result.meta == {"dimensions": None, "others": len(WORDS)}


def test_it_sees_the_map_that_it_is_asked_about(store: Store, longest: str) -> None:
    coordinates = np.zeros((len(WORDS), 3), np.float32)
    store.save_result("0123456789abcdef", {"coordinates": coordinates}, {})
    asked = recipe(map="0123456789abcdef")
    run(asked, store, silent)
    result = store.result(asked.key)
    assert result is not None
    assert result.meta["dimensions"] == 3


def test_other_parameters_another_map_and_another_space_are_other_results(longest: str) -> None:
    keys = {recipe().key, recipe(parameters={"many": 6}).key, recipe(map="ab").key, recipe(space_key="other").key}
    assert len(keys) == 4
    assert recipe(parameters={"many": "5"}).key == recipe().key


def test_what_is_wrong_is_said(store: Store, longest: str) -> None:
    with pytest.raises(UserError, match="no computation called “longes”"):
        _ = recipe(computation="longes").key
    with pytest.raises(UserError, match="has no parameter “few”"):
        _ = recipe(parameters={"few": 1}).key
    with pytest.raises(UserError, match="has other items now"):
        run(recipe(space_key="other"), store, silent)
