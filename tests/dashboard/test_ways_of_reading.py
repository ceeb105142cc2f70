"""In which ways a file that is added can be read, and that a wrong guess can be mended."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dashboard.adding import WAYS, Choices, Given, first_look, ways_of
from dashboard.recipes import EncodeRecipe, VectorsRecipe
from dashboard.store import Store
from embeddings import UserError


def csv(path: Path) -> None:
    path.write_text("text,kind\nthe red door,a\nthe blue door,b\n", "utf-8")


def words(path: Path) -> None:
    path.write_text("".join(f"word{n} {n}.5 {n}.25 {n}.125 1.5 2.5 3.5 4.5 5.5\n" for n in range(20)), "utf-8")


def array(path: Path) -> None:
    np.save(path, np.eye(6, dtype=np.float32))


def archive(path: Path) -> None:
    Image.new("RGB", (8, 8), "red").save(path.with_suffix(".png"))
    with zipfile.ZipFile(path, "w") as made:
        made.write(path.with_suffix(".png"), "reds/one.png")


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


@pytest.mark.parametrize(
    ("name", "make", "ways"),
    [
        ("questions.csv", csv, ["texts"]),
        ("glove.txt", words, ["vectors", "texts"]),
        ("vectors.npy", array, ["vectors"]),
        ("photos.zip", archive, ["pictures"]),
        ("noise.xyz", noise, ["texts"]),
    ],
)
def test_a_file_is_read_the_likeliest_way_first(store: Store, tmp_path: Path, name: str, make, ways: list[str]) -> None:
    make(tmp_path / name)
    assert ways_of(store.add_file(tmp_path / name)) == ways


def test_another_way_is_one_look_away(store: Store, tmp_path: Path) -> None:
    words(tmp_path / "glove.txt")
    upload = store.add_file(tmp_path / "glove.txt")
    first, second = first_look(upload, store), first_look(upload, store, "texts")
    assert (first["way"], first["preview"]["text"]) == ("vectors", "word")
    assert second["way"] == "texts"
    assert second["preview"]["encoders"] == "text"
    given = Given(upload.id, "glove.txt.gz")
    made = WAYS.make("vectors").recipe(given, Choices(text="word", most=5))
    assert isinstance(made, VectorsRecipe)
    assert (made.name, made.most) == ("glove", 5)


def test_what_no_way_can_read_is_refused_in_words(store: Store, tmp_path: Path) -> None:
    noise(tmp_path / "noise.xyz")
    with pytest.raises(UserError, match=r"noise\.xyz"):
        first_look(store.add_file(tmp_path / "noise.xyz"), store)


def test_an_archive_is_listed_and_its_list_is_what_is_encoded(store: Store, tmp_path: Path) -> None:
    archive(tmp_path / "photos.zip")
    seen = first_look(store.add_file(tmp_path / "photos.zip"), store)
    preview = seen["preview"]
    chosen = Choices(text=preview["text"], label=preview["label"], encoder="pixels")
    made = WAYS.make("pictures").recipe(Given(seen["upload"], "photos.zip", image=preview["image"]), chosen)
    assert isinstance(made, EncodeRecipe)
    assert made.name == "photos"
    assert [member.path for member in store.gallery(made.upload).members] == ["reds/one.png"]
