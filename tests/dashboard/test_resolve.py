"""What the page shows for a view: at once something true, later what was asked for, never a traceback."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.recipes import EncodeRecipe
from dashboard.resolve import Answer, resolve
from dashboard.services import Services
from dashboard.view import View


def wait(ask: Callable[[], Answer], until: Callable[[Answer], bool]) -> Answer:
    """Ask again, as the page does, until the answer is as wanted."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        answer = ask()
        if until(answer):
            return answer
        time.sleep(0.2)
    raise AssertionError(f"still {answer}")


@pytest.fixture(scope="module")
def recipe(services: Services, tmp_path_factory: pytest.TempPathFactory) -> EncodeRecipe:
    file: Path = tmp_path_factory.mktemp("data") / "notes.csv"
    topics = {"tea": "leaf water cup", "snow": "ice cold white", "bread": "flour oven crust"}
    rows = [f"{words} number {number},{topic}" for number in range(12) for topic, words in topics.items()]
    file.write_text("note,topic\n" + "\n".join(rows), "utf-8")
    upload = services.store.add_file(file)
    return EncodeRecipe(upload=upload.id, name="notes", text="note", label="topic", encoder="lsa")


def test_pca_is_there_at_once(services: Services) -> None:
    answer = resolve(View(projection="pca"), services)
    assert answer.scene is not None
    assert (answer.scene.title, answer.scene.preview) == ("PCA, 2D", "")
    assert services.store.result(answer.scene.key).arrays["coordinates"].shape == (answer.scene.count, 2)


def test_the_honest_line_follows(services: Services) -> None:
    answer = wait(lambda: resolve(View(projection="pca"), services), lambda answer: answer.settled)
    assert answer.quality.endswith("% of the 10 nearest on this map are true neighbours")


def test_umap_begins_with_pca_and_keeps_it_until_it_is_done(services: Services) -> None:
    view = View(projection="umap", dimensions=3, parameters={"min_dist": "0.3"})
    first = resolve(view, services)
    assert first.job is not None
    assert first.scene.title == "PCA, 3D"
    assert "UMAP" in first.scene.preview
    on_screen = vars(first.scene)
    last = wait(lambda: resolve(view, services, on_screen), lambda answer: answer.job is None)
    assert last.scene.title == "UMAP, 3D"
    assert last.scene.items == first.scene.items, "the points fly, as they are the same"


def test_what_was_computed_once_is_not_computed_again(services: Services) -> None:
    view = View(projection="umap", dimensions=3, parameters={"min_dist": "0.3"})
    wait(lambda: resolve(view, services), lambda answer: answer.job is None and answer.settled)
    before = len(services.jobs.states())
    assert resolve(view, services).job is None
    assert len(services.jobs.states()) == before


def test_an_upload_becomes_a_space(services: Services, recipe: EncodeRecipe) -> None:
    services.jobs.submit(recipe)
    view = View(space=recipe.key, projection="pca")
    answer = wait(lambda: resolve(view, services), lambda answer: answer.scene is not None)
    assert answer.scene.count == 36
    assert answer.scene.items == recipe.items_key


def test_a_failed_job_says_why_and_stays_failed(services: Services, recipe: EncodeRecipe) -> None:
    broken = EncodeRecipe.model_validate(recipe.model_dump() | {"text": "no such column"})
    services.jobs.submit(broken)
    view = View(space=broken.key)
    answer = wait(lambda: resolve(view, services), lambda answer: answer.error is not None)
    assert "no such column" in answer.error["detail"]
    assert answer.settled


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(space="0123456789abcdef"), "0123456789abcdef"),
        (View(projection="spiral"), "spiral"),
        (View(projection="tsne", parameters={"perplexity": "5000"}), "perplexity"),
        (View(projection="umap", parameters={"neighbours": "4"}), "neighbours"),
        (View(projection="umap", parameters={"seed": "many"}), "seed"),
    ],
)
def test_what_cannot_be_shown_is_explained(services: Services, view: View, said: str) -> None:
    answer = resolve(view, services)
    assert said in f"{answer.error}"
    assert set(answer.error) == {"title", "detail", "hint"}


@pytest.mark.parametrize("query", [{}, {"projection": "pca"}, {"projection": "axes", "axes.1": "1~2"}], ids=str)
def test_a_scene_that_came_back_from_the_browser_is_the_same(services: Services, query: dict[str, str]) -> None:
    told = resolve(View.from_query({"space": "words", **query}), services).as_json()["scene"]
    assert json.loads(json.dumps(told)) == told, "else the page draws it anew each time it asks"
