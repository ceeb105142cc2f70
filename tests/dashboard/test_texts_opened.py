"""Texts from the command line and as recipes: passages, means of chosen word vectors, and the words that are learnt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.jobs.tasks import run
from dashboard.recipes import EncodeRecipe, VectorsRecipe
from dashboard.resolve import Answer, resolve
from dashboard.services import Services
from dashboard.store import Store
from dashboard.view import View
from dashboard.word_sources import check_recipe, word_choices
from embeddings import UserError, load
from embeddings.progress import silent
from embeddings.searching.querying import query_vectors

NOTES = "note,topic\nleaf water cup,tea\nice cold white,snow\nflour oven crust,bread\n"
VECTORS = "leaf 1 0 0\nice 0 1 0\nflour 0 0 1\ncup 1 1 0\n"
TALK = (
    "note\n"
    + "".join(f"the {a} cat sees the {b} dog and the {a} bird\n" for a in ("red", "old") for b in ("big", "wet")) * 4
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    (made / "notes.csv").write_text(NOTES)
    (made / "talk.csv").write_text(TALK)
    (made / "long.csv").write_text("note\n" + " ".join(f"w{n}" for n in range(20)) + "\n")
    (made / "words.vec").write_text(VECTORS)
    (made / "kinds.csv").write_text("kind,word\nsolid,ice\nplant,leaf\n")
    return made


@pytest.fixture
def opened(command_line: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a function that runs the command line, makes its space, and returns recipe, store and space."""

    def main(*arguments: str) -> Any:
        status, recipe, store = command_line(folder, *arguments)
        if status:
            return status
        run(recipe, store, silent)
        return recipe, store, store.space(recipe.key)

    return main


def test_texts_are_cut_as_load_cuts_them(opened: Callable[..., Any], folder: Path) -> None:
    for words, overlap in ((6, None), (6, 0), (6, 3)):
        shared = [] if overlap is None else ["--passage-overlap", str(overlap)]
        *_, space = opened("long.csv", "--text", "note", "--encoder", "lsa", "--passage-words", str(words), *shared)
        more = {} if overlap is None else {"passage_overlap": overlap}
        assert space.names == load(folder / "long.csv", text="note", encoder="lsa", passage_words=words, **more).names


