"""Files of word vectors open packed by gzip as they do unpacked; of a preview no more is unpacked than it needs."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, load, unpacking
from embeddings.vector_files.spaces import is_vectors, vector_preview

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

FOLDER = Path("words", "vectors")
REAL = [
    ("glove.6B.50d.first2445.clean.txt", "GloVe, 50 dimensions, gzip"),
    ("fasttext/lee_fasttext.vec", "word2vec text, 10 dimensions, gzip"),
    ("glove.twitter.27B.25d.subset11925.word2vec.bin", "word2vec binary, 11,925 words, 25 dimensions, gzip"),
]


@pytest.mark.parametrize(("name", "format"), REAL)
def test_real_files_open_packed(shared_data: Path, file: Callable[..., Path], name: str, format: str) -> None:
    plain = shared_data / FOLDER / name
    path = file(gzip.compress(plain.read_bytes(), 1), f"{plain.name}.gz")
    assert is_vectors(path)
    ours, theirs = load(path), load(plain)
    assert np.array_equal(ours.vectors, theirs.vectors)
    assert (ours.names, ours.name) == (theirs.names, theirs.name)
    assert ours.provenance["format"] == format
    assert load(path, most=9).names == theirs.names[:9]


def test_of_a_preview_only_the_beginning_is_unpacked(
    file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"word{n} {n}.25 1 2 3\n" for n in range(100_000))
    taken = []
    parts = unpacking.parts
    monkeypatch.setattr(unpacking, "parts", lambda *given: (taken.append(len(part)) or part for part in parts(*given)))
    path = file(gzip.compress(rows.encode()), "w.txt.gz")
    seen = vector_preview(path)
    assert (seen.rows["word"].tolist()[:2], len(seen.rows), seen.dimensions) == (["word0", "word1"], 20, 4)
    assert seen.count is None, "how many there are would take to unpack it"
    assert sum(taken) == 1 << 20 < len(rows)
    assert len(load(path)) == 100_000
    assert vector_preview(file(gzip.compress(f"100000 4\n{rows}".encode()), "w.vec.gz")).count == 100_000


def test_packed_texts_stay_texts(file: Callable[..., Path]) -> None:
    path = file(gzip.compress(b"a line of words\nanother line of words\n"), "t.txt.gz")
    assert not is_vectors(path)
    assert len(load(path, encoder="lsa")) == 2


@pytest.mark.parametrize("name", ["v.kv.gz", "v.model.gz", "v.bin.gz"])
def test_packed_pickles_are_refused(file: Callable[..., Path], name: str) -> None:
    with pytest.raises(UserError, match="save_word2vec_format"):
        load(file(gzip.compress(b"\x80\x04\x95rest"), name))


def test_bombs_and_cut_files_are_refused(file: Callable[..., Path]) -> None:
    bomb = gzip.compress(b"word 1 2 3\n" * 7_000_000)
    with pytest.raises(UserError, match="unpacks to more than 64 MB"):
        load(file(bomb, "w.vec.gz"))
    rows = "".join(f"word{n} {n}.25 1 2 3\n" for n in range(1_000)).encode()
    with pytest.raises(UserError, match=r"“w\.vec\.gz” ends before"):
        load(file(gzip.compress(rows)[:-20], "w.vec.gz"))
    with pytest.raises(UserError, match="does not begin like gzip"):
        load(file(rows, "w.vec.gz"))


def test_a_key_without_a_second_file_is_refused(file: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="The key “word” joins two files"):
        load(file("a 1 2\nb 3 4\n", "w.txt"), key="word")
