"""A space is asked over HTTP: a worker finds the vector of the question, the answer comes ranked; and what goes up."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.adding import Choices, first_look
from dashboard.asking import ways_to_ask
from dashboard.jobs.lanes import lane_of
from dashboard.jobs.tasks import run
from dashboard.panels.add_data import choices_of, recipe_of
from dashboard.pictured import NO_PICTURE, address, cells_of
from dashboard.question_recipes import QueryRecipe
from dashboard.recipes import EncodeRecipe, SubsetRecipe, from_json
from dashboard.services import Services
from dashboard.space_info import space_info
from dashboard.standalone.sprites import sprites_of
from dashboard.store import Store
from embeddings import Space, UserError, query_vector
from embeddings.progress import silent

TABLE = "text,kind\n" + "".join(f"the {a} {b},{a}\n" for a in ("red", "blue") for b in ("door", "ball", "cat", "hill"))
COLOURS = [(210, 40, 40), (40, 180, 70), (50, 70, 220)]


@pytest.fixture(scope="module")
def space_id(services: Services, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("asked") / "asked.csv"
    path.write_text(TABLE, "utf-8")
    upload = services.store.add_file(path)
    recipe = EncodeRecipe(upload=upload.id, name="asked", text="text", label="kind", encoder="lsa")
    run(recipe, services.store, silent)
    return recipe.key


def nearest(client: FlaskClient, space: str, **question: object) -> tuple[int, dict]:
    answer = client.post(f"/api/spaces/{space}/nearest", json=question)
    while answer.status_code == 202:
        answer = client.post(f"/api/spaces/{space}/nearest", json={**question, "waiting": True})
    return answer.status_code, answer.get_json()


def test_a_sentence_finds_what_is_near(client: FlaskClient, space_id: str) -> None:
    status, answer = nearest(client, space_id, text="  some cat ", k=2)
    assert status == 200
    assert {one["text"] for one in answer["items"]} == {"the red cat", "the blue cat"}
    assert [one["picture"] for one in answer["items"]] == [None, None]
    distances = [
        one["distance"] for one in nearest(client, space_id, text="red cat", k=8, metric="euclidean")[1]["items"]
    ]
    assert distances == sorted(distances)
    assert len(distances) == 8


def test_what_cannot_be_asked_is_refused_in_words_and_can_be_asked_again(client: FlaskClient, space_id: str) -> None:
    for _ in range(2):
        status, answer = nearest(client, space_id, text="zzz")
        assert (status, answer["title"]) == (422, "Nothing to compare")
    assert nearest(client, space_id, text=" ")[0] == 422
    assert nearest(client, space_id, k=0)[0] == 422
    assert nearest(client, "f" * 32, text="a")[0] == 404
    assert nearest(client, "shapes", text="a red circle")[1]["detail"] == "Pixels takes no texts"


def test_a_subset_and_a_reopened_space_answer_as_the_whole(services: Services, space_id: str) -> None:
    whole = services.store.space(space_id)
    recipe = SubsetRecipe(parent=space_id, parent_key=whole.key, parent_name="asked", indices=(0, 2, 5))
    run(recipe, services.store, silent)
    again = Store(services.store.root, shipped=None)
    expected = query_vector(whole, "red cat")
    for key in (space_id, recipe.key):
        np.testing.assert_array_equal(query_vector(again.space(key), "red cat"), expected)


def test_a_question_waits_where_its_encoder_is_warm() -> None:
    lanes = {"encode": 1, "project": 1, "quick": 1}
    asked = {"space": "words", "space_key": "k", "text": "a"}
    assert lane_of(QueryRecipe(encoder="minilm", **asked), lanes) == "encode"
    assert lane_of(QueryRecipe(encoder="lsa", **asked), lanes) == "quick"
    recipe = QueryRecipe(encoder="lsa", **asked)
    assert from_json(recipe.model_dump(mode="json")) == recipe
    assert recipe.key != QueryRecipe(encoder="lsa", **{**asked, "text": "b"}).key


def test_the_page_is_told_how_a_space_can_be_asked(services: Services, space_id: str) -> None:
    assert space_info(space_id, services.store)["asks"] == [{"kind": None, "label": "Nearest by meaning"}]
    assert space_info("shapes", services.store)["asks"] == []


def png(colour: tuple[int, int, int]) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(held, "PNG")
    return held.getvalue()


@pytest.fixture
def weights(torch: ModuleType, tmp_path: Path) -> str:
    """A real OpenCLIP model of one layer, its weights random, with its configuration beside them."""
    import open_clip
    from safetensors.torch import save_file

    tower = {"image_size": 32, "layers": 1, "width": 32, "head_width": 16, "patch_size": 16}
    words = {"context_length": 77, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1}
    (tmp_path / "one-layer.json").write_text(json.dumps({"embed_dim": 12, "vision_cfg": tower, "text_cfg": words}))
    open_clip.add_model_config(tmp_path)
    made = open_clip.create_model("one-layer", pretrained=None).state_dict()
    save_file({key: value.contiguous() for key, value in made.items()}, tmp_path / "one-layer.safetensors")
    return str(tmp_path / "one-layer.safetensors")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "three.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number, colour in enumerate(COLOURS):
            made.writestr(f"three/{number}.png", png(colour))
        made.writestr("three/captions.csv", "file,caption\n0.png,a warm red\n1.png,grass in spring\n,no picture here\n")
    return path


def mixed(store: Store, archive: Path, weights: str, **chosen: object) -> Space:
    look = first_look(store.add_file(archive), store)
    assert (look["preview"]["text"], look["preview"]["without"]) == ("caption", ())
    parameters = {"model": "one-layer", "weights": weights}
    choices = Choices(text="caption", encoder="open-clip", parameters=parameters, **chosen)
    recipe = recipe_of(look, choices)
    assert isinstance(recipe, EncodeRecipe)
    assert recipe.mixed
    run(recipe, store, silent)
    return store.space(recipe.key)


def test_items_without_a_picture_are_points(store: Store, archive: Path, weights: str) -> None:
    space = mixed(store, archive, weights, sentences=("my own words",))
    assert space.names == [
        "a warm red",
        "grass in spring",
        "2.png",
        "a warm red",
        "grass in spring",
        "no picture here",
        "my own words",
    ]
    assert [address(space, index, "tile") is None for index in range(7)] == [False] * 3 + [True] * 4
    pictures = store.pictures(str(space.provenance["pictures"]))
    assert pictures is not None
    assert (cells_of(space, pictures)[:, 0] == NO_PICTURE).tolist() == [False] * 3 + [True] * 4
    exported = sprites_of(space, pictures)
    assert exported is not None
    assert len(base64.b64decode(exported["cells"])) == 7 * 3 * 4
    assert [way["kind"] for way in ways_to_ask(space)] == ["picture", "text"]
    centred = mixed(store, archive, weights, sentences=("my own words",), centre_each=True)
    assert centred.key != space.key
    np.testing.assert_allclose(query_vector(centred, "my own words"), centred.vectors[6], atol=1e-5)


def test_sentences_need_an_encoder_of_both_and_centring_needs_both(store: Store, archive: Path) -> None:
    look = first_look(store.add_file(archive), store)
    with pytest.raises(UserError, match="Pixels takes pictures alone, and 1 sentence would be lost"):
        recipe_of(look, Choices(text="caption", encoder="pixels", sentences=("a",)))
    with pytest.raises(UserError, match="only pictures"):
        recipe_of(look, Choices(text="caption", encoder="pixels", centre_each=True))


def test_lines_of_the_dialog_become_sentences() -> None:
    chosen = {
        "text": "a",
        "label": None,
        "encoder": None,
        "vectors": None,
        "most": None,
        "skip": False,
        "passages": None,
    }
    made = choices_of({**chosen, "sentences": " one \n\n two", "centre_each": False}, [], [])
    assert made.sentences == ("one", "two")


def test_a_table_of_data_urls_is_read_from_the_page(store: Store, file_of: Callable[[str, str], Path]) -> None:
    urls = [f"data:image/png;base64,{base64.b64encode(png(colour)).decode()}" for colour in COLOURS]
    rows = [json.dumps({"photo": url, "note": f"the {number}. note"}) for number, url in enumerate(urls)]
    look = first_look(
        store.add_file(
            file_of("held.jsonl", "\n".join([*rows, json.dumps({"photo": "data:image/png;base64,AA", "note": "bad"})]))
        ),
        store,
    )
    assert (look["way"], look["preview"]["pictures"], look["preview"]["text"]) == ("picture-table", "photo", "note")
    assert [way["value"] for way in look["ways"]] == ["picture-table", "texts"]
    recipe = recipe_of(look, Choices(text="note", encoder="colour-histogram"))
    run(recipe, store, silent)
    space = store.space(recipe.key)
    assert space.names == ["the 0. note", "the 1. note", "the 2. note"]
    assert address(space, 0, "tile") is not None
    assert any("held.jsonl › photo › 4" in note for note in space.notes)


def test_a_table_that_only_names_pictures_is_told_to_bring_them(
    store: Store, file_of: Callable[[str, str], Path]
) -> None:
    with pytest.raises(UserError, match="Upload a zip, or the folder, of both"):
        first_look(store.add_file(file_of("named.csv", "file,year\na.png,1\nb.png,2\n")), store)
    look = first_look(
        store.add_file(file_of("texts.csv", "file,note\na.png,a note on it\nb.png,another note\n")), store
    )
    assert look["way"] == "texts"
    assert any("upload a zip of both" in note for note in look["preview"]["notes"])


def test_a_table_of_the_page_reads_no_file_of_the_server(
    store: Store, file_of: Callable[[str, str], Path], tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(png(COLOURS[0]))
    url = f"data:image/png;base64,{base64.b64encode(png(COLOURS[1])).decode()}"
    table = file_of("mixed.csv", f'photo\n"{url}"\n"{url}"\n{tmp_path}/secret.png\n')
    recipe = recipe_of(first_look(store.add_file(table), store), Choices(text="photo", encoder="colour-histogram"))
    run(recipe, store, silent)
    space = store.space(recipe.key)
    assert len(space) == 2
    assert any("no data URL" in note for note in space.notes)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a file under a name."""

    def written(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        return path

    return written
