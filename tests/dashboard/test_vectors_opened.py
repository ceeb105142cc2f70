"""Files of vectors from the command line and as recipes: they become spaces of the store that are projected like others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.jobs.tasks import run
from dashboard.recipes import VectorsRecipe, from_json
from dashboard.resolve import Answer, resolve
from dashboard.services import Services
from dashboard.store import Store
from dashboard.view import View
from embeddings import UserError
from embeddings.progress import silent

ROWS = np.random.default_rng(0).normal(size=(40, 5)).astype(np.float32)
WORDS = "".join(f"w{n} " + " ".join(f"{v:.4f}" for v in row) + "\n" for n, row in enumerate(ROWS))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    np.savez(made / "two.npz", train=ROWS, test=ROWS[:9])
    np.save(made / "bad.npy", np.where(ROWS > 2, np.nan, ROWS))
    (made / "words.txt").write_text(WORDS)
    (made / "tensors.tsv").write_text("\n".join("\t".join(map(str, row)) for row in ROWS))
    (made / "metadata.tsv").write_text("\n".join(f"item {n}" for n in range(40)))
    (made / "kinds.csv").write_text("kind\n" + "one\ntwo\n" * 20)
    (made / "notes.csv").write_text("note,topic\nleaf water cup,tea\nice cold white,snow\n")
    return made


@pytest.fixture
def opened(command_line: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a function that runs the command line, and returns its status or the space that was opened."""

    def main(*arguments: str) -> Any:
        status, recipe, store = command_line(folder, *arguments)
        return store.space(recipe.key) if status == 0 else status

    return main


def test_the_command_line_opens_files_of_vectors(opened: Callable[..., Any]) -> None:
    space = opened("words.txt", "--most", "7", "--metadata", "kinds.csv")
    assert (space.vectors.shape, space.text, space.label, space.name) == ((7, 5), "word", "kind", "words")
    assert len(opened("two.npz", "--vectors", "test")) == 9
    assert opened("tensors.tsv").names[3] == "item 3"
    assert len(opened("bad.npy", "--skip-bad-rows")) == int((~(ROWS > 2).any(axis=1)).sum())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["two.npz"], "Choose one, such as vectors=train (--vectors train)"),
        (["bad.npy"], "with NaN, infinity or a number too large, in row"),
        (["words.txt", "--metadata", "notes.csv"], "There are 40 vectors, and “notes.csv” has 2 rows"),
        (["words.txt", "--metadata", "missing.csv"], "There is no file “missing.csv”"),
        (["words.txt", "--label", "kind"], "There is no column “kind”"),
        (["words.txt", "--most", "0"], "give a whole number from 1"),
        (["words.txt", "--most", "3", "--encoder", "lsa"], "would make vectors"),
        (["notes.csv", "--vectors", "topic"], "Row 2 has “tea” in the column “topic”"),
        ([".", "--vectors", "x"], "this is a folder"),
    ],
)
def test_bad_files_of_vectors_are_one_clear_line(
    opened: Callable[..., Any], capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert opened(*arguments) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_a_table_of_texts_is_still_one(opened: Callable[..., Any]) -> None:
    with pytest.raises(UserError, match="no space"):  # it is encoded by a job, which does not run here
        opened("notes.csv", "--encoder", "lsa")


def test_a_recipe_makes_a_space_that_is_projected(
    services: Services, folder: Path, wait_until: Callable[..., Answer]
) -> None:
    upload, metadata = services.store.add_file(folder / "words.txt"), services.store.add_file(folder / "kinds.csv")
    recipe = VectorsRecipe(upload=upload.id, name="My words", metadata=metadata.id)
    assert from_json(recipe.model_dump(mode="json")) == recipe
    services.store.save_recipe(recipe)
    view = View(space=recipe.key, projection="pca")
    answer = wait_until(lambda: (found := resolve(view, services)).scene and found)
    assert (answer.scene.count, answer.scene.preview, answer.error) == (40, "", None)
    space = services.store.space(recipe.key)
    assert (space.name, space.label, space.items["word"][0]) == ("My words", "kind", "w0")
    assert space.vectors == pytest.approx(ROWS, abs=1e-4)


def test_the_key_follows_all_that_is_asked(store: Store, folder: Path) -> None:
    usual = VectorsRecipe(upload="a" * 64, name="n")
    changes = [
        {"upload": "b" * 64}, {"name": "m"}, {"vectors": "x"}, {"text": "t"}, {"label": "l"}, {"most": 3},
        {"drop_bad": True}, {"metadata": "c" * 64}, {"key_column": "k"},
    ]  # fmt: skip
    keys = {usual.model_copy(update=change).key for change in changes} | {usual.key}
    assert len(keys) == len(changes) + 1


def test_a_recipe_that_cannot_be_read_says_why(store: Store, folder: Path) -> None:
    recipe = VectorsRecipe(upload=store.add_file(folder / "two.npz").id, name="n")
    with pytest.raises(UserError, match=r"“two\.npz” has 2 arrays"):
        run(recipe, store, silent)
    assert not store.has_space(recipe.key)
