"""MNIST's own files, packed or not, are vectors of pixels with the digits found beside them."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, load
from embeddings.vector_files.spaces import is_vectors, vector_preview

IMAGES = np.random.default_rng(0).integers(0, 256, (20, 3, 4), np.uint8)
DIGITS = np.arange(20, dtype=np.uint8) % 10


def idx(array: np.ndarray) -> bytes:
    sides = np.array(array.shape, ">u4").tobytes()
    return bytes([0, 0, 8, array.ndim]) + sides + array.tobytes()


@pytest.mark.parametrize(("pack", "ending"), [(bytes, ""), (gzip.compress, ".gz")])
def test_images_and_their_digits(tmp_path: Path, pack: type, ending: str) -> None:
    path = tmp_path / f"t-images-idx3-ubyte{ending}"
    path.write_bytes(pack(idx(IMAGES)))
    (tmp_path / "t-labels-idx1-ubyte").write_bytes(idx(DIGITS))
    assert is_vectors(path)
    space = load(path)
    assert np.array_equal(space.vectors, IMAGES.reshape(20, 12).astype(np.float32) / 255)
    assert (space.label, space.items["label"].tolist()) == ("label", [str(digit) for digit in DIGITS])
    assert load(path, most=3).items["label"].tolist() == ["0", "1", "2"]


def test_images_without_digits(tmp_path: Path) -> None:
    (tmp_path / "a.idx").write_bytes(idx(IMAGES))
    space = load(tmp_path / "a.idx")
    assert (space.label, len(space)) == (None, 20)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, pack: type) -> None:
    (tmp_path / "a-ubyte").write_bytes(pack(idx(IMAGES)[:-30]))
    with pytest.raises(UserError, match="says 20 entries; 17 are whole"):
        load(tmp_path / "a-ubyte")


def test_a_packed_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a-ubyte.gz").write_bytes(gzip.compress(idx(IMAGES))[:-20])
    with pytest.raises(UserError, match="The file is cut off"):
        load(tmp_path / "a-ubyte.gz")


def test_digits_that_are_too_few_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t-images-idx3-ubyte").write_bytes(idx(IMAGES))
    (tmp_path / "t-labels-idx1-ubyte").write_bytes(idx(DIGITS[:19]))
    with pytest.raises(UserError, match="20 vectors, and “t-labels-idx1-ubyte” has 19 rows"):
        load(tmp_path / "t-images-idx3-ubyte")


def test_the_real_digits(shared_data: Path) -> None:
    path = shared_data / "mnist" / "t10k-images-idx3-ubyte.gz"
    space = load(path, most=1000)
    assert space.vectors.shape == (1000, 784)
    assert (space.vectors.min(), space.vectors.max()) == (0, 1)
    assert space.items["label"].tolist()[:6] == ["7", "2", "1", "0", "4", "1"]
    assert vector_preview(path).count == 10_000


def test_a_header_that_says_too_much_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a-ubyte").write_bytes(bytes([0, 0, 8, 2]) + np.array([1 << 31, 1 << 31], ">u4").tobytes() + bytes(99))
    with pytest.raises(UserError, match="says 2,147,483,648 entries; 0 are whole"):
        load(tmp_path / "a-ubyte")
