"""Side by side: every map beside the first goes through the one resolver, and shows the same items."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.recipes import EncodeRecipe
from dashboard.resolve import Answer, resolve
from dashboard.services import Services
from dashboard.twins import encoders_of, resolve_beside, told, views_beside
from dashboard.view import View


def beside(services: Services, query: dict[str, str], *scenes: dict[str, Any] | None) -> list[Answer]:
    return resolve_beside(View.from_query(query), services, list(scenes))


@pytest.fixture(scope="module")
def recipe(
    services: Services, tmp_path_factory: pytest.TempPathFactory, wait_until: Callable[..., Any]
) -> EncodeRecipe:
    """Return a space of a small file, by LSA in seven dimensions: its preview, by LSA in a hundred, is another."""
    file: Path = tmp_path_factory.mktemp("data") / "drinks.csv"
    topics = {"tea": "leaf water cup", "snow": "ice cold white", "bread": "flour oven crust"}
    rows = [f"{words} number {number},{topic}" for number in range(12) for topic, words in topics.items()]
    file.write_text("note,topic\n" + "\n".join(rows), "utf-8")
    upload = services.store.add_file(file)
    made = EncodeRecipe(upload=upload.id, name="drinks", text="note", encoder="lsa", parameters={"components": 7})
    services.jobs.submit(made)
    wait_until(lambda: services.store.has_space(made.key))
    return made


def test_the_settings_of_the_first_projection_are_its_own() -> None:
    view = View.from_query({"projection": "umap", "n_neighbors": "30", "beside": "tsne-3,pca-2.other", "k": "5"})
    assert [(one.space, one.projection, one.dimensions, one.parameters) for one in views_beside(view)] == [
        ("words", "tsne", 3, {}),
        ("other", "pca", 2, {}),
    ]


def test_each_map_beside_is_what_it_would_be_alone(services: Services, wait_until: Callable[..., Any]) -> None:
    query = {"projection": "pca", "beside": "pca-3,umap-2"}
    alone = [resolve(View(projection="pca", dimensions=3), services), resolve(View(projection="umap"), services)]
    found = beside(services, query)
    assert [answer.scene for answer in found] == [answer.scene for answer in alone]
    assert {answer.scene.items for answer in found} == {"words"}
    last = wait_until(lambda: all(one.settled for one in beside(services, query)) and beside(services, query))
    assert all(answer.quality.endswith("true neighbours") for answer in last)
    assert len({answer.quality for answer in last}) == 2, "each line is of its own map"


def test_what_waits_shows_pca_then_keeps_what_is_on_screen(services: Services, recipe: EncodeRecipe) -> None:
    query = {"space": recipe.key, "projection": "pca", "beside": "tsne-3,tsne-3"}
    first, second = beside(services, query)
    assert (first.scene.title, first.scene.preview) == ("PCA, 3D", "PCA first; t-SNE is on its way")
    assert first.job.key == second.job.key, "nothing is computed twice"
    if not services.store.has_result(first.job.key):
        kept = beside(services, query, None, vars(resolve(View(space=recipe.key, projection="pca"), services).scene))
        assert kept[1].scene.title in {"PCA, 2D", "t-SNE, 3D"}


def test_a_mistake_is_told_on_its_own_map(services: Services) -> None:
    wrong, right = beside(services, {"projection": "pca", "beside": "spiral-2,pca-2"})
    assert "spiral" in wrong.error["detail"]
    assert right.error is None


def test_other_items_are_refused_and_another_encoder_is_not(
    services: Services, recipe: EncodeRecipe, wait_until
) -> None:
    foreign, _ = beside(services, {"space": recipe.key, "projection": "pca", "beside": "pca-2.words,pca-2"})
    assert foreign.error["title"] == "Other items"
    preview = recipe.preview.key
    assert preview != recipe.key
    assert encoders_of(recipe.key, services) == [{"space": "", "label": "LSA"}, {"space": preview, "label": "LSA"}]
    assert encoders_of("words", services) == []
    query = {"space": recipe.key, "projection": "pca", "beside": f"pca-2.{preview}"}
    other = wait_until(lambda: (answer := beside(services, query)[0]).scene and answer)
    assert other.scene.space == preview
    assert (
        other.scene.items == recipe.items_key == resolve(View(space=recipe.key, projection="pca"), services).scene.items
    )


def test_while_a_space_is_made_only_the_first_map_tells_of_the_work(services: Services, recipe: EncodeRecipe) -> None:
    broken = EncodeRecipe.model_validate(recipe.model_dump() | {"text": "no such column"})
    services.jobs.submit(broken)
    answer = beside(services, {"space": broken.key, "beside": "pca-2"})[0]
    assert (answer.job, answer.error) == (None, None)


def test_the_page_is_answered_in_plain_data(app: Any, services: Services, recipe: EncodeRecipe) -> None:
    asked = {"query": {"space": recipe.key, "beside": "umap-3"}, "scenes": [None]}
    found = told(asked, services)
    assert (found["space"], found["beside"], found["again"]) == (recipe.key, "umap-3", True)
    assert found["maps"][0]["job"]["title"] == "UMAP in 3D"
    assert set(found["maps"][0]["job"]) == {"key", "title", "figures", "share", "stopped"}
    damaged = told({"query": {"beside": "tsne-4"}, "scenes": []}, services)
    assert (damaged["maps"], damaged["again"]) == ([], False)
    body = {
        "output": "beside-told.data",
        "outputs": {"id": "beside-told", "property": "data"},
        "inputs": [
            {
                "id": "beside-ask",
                "property": "data",
                "value": asked | {"act": {"action": "cancel", "key": found["maps"][0]["job"]["key"]}},
            }
        ],
        "changedPropIds": ["beside-ask.data"],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=body).get_json()
    assert answer["response"]["beside-told"]["data"]["maps"][0]["job"]["stopped"] is True
