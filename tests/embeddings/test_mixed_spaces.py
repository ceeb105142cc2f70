"""Pictures and texts in one space: which rows become which items, what is told, and the mean of each kind."""

import base64
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from embeddings import Space, UserError, encode, load, nearest_to, query_vector
from embeddings.galleries import Gallery, gather
from embeddings.mixed import is_picture
from embeddings.pictures.data_urls import decoded
from embeddings.pictures.opening import RefusedError
from embeddings.progress import silent

COLOURS = [(200, 30, 30), (30, 40, 200), (30, 200, 40), (0, 0, 0)]
TABLE = """file,caption,animal
p0.png,a red square,cat
p1.png,,dog
,words that have no picture,cat
gone.png,a picture that stayed behind,dog
p2.png,a green square,cat
"""


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    """Four pictures, and a table that tells of three of them, of one that is missing, and of none."""
    folder = tmp_path / "squares"
    folder.mkdir()
    for number, colour in enumerate(COLOURS):
        Image.new("RGB", (40, 30), colour).save(folder / f"p{number}.png")
    (folder / "captions.csv").write_text(TABLE, "utf-8")
    return folder


def kinds(space: Space) -> list[tuple[str, str]]:
    return list(zip(space.items["kind"], space.names, strict=True))


TEXTS = [
    ("text", "a red square"),
    ("text", "a green square"),
    ("text", "words that have no picture"),
    ("text", "a picture that stayed behind"),
]


def test_a_row_with_both_is_a_picture_and_a_text(squares: Path, tiny_eyes: dict[str, str]) -> None:
    space = load(squares / "captions.csv", image="file", text="caption", label="animal", encoder=tiny_eyes["open-clip"])
    pictures = [("picture", "a red square"), ("picture", "p1.png"), ("picture", "a green square")]
    assert kinds(space) == [*pictures, *TEXTS]
    assert list(space.items["animal"]) == ["cat", "dog", "cat", "cat", "cat", "cat", "dog"]
    assert is_picture(space).tolist() == [True] * 3 + [False] * 4
    assert space.items["width"].isna().tolist() == [False] * 3 + [True] * 4
    assert any("“gone.png”" in note for note in space.notes)
    assert any("modality gap, Liang et al. 2022" in note for note in space.notes)
    assert space.vectors.shape == (7, 24)
    np.testing.assert_allclose(space.norms, 1, atol=1e-5)


@pytest.mark.parametrize("packed", [False, True])
def test_a_table_among_the_pictures_is_found(
    squares: Path, tmp_path: Path, tiny_eyes: dict[str, str], packed: bool
) -> None:
    place = squares
    if packed:
        place = tmp_path / "squares.zip"
        with zipfile.ZipFile(place, "w") as made:
            for file in sorted(squares.iterdir()):
                made.write(file, f"top/{file.name}")
    space = load(place, encoder=tiny_eyes["open-clip"], sentences=["my own words", " "])
    pictures = [("picture", name) for name in ("a red square", "p1.png", "a green square", "p3.png")]
    assert kinds(space) == [*pictures, *TEXTS, ("text", "my own words")]
    assert list(space.items.columns[:3]) == ["name", "caption", "animal"]
    assert space.label == "animal"
    assert any("names it, and it is not here: “gone.png”" in note for note in space.notes)
    assert not any("captions.csv”." in note for note in space.notes), "the table itself is no refused picture"


def test_an_encoder_of_pictures_alone_says_what_it_leaves_out(squares: Path) -> None:
    space = load(squares, encoder="pixels")
    assert space.names == ["a red square", "p1.png", "a green square", "p3.png"]
    assert "2 texts without a picture left out: Pixels takes pictures alone; CLIP takes both." in space.notes
    assert "kind" not in space.items


def test_pictures_can_be_called_by_their_files_and_texts_stay_away(squares: Path, tiny_eyes: dict[str, str]) -> None:
    space = load(squares, text="name", encoder=tiny_eyes["open-clip"])
    assert space.names == ["p0.png", "p1.png", "p2.png", "p3.png"]
    assert list(space.items["caption"]) == ["a red square", "", "a green square", ""]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("image,caption\np0,the first of them\np1,and a second\n", "by_stem.csv"),
        ("image,caption\nsub/p0.png,the first of them\n.\\p1.png,and a second\n", "other_folder.csv"),
        ("image\tcaption\np0.png#0\tthe first of them\np1.png#0\tand a second\n", "flickr.tsv"),
        (
            '{"file_name": "p0.png", "text": "the first of them"}\n{"file_name": "p1.png", "text": "and a second"}\n',
            "m.jsonl",
        ),
    ],
)
def test_tables_name_pictures_in_many_ways(squares: Path, table: str, name: str) -> None:
    (squares / "captions.csv").unlink()
    (squares / name).write_text(table, "utf-8")
    gallery = gather(squares, silent)
    told = {member.path: member.cells[gallery.columns.index(str(gallery.captions))] for member in gallery.members}
    assert told == {"p0.png": "the first of them", "p1.png": "and a second", "p2.png": "", "p3.png": ""}


