"""What a worker does with a recipe: the graph is shared and honest about itself, and nothing is made twice."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dashboard.jobs import tasks
from dashboard.jobs.tasks import run, shared_graph
from dashboard.recipes import EncodeRecipe, GraphRecipe, ProjectRecipe, QualityRecipe
from dashboard.store import Store
from embeddings import Space, UserError
from embeddings.progress import silent
from projections import graph, neighbour_graph


@pytest.fixture
def space(store: Store, small_space: Callable[..., Space]) -> Space:
    made = small_space(120)
    store.save_space(made.key, made)
    return made


def recipe_of(space: Space, method: str = "umap", **parameters: object) -> ProjectRecipe:
    return ProjectRecipe(space=space.key, space_key=space.key, method=method, parameters=parameters)


def test_all_projections_share_one_graph(store: Store, space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []

    def counted(vectors: np.ndarray, k: int, *rest: object, **more: object) -> graph.Graph:
        searched.append(k)
        return neighbour_graph(vectors, k, *rest, **more)

    monkeypatch.setattr(tasks, "neighbour_graph", counted)
    for method in ("umap", "tsne", "umap"):
        run(recipe_of(space, method), store, silent)
    made = recipe_of(space)
    run(QualityRecipe(space=space.key, space_key=space.key, projection=made.key), store, silent)
    assert searched == [90]
    run(recipe_of(space, n_neighbors=110), store, silent)
    assert searched == [90, 110], "more neighbours than the shared graph has are searched for"


def test_a_graph_that_is_not_exact_stays_so_in_the_store(
    store: Store, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    nearly = graph.Graph(np.zeros((120, 90), np.int32), np.zeros((120, 90), np.float32), "cosine", exact=False)
    monkeypatch.setattr(tasks, "neighbour_graph", lambda *_, **__: nearly)
    assert shared_graph(space.key, space, store, silent).exact is False


def test_a_lone_item_has_no_graph_but_a_map_and_a_reading(store: Store, small_space: Callable[..., Space]) -> None:
    lone = small_space(1)
    store.save_space(lone.key, lone)
    made = recipe_of(lone)
    run(made, store, silent)
    assert store.result(made.key).arrays["coordinates"].tolist() == [[0, 0]]
    assert store.result(made.key).meta["notes"] == ["There is one item, so the map is one point."]
    measured = QualityRecipe(space=lone.key, space_key=lone.key, projection=made.key)
    run(measured, store, silent)
    assert store.result(measured.key).meta["reading"] == "1 item: no neighbours to compare"


def test_a_measurement_keeps_what_each_point_says(store: Store, space: Space) -> None:
    made = recipe_of(space, "pca")
    run(made, store, silent)
    measured = QualityRecipe(space=space.key, space_key=space.key, projection=made.key)
    run(measured, store, silent)
    found = store.result(measured.key)
    assert found.arrays["per_point"].shape == (120,)
    assert found.meta["recall"] == pytest.approx(float(found.arrays["per_point"].mean()))
    assert found.meta["reading"].endswith("% of the 10 nearest on this map are true neighbours")


def test_a_measurement_of_a_map_that_is_gone_says_so(store: Store, space: Space) -> None:
    with pytest.raises(UserError, match="The map is gone"):
        run(QualityRecipe(space=space.key, space_key=space.key, projection="0123456789abcdef"), store, silent)


def test_a_file_becomes_a_space(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("note,topic\n" + "".join(f"leaf water cup {n},tea\n\nice cold white {n},snow\n" for n in range(9)))
    recipe = EncodeRecipe(
        upload=store.add_file(file).id, name="notes", text="note", label="topic", encoder="lsa", parameters={}
    )
    run(recipe, store, silent)
    space = store.space(recipe.key)
    assert (space.name, space.text, space.label, space.encoder, len(space)) == ("notes", "note", "topic", "lsa", 18)


def test_what_was_made_is_not_made_again(store: Store, space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    recipes = [recipe_of(space, "pca"), GraphRecipe(space=space.key, space_key=space.key, k=90)]
    recipes.append(QualityRecipe(space=space.key, space_key=space.key, projection=recipes[0].key))
    for recipe in recipes:
        run(recipe, store, silent)
    for name in ("project", "neighbour_graph", "measure_quality"):
        monkeypatch.setattr(tasks, name, None)
    for recipe in recipes:
        run(recipe, store, silent)


def test_long_texts_are_cut_into_passages_that_know_their_document(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("text,kind\n" + "\n".join(f"{'river stone water ' * 20},{kind}" for kind in "ab"), "utf-8")
    upload = store.add_file(file).id
    whole = EncodeRecipe(upload=upload, name="long", text="text", label="kind", encoder="lsa")
    cut = whole.model_copy(update={"passage_words": 30})
    assert cut.key != whole.key
    assert cut.items_key != whole.items_key
    run(whole, store, silent)
    run(cut, store, silent)
    assert len(store.space(whole.key)) == 2
    items = store.space(cut.key).items
    assert set(items["document"]) == {0, 1}
    assert items["kind"].tolist() == ["ab"[row] for row in items["document"]]
    assert items["text"].str.split().str.len().max() == 30
