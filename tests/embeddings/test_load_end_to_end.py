"""`load` turns a file into a space in one call."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, encode, load, neighbours

NOTES = (
    "note,topic,stars\n"
    "the cat sat on the mat,pets,3\n"
    "a cat and a kitten on the mat,pets,4\n"
    ",pets,5\n"
    "the bank raised its interest rate,money,\n"
    "interest rates of the bank fell,money,1\n"
)


@pytest.fixture
def notes(file: Callable[..., Path]) -> Path:
    return file(NOTES, "notes.csv")


def test_a_file_becomes_a_space(notes: Path) -> None:
    space = load(notes, encoder="lsa", components=2)
    assert (space.name, space.text, space.label, space.encoder) == ("notes", "note", "topic", "lsa")
    assert space.vectors.shape == (4, 2)
    assert space.vectors.dtype == np.float32
    assert space.items.columns.tolist() == ["note", "topic", "stars"]
    assert space.items["stars"].fillna(-1).tolist() == [3, 4, -1, 1]
    assert space.notes == ("1 row without text left out.",)
    assert neighbours(space, 0, k=1)["index"].tolist() == [1]
    np.testing.assert_array_equal(space.vectors, encode(space.names, "lsa", components=2))


def test_what_made_a_space_is_written_down(notes: Path) -> None:
    made = load(str(notes), encoder="lsa", components=2).provenance
    assert made["components"] == made["dimensions"] == 2
    assert made["scikit-learn"] == version("scikit-learn")


def test_columns_can_be_chosen(notes: Path) -> None:
    space = load(notes, text="topic", label="stars", encoder="lsa")
    assert (space.text, space.label) == ("topic", "stars")
    assert space.names == ["pets", "pets", "pets", "money", "money"]
    assert space.items["stars"].tolist() == ["3", "4", "5", "", "1"]


def test_the_guessed_label_is_never_the_chosen_text(notes: Path) -> None:
    assert load(notes, text="topic", encoder="lsa").label is None


def test_the_same_file_has_the_same_key_and_another_parameter_another(notes: Path) -> None:
    assert load(notes, encoder="lsa").key == load(notes, encoder="lsa").key
    assert load(notes, encoder="lsa", components=2).key != load(notes, encoder="lsa", components=3).key


def test_rows_that_do_not_fit_are_refused_or_left_out(file: Callable[..., Path]) -> None:
    path = file(NOTES + "one, two, three, four\n")
    with pytest.raises(UserError, match="Row 7 has 4 cells, not 3: one after “stars”"):
        load(path, encoder="lsa")
    assert load(path, encoder="lsa", skip_bad_rows=True, components=2).notes == (
        "1 row that did not fit left out: 7.",
        "1 row without text left out.",
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"encoder": "lsi"}, "no encoder called “lsi”"),
        ({"encoder": "lsa", "components": 1}, "components = 1"),
        ({"encoder": "lsa", "text": "words"}, "no column “words”"),
        ({"encoder": "lsa", "label": "kind"}, "no column “kind”"),
    ],
)
def test_what_cannot_be_done_is_refused(notes: Path, options: dict[str, object], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        load(notes, **options)


def test_a_wrong_encoder_is_refused_before_the_file_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no encoder called “lsi”"):
        load(tmp_path / "gone.csv", encoder="lsi")
    with pytest.raises(UserError, match=r"“gone\.csv”: No such file"):
        load(tmp_path / "gone.csv", encoder="lsa")


def test_one_row_and_rows_without_shared_words_make_spaces(file: Callable[..., Path]) -> None:
    assert len(load(file("text,label\nhello there,a\n"), encoder="lsa")) == 1
    assert len(load(file("text,label\n" + "same,a\n" * 60), encoder="lsa")) == 60


def test_progress_tells_of_the_work(notes: Path) -> None:
    told: list[str] = []
    load(notes, encoder="lsa", progress=lambda done, total, message: told.append(message))
    assert told == ["counting words", "finding topics", "finding topics"]