def test_several_captions_of_a_picture_are_several_texts_and_one_picture(squares: Path) -> None:
    (squares / "captions.csv").write_text("image,caption\np0.png,red it is\np0.png,a red square\np1.png,blue it is\n")
    gallery = gather(squares, silent)
    assert [member.path for member in gallery.members] == ["p0.png", "p1.png", "p2.png", "p3.png"]
    assert [row[gallery.columns.index("caption")] for row in gallery.texts] == ["a red square"]
    assert Gallery.from_json(gallery.as_json()) == gallery


def test_a_table_of_other_things_and_labels_make_no_texts(squares: Path) -> None:
    (squares / "captions.csv").write_text("file,kind\np0.png,cat\np1.png,cat\np2.png,dog\np3.png,dog\n")
    gallery = gather(squares, silent)
    assert (gallery.captions, gallery.text, gallery.label) == (None, "name", "kind")
    (squares / "captions.csv").write_text("year,rain\n2001,heavy\n2002,light\n")
    assert gather(squares, silent).columns == ("name",)


def url_of(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"


def test_a_table_holds_its_pictures_as_data_urls(squares: Path, file: Callable[..., Path]) -> None:
    rows = [
        f'"{url_of(squares / "p0.png")}",first',
        f'"{url_of(squares / "p1.png")}",',
        '"data:image/png;base64,AAAA",third',
        ",fourth",
    ]
    table = file("\n".join(["photo,note", *rows]), "held.csv")
    space = load(table, image="photo", text="note", encoder="colour-histogram")
    assert space.names == ["first", "row 2"]
    assert list(space.items["photo"]) == ["row 1", "row 2"], "a picture's bytes are no column"
    assert any("held.csv › photo › 3" in note for note in space.notes)
    by_file = load(squares, encoder="colour-histogram", text="name")
    np.testing.assert_array_equal(space.vectors, by_file.vectors[:2])


def test_data_urls_are_decoded_or_refused_in_words() -> None:
    assert decoded("data:image/svg+xml,%3Csvg%20/%3E") == b"<svg />"
    assert decoded("data:image/png;base64,iVBORw0 KGgo") == b"\x89PNG\r\n\x1a\n"
    for cell in ("cat.png", "data:image/png;base64", "data:image/png;base64,!!!"):
        with pytest.raises(RefusedError, match="data URL"):
            decoded(cell)


def test_each_kind_can_be_centred_and_questions_are_centred_too(squares: Path, tiny_eyes: dict[str, str]) -> None:
    name = tiny_eyes["open-clip"]
    plain, centred = (load(squares, encoder=name, centre_each=each) for each in (False, True))
    pictured = is_picture(plain)
    for kind in (pictured, ~pictured):
        np.testing.assert_allclose(centred.vectors[kind].mean(axis=0), 0, atol=1e-6)
    assert centred.provenance["centre_each"] is True
    assert "centre_each" not in plain.provenance
    assert any("centred, each on its own mean" in note for note in centred.notes)
    last = len(plain) - 1
    for space in (plain, centred):
        np.testing.assert_allclose(query_vector(space, TEXTS[-1][1]), space.vectors[last], atol=1e-5)
        found = query_vector(space, picture=squares / "p3.png")
        np.testing.assert_allclose(found, space.vectors[3], atol=1e-5)
        assert nearest_to(space, found, k=1)["index"].tolist() == [3]
    with pytest.raises(UserError, match="does not hold both"):
        load(squares, text="name", encoder=name, centre_each=True)


@pytest.mark.encoders
def test_a_table_of_texts_alone_is_encoded_and_a_picture_finds_its_texts(
    tmp_path: Path, tiny_eyes: dict[str, str], squares: Path
) -> None:
    fits, cut = " ".join(["cat"] * 75), " ".join(["cat"] * 76)
    table = tmp_path / "captions.csv"
    pd.DataFrame({"caption": ["a red square", "a dog", fits, cut], "animal": list("abab")}).to_csv(table, index=False)
    name = tiny_eyes["open-clip"]
    space = load(table, text="caption", label="animal", encoder=name)
    assert space.image is None
    assert space.vectors.shape == (4, 24)
    np.testing.assert_allclose(query_vector(space, "a dog"), space.vectors[1], atol=1e-5)
    np.testing.assert_array_equal(space.vectors[2], space.vectors[3], "beyond 77 pieces nothing is read")
    assert [note for note in space.notes if "not read" in note] == [
        "1 of 4 texts is longer than the 77 word pieces that OpenCLIP reads; the rest of it was not read."
    ]
    (seen,) = encode([squares / "p1.png"], name)
    found = nearest_to(space, query_vector(space, picture=squares / "p1.png"), k=4)
    np.testing.assert_allclose(found.similarity, np.sort(space.vectors @ seen)[::-1], atol=1e-6)


def test_450_photographs_and_their_words(shared_data: Path, tiny_eyes: dict[str, str], tmp_path: Path) -> None:
    clothing = shared_data / "images" / "clothing"
    place = tmp_path / "clothing"
    shutil.copytree(clothing, place)
    files = sorted(one.relative_to(place).as_posix() for one in place.rglob("*.jpg"))
    rows = [f"{one},a photograph of {one.split('/')[-2]} ({number})" for number, one in enumerate(files)]
    (place / "metadata.csv").write_text("\n".join(["file_name,caption", *rows]), "utf-8")
    space = load(place, encoder=tiny_eyes["open-clip"])
    assert is_picture(space).sum() == 450
    assert len(space) == 900
    assert space.label == "label"
    assert space.items["label"].nunique() == 10
