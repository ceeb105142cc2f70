"""Pictures for a VAE: idx files, folders, arrays and drawings become rows, or a sentence says why not."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from embeddings import UserError
from embeddings.vae.drawing import drawn_digit
from embeddings.vae.images import Images
from embeddings.vae.sources import array_images, folder_images, idx_images, mnist, picture_images, sklearn_digits


def idx(array: np.ndarray, magic: int | None = None) -> bytes:
    head = struct.pack(">I", 0x800 + array.ndim if magic is None else magic)
    return head + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


@pytest.fixture
def fashion(tmp_path: Path) -> Path:
    """Return the pictures of a made set in the format of Fashion-MNIST, packed; its labels beside it, not packed."""
    rng = np.random.default_rng(0)
    pictures = tmp_path / "train-images-idx3-ubyte.gz"
    pictures.write_bytes(gzip.compress(idx(rng.integers(0, 256, (30, 6, 5), dtype=np.uint8))))
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.arange(30, dtype=np.uint8) % 10))
    return pictures


def test_idx_files_are_read_with_the_labels_beside_them(fashion: Path) -> None:
    images = idx_images(fashion)
    assert (len(images), images.height, images.width, images.channels) == (30, 6, 5, 1)
    assert images.labels[:12] == [*"0123456789", "0", "1"]
    other = fashion.with_name("own.idx")
    other.write_bytes(idx(np.ones((2, 3, 3), np.uint8)))
    assert idx_images(other).labels is None
    assert idx_images(other, None).rows.tolist() == [[1] * 9] * 2


def test_bad_idx_files_say_what_is_wrong(fashion: Path) -> None:
    labels = fashion.with_name("train-labels-idx1-ubyte")
    labels.write_bytes(idx(np.arange(29, dtype=np.uint8)))
    with pytest.raises(UserError, match=r"“train-images-idx3-ubyte.gz” has 30 pictures, “train-labels.*” 29 labels"):
        idx_images(fashion)
    with pytest.raises(UserError, match=r"Not a file of labels. .* holds 30 × 6 × 5 numbers"):
        idx_images(fashion, fashion)
    with pytest.raises(UserError, match=r"Not a file of pictures. .* holds 29 numbers"):
        idx_images(labels)
    other = fashion.with_name("other.idx")
    other.write_bytes(idx(np.ones((2, 3, 3), np.uint8), magic=0x1234_0803))
    with pytest.raises(UserError, match="does not begin with the magic number of an idx file"):
        idx_images(other)
    other.write_bytes(idx(np.ones((2, 3, 3), np.uint8))[:-4])
    with pytest.raises(UserError, match=r"The file is cut off. “other.idx” says 2 entries; 1 are whole"):
        idx_images(other)
    fashion.write_bytes(fashion.read_bytes()[:60])
    with pytest.raises(UserError, match=r"The file is cut off. “train-images"):
        idx_images(fashion)
    other.write_bytes(idx(np.ones((2, 3, 3), ">f4"), magic=0x0D03))
    with pytest.raises(UserError, match="numbers of type >f4; pictures are bytes"):
        idx_images(other)
    with pytest.raises(UserError, match="There is no file “gone” of pictures"):
        idx_images("gone")


def test_scikit_learns_digits_are_bytes_from_black_to_white() -> None:
    images = sklearn_digits()
    assert images.rows.shape == (1797, 64)
    assert (images.rows.min(), images.rows.max()) == (0, 255)
    assert set(images.labels) == set("0123456789")


def test_a_folder_names_its_classes_and_any_size_becomes_one(tmp_path: Path) -> None:
    for name, size, colour in (
        ("red/a.png", (40, 20), "red"),
        ("blue/b.jpg", (9, 30), "blue"),
        ("blue/c.png", (16, 16), "blue"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", size, colour).save(tmp_path / name)
    (tmp_path / "read me.txt").write_text("no picture")
    images = folder_images(tmp_path, side=8, colour=True)
    assert list(zip(images.names, images.labels, strict=True)) == [
        ("b.jpg", "blue"),
        ("c.png", "blue"),
        ("a.png", "red"),
    ]
    assert images.rows[2].reshape(3, 64)[:, 5].tolist() == [255, 0, 0]
    grey = folder_images(tmp_path, side=8)
    assert grey.rows.shape == (3, 64)
    assert picture_images([tmp_path / "red/a.png"], side=4).labels is None
    (tmp_path / "blue/c.png").write_bytes(b"damaged")
    with pytest.raises(UserError, match=r"A picture cannot be read. “c.png”"):
        folder_images(tmp_path)
    with pytest.raises(UserError, match="There is no folder"):
        folder_images(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="There is no picture in “empty”"):
        folder_images(tmp_path / "empty")


def test_the_middle_of_a_picture_is_kept() -> None:
    wide = Image.new("L", (90, 10))
    wide.paste(255, (30, 0, 60, 10))
    assert picture_images([wide], side=5).rows.tolist() == [[255] * 25]


def test_arrays_have_to_be_of_one_size() -> None:
    images = array_images([np.full((2, 3, 3), (1, 2, 3), np.uint8)] * 2)
    assert images.rows[0].tolist() == [1] * 6 + [2] * 6 + [3] * 6
    assert array_images(np.zeros((4, 5, 6), np.uint8)).rows.shape == (4, 30)
    with pytest.raises(UserError, match="One picture is 5 × 6, another 6 × 5"):
        array_images([np.zeros((5, 6), np.uint8), np.zeros((6, 5), np.uint8)])
    with pytest.raises(UserError, match="There is nothing to learn from"):
        array_images([])
    with pytest.raises(UserError, match="2 pictures and 3 labels"):
        array_images(np.zeros((2, 5, 6), np.uint8), ["a", "b", "c"])


def test_a_key_is_of_the_pictures_alone() -> None:
    rows = np.arange(80, dtype=np.uint8).reshape(2, 40)
    assert Images(rows, 5, 8).key == Images(rows.copy(), 5, 8, labels=["a", "b"]).key
    assert len({Images(rows, 5, 8).key, Images(rows, 8, 5).key, Images(rows[::-1], 5, 8).key}) == 3


def seven(paper: str, ink: str, mode: str = "RGB", size: int = 300, at: tuple[int, int] = (20, 150)) -> Image.Image:
    image = Image.new(mode, (size, size), paper)
    x, y = at
    ImageDraw.Draw(image).line([(x, y), (x + 60, y), (x + 20, y + 100)], fill=ink, width=9, joint="curve")
    return image


def test_a_drawing_is_the_same_wherever_and_in_whatever_colours_it_is() -> None:
    row = drawn_digit(seven("black", "white"))
    assert (row.dtype, row.shape) == (np.uint8, (784,))
    same = [
        seven("white", "black"),
        seven("black", "white", size=500, at=(300, 33)),
        seven("black", "#888"),
        seven("#0000", "#123456ff", "RGBA"),
        np.asarray(seven("white", "black").convert("L")),
    ]
    for other in same:
        assert np.abs(drawn_digit(other).astype(int) - row).mean() < 2
    ink = row.reshape(28, 28).astype(float)
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    assert max(np.ptp(rows), np.ptp(columns)) == 19
    middle = [(np.arange(28) + 0.5) @ ink.sum(axis) / ink.sum() for axis in (1, 0)]
    np.testing.assert_allclose(middle, 14.5, atol=0.51)


def test_dots_and_lines_are_drawings_and_empty_paper_is_none() -> None:
    line = Image.new("L", (200, 200))
    line.paste(255, (100, 10, 101, 190))
    assert drawn_digit(line).reshape(28, 28).any(1).sum() == 20
    dot = Image.new("L", (200, 200), 255)
    dot.putpixel((5, 5), 0)
    assert drawn_digit(dot).reshape(28, 28).any(0).sum() == 20
    for empty in (Image.new("L", (50, 50), 255), Image.new("RGBA", (50, 50)), Image.new("L", (50, 50), 130)):
        with pytest.raises(UserError, match="Nothing is drawn"):
            drawn_digit(empty)


def test_mnists_own_digits_drawn_large_become_themselves(shared_data: Path) -> None:
    images = mnist("test", shared_data / "mnist")
    assert len(images) == 10_000
    for row in images.rows[:60]:
        large = np.asarray(Image.fromarray(row.reshape(28, 28)).resize((560, 560), Image.Resampling.BOX))
        paper = np.full((700, 800), 250, np.uint8)
        paper[50:610, 150:710] = 250 - (large * (250 / 255)).astype(np.uint8)
        assert np.corrcoef(drawn_digit(paper), row)[0, 1] > 0.85