def test_a_key_joins_metadata_in_another_order(opened: Callable[..., Any]) -> None:
    *_, space = opened("words.vec", "--metadata", "kinds.csv", "--key", "word")
    assert space.items["kind"].tolist() == ["plant", "solid", "", ""]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["long.csv", "--passage-words", "0"], "Argument --passage-words: “0” will not do: give a whole number from 1"),
        (["long.csv", "--passage-words", "x"], "“x” will not do"),
        (["long.csv", "--passage-words", "9", "--passage-overlap", "5"], "Passages of 9 words cannot share 5"),
        (["long.csv", "--passage-overlap", "5"], "Give --passage-words, too"),
        (["words.vec", "--most", "2", "--passage-words", "5"], "Leave one of the two out"),
        (["words.vec", "--key", "word"], "The key “word” joins two files, and there is one"),
        (["words.vec", "--metadata", "kinds.csv", "--key", "id"], "There is no column “id” in the file of vectors"),
        (["notes.csv", "--encoder", "word-mean:none.vec"], "no file and no space of words “none.vec”"),
        (["notes.csv", "--encoder", "word-mean:notes.csv"], "“notes.csv” is none of"),
        (["notes.csv", "--encoder", "word2vec"], "0 words of these texts come 3 times or more"),
        (["talk.csv", "--encoder", "word2vec:letters"], "map = 'letters'"),
    ],
)
def test_bad_values_are_one_clear_line(
    opened: Callable[..., Any], capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert opened(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_file_of_word_vectors_becomes_a_space_that_texts_are_encoded_by(
    opened: Callable[..., Any], folder: Path
) -> None:
    recipe, store, space = opened("notes.csv", "--encoder", "word-mean:words.vec")
    assert recipe.encoder == "word-mean"
    assert store.space(recipe.parameters["words"]).names == ["leaf", "ice", "flour", "cup"]
    expected = load(folder / "notes.csv", encoder="word-mean", words=str(folder / "words.vec"))
    assert np.array_equal(space.vectors, expected.vectors)
    assert {"value": recipe.parameters["words"], "label": "words, 4 words"} in word_choices(store)
    again = Store(store.root).space(recipe.key)
    assert np.array_equal(query_vectors(again, space.names), space.vectors)
    again_recipe, *_ = opened("notes.csv", "--encoder", "word-mean:words.vec")
    assert again_recipe.key == recipe.key


def test_word2vec_maps_the_words_or_the_texts(opened: Callable[..., Any]) -> None:
    recipe, store, space = opened("talk.csv", "--encoder", "word2vec")
    assert (space.names[0], space.items["count"][0], len(space)) == ("the", 48, 10)
    assert space.name == "talk › words"
    assert recipe.preview == recipe, "a map of texts is no preview of one of words"
    assert np.array_equal(store.space(recipe.key).learnt["vectors"], space.vectors)
    texts, _, rows = opened("talk.csv", "--encoder", "word2vec:texts")
    assert len(rows) == 16
    assert texts.preview.encoder == "lsa"
    assert texts.items_key == texts.preview.items_key != recipe.items_key


def test_the_items_of_two_vocabularies_differ(store: Store) -> None:
    usual = {"upload": "0" * 64, "name": "n", "text": "t", "encoder": "word2vec"}
    made = [EncodeRecipe(**usual, parameters=given) for given in ({}, {"min_count": 9})]
    assert made[0].items_key != made[1].items_key
    overlaps = [EncodeRecipe(**usual | {"encoder": "lsa"}, passage_words=9, passage_overlap=n) for n in (None, 0, 2)]
    assert len({recipe.items_key for recipe in overlaps}) == 3


def test_a_page_may_name_spaces_of_words_but_no_files(store: Store, folder: Path) -> None:
    upload = store.add_file(folder / "notes.csv").id
    usual = {"upload": upload, "name": "n", "text": "note", "encoder": "word-mean"}
    assert [entry["value"] for entry in word_choices(store)] == ["words"]
    check_recipe(EncodeRecipe(**usual), store)
    for named in (str(folder / "words.vec"), "0" * 32):
        with pytest.raises(UserError, match="There is no space of words"):
            check_recipe(EncodeRecipe(**usual, parameters={"words": named}), store)
    added = VectorsRecipe(upload=store.add_file(folder / "words.vec").id, name="small")
    run(added, store, silent)
    check_recipe(EncodeRecipe(**usual, parameters={"words": added.key}), store)
    assert [entry["label"] for entry in word_choices(store)] == ["Words, 2,882 words, built in", "small, 4 words"]


def test_too_little_text_is_refused_before_the_job(store: Store, folder: Path) -> None:
    little, enough = (store.add_file(folder / name).id for name in ("notes.csv", "talk.csv"))
    usual = {"name": "n", "text": "note", "encoder": "word2vec"}
    with pytest.raises(UserError, match="Too little text to learn from"):
        check_recipe(EncodeRecipe(upload=little, **usual), store)
    check_recipe(EncodeRecipe(upload=enough, **usual), store)


def test_a_worker_learns_words_that_are_mapped(
    services: Services, folder: Path, wait_until: Callable[..., Answer]
) -> None:
    recipe = EncodeRecipe(
        upload=services.store.add_file(folder / "talk.csv").id, name="talk", text="note", encoder="word2vec"
    )
    services.jobs.submit(recipe)
    answer = wait_until(lambda: (seen := resolve(View(space=recipe.key, projection="pca"), services)).scene and seen)
    assert (answer.scene.count, answer.scene.preview) == (10, "")
