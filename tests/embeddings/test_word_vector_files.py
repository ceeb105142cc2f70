"""Files of word vectors are read as gensim reads them, and damaged ones as far as they are whole, saying so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, load
from embeddings.vector_files.spaces import is_vectors, vector_preview
from embeddings.vector_files.word_lines import BadLineError, parse, parse_one_by_one

TEXT = "3 2\nking 1.5 -2\nqueen 3e-2 4\nat name@domain.com 5 6\n"


def binary(words: list[str], vectors: np.ndarray, claimed: int | None = None) -> bytes:
    head = f"{claimed or len(words)} {vectors.shape[1]}\n".encode()
    return head + b"".join(w.encode() + b" " + v.astype("<f4").tobytes() for w, v in zip(words, vectors, strict=True))


def test_words_with_spaces_keep_them(file: Callable[..., Path]) -> None:
    space = load(file(TEXT, "w.vec"))
    assert space.items["word"].tolist() == ["king", "queen", "at name@domain.com"]
    assert np.array_equal(space.vectors, np.float32([[1.5, -2], [0.03, 4], [5, 6]]))
    assert (space.text, space.notes) == ("word", ())


@pytest.mark.parametrize("ends", ["\n", "\r\n", " \n"])
def test_the_ends_of_lines_do_not_matter(file: Callable[..., Path], ends: str) -> None:
    assert load(file(TEXT.replace("\n", ends), "w.txt")).vectors.shape == (3, 2)


def test_a_file_without_a_header(file: Callable[..., Path]) -> None:
    path = file("\n".join(f"w{n} 0.{n} 1 2" for n in range(1, 9)), "glove.txt")
    assert is_vectors(path)
    assert load(path, most=3).items["word"].tolist() == ["w1", "w2", "w3"]
    assert len(load(path)) == 8
    seen = vector_preview(path, most=3)
    assert (seen.count, seen.dimensions, len(seen.rows)) == (8, 3, 3)


@pytest.mark.parametrize("text", ["a line of words\nand another of them\n", "one 1 2\n", "12\n13\n", ""])
def test_other_texts_are_not_taken_for_vectors(file: Callable[..., Path], text: str) -> None:
    assert is_vectors(file(text, "t.txt")) is (text == "one 1 2\n")


def test_a_header_that_says_too_many_words(file: Callable[..., Path]) -> None:
    space = load(file(TEXT.replace("3 2", "9 2"), "w.vec"))
    assert space.notes == ("The header says 9 words; there are 3.",)


def test_a_header_that_says_other_dimensions_is_refused(file: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="says 7 dimensions; its first rows have 2"):
        load(file(TEXT.replace("3 2", "3 7"), "w.vec"))


def test_a_line_that_does_not_fit_is_named_or_left_out(file: Callable[..., Path]) -> None:
    path = file("a 1 2\nb 3 4\nc 5\nd 7 8\n", "w.txt")
    with pytest.raises(UserError, match="Line 3 is not a word and 2 numbers"):
        load(path)
    space = load(path, drop_bad=True)
    assert space.items["word"].tolist() == ["a", "b", "d"]
    assert space.notes == ("1 line left out: 3.",)
    assert len(load(path, most=2)) == 2


def test_metadata_follows_the_words_that_are_kept(file: Callable[..., Path]) -> None:
    path = file("a 1 2\nb 3 4\nc 5\na 7 8\ne 9 1\n", "w.txt")
    more = file("kind\nA\nB\nC\nD\nE\n", "more.csv")
    assert load(path, drop_bad=True, metadata=more).items["kind"].tolist() == ["A", "B", "E"]


def test_a_word_that_came_before_is_left_out(file: Callable[..., Path]) -> None:
    space = load(file("a 1 2\nb 3 4\na 5 6\n", "w.txt"))
    assert space.vectors.tolist() == [[1, 2], [3, 4]]
    assert space.notes == ("1 word that came before left out, such as “a”.",)


def test_a_last_line_that_is_cut_is_left_out(file: Callable[..., Path]) -> None:
    space = load(file("a 1 2\nb 3 4\nc 5", "w.txt"))
    assert space.items["word"].tolist() == ["a", "b"]
    assert "cut off" in space.notes[0]


def test_many_lines_are_read_as_one_by_one() -> None:
    rng = np.random.default_rng(0)
    lines = [
        f"w {n} " + " ".join(f"{v:.7g}" for v in rng.normal(size=6) * 10.0 ** rng.integers(-9, 9)) for n in range(500)
    ]
    block = ("\n".join(lines) + "\n").encode()
    words, numbers = parse(block, 6)
    others, slow, bad = parse_one_by_one(block, 6)
    assert (words, bad) == (others, [])
    assert np.array_equal(numbers, slow)
    with pytest.raises(BadLineError):
        parse(block.replace(b"w 77 ", b"w x", 1), 7)


@pytest.mark.parametrize("between", [b"", b"\n"])
def test_the_binary_format(file: Callable[..., Path], between: bytes) -> None:
    vectors = np.random.default_rng(0).normal(size=(5000, 3)).astype(np.float32)
    words = [f"wörd{n}" for n in range(5000)]
    content = b"5000 3\n" + b"".join(
        w.encode() + b" " + v.tobytes() + between for w, v in zip(words, vectors, strict=True)
    )
    space = load(file(content, "w.bin"))
    assert space.items["word"].tolist() == words
    assert np.array_equal(space.vectors, vectors)
    assert len(load(file(content, "w.bin"), most=7)) == 7


def test_a_binary_file_that_is_cut_says_how_much_is_whole(file: Callable[..., Path]) -> None:
    path = file(binary(["a", "b", "c"], np.eye(3))[:-2], "w.bin")
    with pytest.raises(UserError, match="2 of 3 vectors are whole"):
        load(path)
    space = load(path, drop_bad=True)
    assert (space.items["word"].tolist(), space.notes) == (
        ["a", "b"],
        ("The file is cut off: 2 of 3 vectors are whole.",),
    )


def test_pickles_and_models_are_refused(file: Callable[..., Path], shared_data: Path) -> None:
    for name in ("vectors.kv", "word2vec.model", "vectors.bin"):
        with pytest.raises(UserError, match="save_word2vec_format"):
            load(file(b"\x80\x04\x95rest", name))
    with pytest.raises(UserError, match="a model of fastText"):
        load(shared_data / "words" / "vectors" / "fasttext" / "pang_lee_polarity_fasttext.bin")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("glove.twitter.27B.25d.subset11925.txt", {"no_header": True}),
        ("glove.twitter.27B.25d.subset11925.word2vec.bin", {"binary": True}),
        ("word2vec_googlenews_1000.txt", {}),
        ("fasttext/lee_fasttext.vec", {}),
        ("fasttext/pang_lee_polarity_fasttext.vec", {"unicode_errors": "ignore"}),
    ],
)
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)  # gensim leaves the file open
def test_real_files_are_read_as_gensim_reads_them(shared_data: Path, name: str, options: dict[str, bool]) -> None:
    from gensim.models import KeyedVectors

    path = shared_data / "words" / "vectors" / name
    theirs = KeyedVectors.load_word2vec_format(str(path), **options)
    ours = load(path)
    assert np.array_equal(ours.vectors, theirs.vectors)
    if "unicode_errors" not in options:
        assert ours.items["word"].tolist() == theirs.index_to_key


def test_a_damaged_file_from_the_wild_is_read_right(shared_data: Path) -> None:
    folder = shared_data / "words" / "vectors"
    clean, damaged = (
        load(folder / "glove.6B.50d.first2445.clean.txt"),
        load(folder / "glove.6B.50d.first2446.cp1252.txt"),
    )
    assert np.array_equal(clean.vectors[:2445], damaged.vectors[:2445])
    assert clean.items["word"].tolist() == damaged.items["word"].tolist()
    assert any("cut off" in note for note in damaged.notes)
    assert any("cp1252" in note for note in damaged.notes)
