"""A result is named by everything it depends on, and by nothing else."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from dashboard import recipe
from dashboard.recipes import EncodeRecipe, GraphRecipe, ProjectRecipe, QualityRecipe, from_json
from dashboard.store.files import is_id
from embeddings import Space, UserError

ENCODE = {"upload": "0" * 64, "name": "notes", "text": "note", "label": "topic", "encoder": "lsa"}
PROJECT = {"space": "words", "space_key": "k", "method": "umap", "parameters": {"n_neighbors": 15}}
GRAPH = {"space": "words", "space_key": "k", "k": 30}
QUALITY = {"space": "words", "space_key": "k", "projection": "p"}
KINDS = [(EncodeRecipe, ENCODE), (ProjectRecipe, PROJECT), (GraphRecipe, GRAPH), (QualityRecipe, QUALITY)]


@pytest.mark.parametrize(("kind", "usual"), KINDS)
def test_a_key_is_an_id_of_the_store_and_is_the_same_again(kind: type, usual: dict[str, object]) -> None:
    assert is_id(kind(**usual).key)
    assert kind(**usual).key == kind(**dict(reversed(usual.items()))).key


@pytest.mark.parametrize(("kind", "usual"), KINDS)
def test_a_recipe_survives_json(kind: type, usual: dict[str, object]) -> None:
    recipe = kind(**usual)
    assert from_json(recipe.model_dump(mode="json")) == recipe
    assert from_json(recipe.model_dump(mode="json")).key == recipe.key


def test_two_kinds_never_share_a_key() -> None:
    assert len({kind(**usual).key for kind, usual in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "usual", "change"),
    [
        (EncodeRecipe, ENCODE, {"upload": "1" * 64}),
        (EncodeRecipe, ENCODE, {"name": "other"}),
        (EncodeRecipe, ENCODE, {"text": "topic"}),
        (EncodeRecipe, ENCODE, {"label": None}),
        (EncodeRecipe, ENCODE, {"encoder": "minilm"}),
        (EncodeRecipe, ENCODE, {"parameters": {"components": 50}}),
        (EncodeRecipe, ENCODE, {"skip_bad_rows": True}),
        (ProjectRecipe, PROJECT, {"space_key": "other vectors"}),
        (ProjectRecipe, PROJECT, {"method": "tsne", "parameters": {}}),
        (ProjectRecipe, PROJECT, {"parameters": {"n_neighbors": 16}}),
        (ProjectRecipe, PROJECT, {"parameters": {"n_neighbors": 15, "min_dist": 0.2}}),
        (ProjectRecipe, PROJECT, {"dimensions": 3}),
        (ProjectRecipe, PROJECT, {"seed": 1}),
        (GraphRecipe, GRAPH, {"space_key": "other vectors"}),
        (GraphRecipe, GRAPH, {"k": 31}),
        (GraphRecipe, GRAPH, {"metric": "euclidean"}),
        (QualityRecipe, QUALITY, {"space_key": "other vectors"}),
        (QualityRecipe, QUALITY, {"projection": "q"}),
    ],
)
def test_what_matters_changes_the_key(kind: type, usual: dict[str, object], change: dict[str, object]) -> None:
    assert kind(**{**usual, **change}).key != kind(**usual).key


@pytest.mark.parametrize("same", [15, 15.0, "15"])
def test_a_whole_number_is_the_same_parameter_however_it_is_written(same: object) -> None:
    assert ProjectRecipe(**{**PROJECT, "parameters": {"n_neighbors": same}}).key == ProjectRecipe(**PROJECT).key


def test_a_default_that_is_spelt_out_is_the_default() -> None:
    usual = EncodeRecipe(**ENCODE)
    assert EncodeRecipe(**ENCODE, parameters={"components": 100}).key == usual.key


def test_the_name_of_the_space_does_not_matter_to_its_maps() -> None:
    assert ProjectRecipe(**{**PROJECT, "space": "other"}).key == ProjectRecipe(**PROJECT).key


@pytest.mark.parametrize("library", ["scikit-learn", "umap-learn", "numba", "openTSNE", "pynndescent"])
def test_another_version_of_a_library_is_another_result(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def keys() -> list[str]:
        tsne = ProjectRecipe(**{**PROJECT, "method": "tsne", "parameters": {}})
        made = (EncodeRecipe(**ENCODE), ProjectRecipe(**PROJECT), tsne, GraphRecipe(**GRAPH))
        return [recipe.key for recipe in made]

    before, known = keys(), recipe.version
    monkeypatch.setattr(recipe, "version", lambda name: "99.0" if name == library else known(name))
    assert keys() != before


def test_a_library_that_is_missing_has_no_version() -> None:
    assert recipe.versions(("no-such-library",)) == ["no-such-library missing"]


def test_another_version_of_a_method_is_another_result(monkeypatch: pytest.MonkeyPatch) -> None:
    from projections.methods.umap_learn import Umap

    before = ProjectRecipe(**PROJECT).key
    monkeypatch.setattr(Umap, "version", 99)
    assert ProjectRecipe(**PROJECT).key != before


def altered(change: Callable[[np.ndarray, pd.DataFrame], tuple[np.ndarray, pd.DataFrame]]) -> str:
    vectors = np.arange(12, dtype=np.float32).reshape(4, 3)
    items = pd.DataFrame({"id": ["a", "b", "c", "d"], "text": ["one", "two", "three", "four"]})
    return Space(*change(vectors, items), name="the same name", text="text").key


CHANGES = {
    "nothing": lambda vectors, items: (vectors, items),
    "a changed number": lambda vectors, items: (vectors + np.float32(1e-6), items),
    "the same rows in another order": lambda vectors, items: (vectors[::-1].copy(), items[::-1].reset_index(drop=True)),
    "the same items with their vectors exchanged": lambda vectors, items: (vectors[::-1].copy(), items),
    "grown input": lambda vectors, items: (
        np.vstack([vectors, vectors[:1]]),
        pd.concat([items, items[:1]], ignore_index=True),
    ),
    "fewer rows": lambda vectors, items: (vectors[:2].copy(), items[:2]),
    "disjoint input": lambda vectors, items: (vectors[2:].copy(), items[2:].reset_index(drop=True)),
    "an item edited under the same id": lambda vectors, items: (vectors, items.replace("two", "zwei")),
    "another shape of the same numbers": lambda vectors, items: (vectors.reshape(4, 3)[:, :2].copy(), items),
}


def test_every_change_of_a_space_is_another_key() -> None:
    keys = {name: altered(change) for name, change in CHANGES.items()}
    assert len(set(keys.values())) == len(keys)
    assert altered(CHANGES["nothing"]) == keys["nothing"]


@pytest.mark.parametrize("value", [lambda: 1, object(), np.array([lambda: 1], dtype=object)])
def test_what_cannot_be_hashed_is_refused_not_named(value: object) -> None:
    with pytest.raises(UserError, match=r"The encoder “lsa” cannot take that"):
        _ = EncodeRecipe(**ENCODE, parameters={"components": value}).key


@pytest.mark.parametrize(
    "content", [None, [], "x", {}, {"kind": "spell"}, {"kind": "graph"}, {**QUALITY, "kind": "quality", "more": 1}]
)
def test_a_recipe_of_another_form_counts_as_absent(content: object) -> None:
    assert from_json(content) is None
