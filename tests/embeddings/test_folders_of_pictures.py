"""A folder of pictures becomes a space: file names are names, sub-folders are labels, what cannot be read is told of."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from embeddings import UserError, load
from embeddings.galleries import Gallery, gather
from embeddings.pictures import RefusedError
from embeddings.pictures.survey import survey
from embeddings.progress import silent

COLOURS = {"cat": (200, 120, 40), "dog": (90, 60, 200)}


def put(path: Path, colour: tuple[int, int, int] = (9, 99, 199), size: tuple[int, int] = (40, 30)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    folder = tmp_path / "pets"
    for label, (red, green, blue) in COLOURS.items():
        for number in range(3):
            put(folder / label / f"{label}{number}.png", (red, green, blue + number * 5))
    return folder


def test_sub_folders_are_labels_and_files_are_names(pets: Path) -> None:
    space = load(pets)
    assert (space.name, space.text, space.label, space.image, space.encoder) == (
        "pets",
        "name",
        "label",
        "sha256",
        "pixels",
    )
    assert space.names == ["cat0.png", "cat1.png", "cat2.png", "dog0.png", "dog1.png", "dog2.png"]
    assert list(space.items["label"]) == ["cat"] * 3 + ["dog"] * 3
    assert list(space.items.columns) == ["name", "label", "width", "height", "format", "sha256"]
    assert (space.items["width"][0], space.items["height"][0], space.items["format"][0]) == (40, 30, "PNG")
    assert space.items["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert space.provenance["pillow"]


def test_files_that_cannot_be_read_are_named_with_their_reason_and_the_others_go_on(pets: Path) -> None:
    (pets / "cat" / "cut.png").write_bytes((pets / "cat" / "cat0.png").read_bytes()[:60])
    (pets / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (pets / "notes.txt").write_text("not a picture")
    for hidden in (".DS_Store", "Thumbs.db", ".hidden/x.png"):
        (pets / hidden).parent.mkdir(exist_ok=True)
        (pets / hidden).write_bytes(b"system")
    space = load(pets)
    assert len(space) == 6
    told = "\n".join(space.notes)
    assert "“cat/cut.png”" in told
    assert "SVG is a drawing without pixels; save it as PNG: “drawing.svg”" in told
    assert "the name says that it is no picture: “notes.txt”" in told
    assert not any(name in told for name in ("DS_Store", "Thumbs", "hidden"))


def test_folders_that_all_share_say_nothing_and_deeper_ones_are_a_column(tmp_path: Path) -> None:
    for name in ("a/b/cat/x/1.png", "a/b/cat/y/2.png", "a/b/dog/3.png", "a/b/4.png"):
        put(tmp_path / name)
    gallery = gather(tmp_path, silent)
    assert gallery.columns == ("name", "label", "folder")
    assert [member.cells for member in gallery.members] == [
        ("4.png", "", ""),
        ("1.png", "cat", "x"),
        ("2.png", "cat", "y"),
        ("3.png", "dog", ""),
    ]


def test_pictures_without_sub_folders_have_no_label(tmp_path: Path) -> None:
    put(tmp_path / "one.png")
    put(tmp_path / "two.jpg")
    space = load(tmp_path, encoder="colour-histogram")
    assert (space.label, "label" in space.items.columns) == (None, False)


def test_names_of_any_letters_and_of_no_letters_at_all(tmp_path: Path) -> None:
    put(tmp_path / "日本 “ünï” <b>.png")
    raw = os.fsencode(tmp_path) + b"/caf\xe9.png"
    with open(raw, "wb") as file:
        file.write((tmp_path / "日本 “ünï” <b>.png").read_bytes())
    space = load(tmp_path)
    assert sorted(space.names) == ["caf\ufffd.png", "日本 “ünï” <b>.png"]


def test_a_picture_is_known_by_its_beginning_where_its_name_says_nothing(tmp_path: Path) -> None:
    put(tmp_path / "first.png").rename(tmp_path / "IMG_0001")
    assert load(tmp_path).names == ["IMG_0001"]


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda folder: None, True),
        (lambda folder: put(folder / "cat" / "cat0.png", (1, 2, 3)), False),
        (lambda folder: (folder / "cat" / "cat0.png").rename(folder / "cat" / "other.png"), False),
        (lambda folder: (folder / "cat" / "cat0.png").rename(folder / "dog" / "cat0.png"), False),
        (lambda folder: put(folder / "dog" / "more.png"), False),
        (lambda folder: (folder / "dog" / "dog0.png").unlink(), False),
    ],
    ids=["nothing", "bytes", "name", "label", "one more", "one less"],
)
def test_a_gallery_is_named_by_every_byte_and_name_in_it(
    pets: Path, change: Callable[[Path], object], same: bool
) -> None:
    before = gather(pets, silent).key
    change(pets)
    assert (gather(pets, silent).key == before) is same


def test_a_gallery_is_the_same_wherever_it_lies_and_as_json(pets: Path) -> None:
    gallery = gather(pets, silent)
    moved = pets.rename(pets.parent / "animals")
    assert gather(moved, silent).key == gallery.key
    assert Gallery.from_json(gallery.as_json()) == gallery


def test_a_file_that_has_changed_since_is_refused(pets: Path) -> None:
    gallery = gather(pets, silent)
    put(pets / "cat" / "cat0.png", (1, 2, 3))
    (pets / "cat" / "cat1.png").unlink()
    with pytest.raises(RefusedError, match="has changed since"):
        gallery.read(gallery.members[0])
    seen = survey(gallery)
    assert [one.member for one in seen.seen] == [2, 3, 4, 5]
    assert [refusal.name for refusal in seen.refused] == ["cat/cat0.png", "cat/cat1.png"]


def test_a_folder_without_pictures_and_one_of_damaged_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no picture in it, nor in its sub-folders"):
        load(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    with pytest.raises(UserError, match=r"No picture can be read. “a.jpg”: "):
        load(tmp_path)


def test_each_encoder_says_what_it_takes(pets: Path, tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=r"“minilm” encodes texts; “pets”, a place of pictures, needs an encoder of pictures"
    ):
        load(pets, encoder="minilm")
    table = tmp_path / "notes.csv"
    table.write_text("note\nleaf water cup\nice cold white\n")
    with pytest.raises(
        UserError, match=r"“pixels” encodes pictures; .*needs an encoder of texts. Choose one of: minilm, lsa"
    ):
        load(table, encoder="pixels")
    with pytest.raises(
        UserError, match=r"There is no column “size”. The columns are: name, label, width, height, format"
    ):
        load(pets, label="size")


def test_progress_tells_of_listing_reading_and_encoding_and_can_end_it(pets: Path) -> None:
    told: list[tuple[int, int, str]] = []
    load(pets, progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(message for _, _, message in told)) == [
        "listing pictures",
        "reading pictures",
        "looking at pixels",
    ]
    assert (6, 6, "reading pictures") in told

    def stop(done: int, total: int, message: str) -> None:
        if message == "reading pictures" and done == 2:
            raise KeyboardInterrupt("cancelled")

    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        load(pets, progress=stop)


def test_real_photographs_find_their_likes(shared_data: Path) -> None:
    space = load(shared_data / "images" / "clothing" / "shoes")
    assert len(space) == 45
    assert space.label is None


def test_a_table_names_pictures_in_one_of_its_columns(pets: Path) -> None:
    table = pets / "pets.csv"
    table.write_text(
        "image,width,kind,age\ncat/cat0.png,wide,tabby,3\ncat/gone.png,wide,tabby,4\n"
        f"{pets}/dog/dog0.png,narrow,beagle,5\n,narrow,beagle,6\ndog/dog1.png,wide,beagle,7\n"
    )
    space = load(table, image="image", label="kind", encoder="colour-histogram")
    assert (space.name, space.text, space.label, space.image) == ("pets", "image", "kind", "sha256")
    assert list(space.items.columns) == ["image", "width", "kind", "age", "height", "format", "sha256"]
    assert (list(space.items["width"]), list(space.items["age"])) == (["wide", "narrow", "wide"], [3, 5, 7])
    told = "\n".join(space.notes)
    assert "(No such file or directory): “cat/gone.png”" in told
    assert "the cell is empty: “”" in told
    assert load(table, image="image", text="kind", encoder="pixels").names == ["tabby", "beagle", "beagle"]


def test_a_table_whose_column_names_no_picture_is_refused(pets: Path) -> None:
    table = pets / "pets.csv"
    table.write_text("file,sha256\nnone.png,x\n")
    with pytest.raises(UserError, match=r"There is no column “image”. The columns are: file, sha256"):
        load(table, image="image")
    with pytest.raises(
        UserError, match=r"No cell of the column “file” names a picture here; “none.png”: the file cannot"
    ):
        load(table, image="file")
    table.write_text("file,sha256\ncat/cat0.png,x\ncat/cat1.png,y\n")
    assert load(table, image="file").image == "sha256_"
