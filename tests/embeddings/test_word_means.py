"""Means of word vectors are what a few lines of NumPy make of them, and say what they do not know."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from embeddings import UserError, builtin, encode, load
from embeddings.encoders.word_mean import WordMean
from embeddings.progress import silent
from embeddings.searching.querying import query_vectors
from embeddings.word_bags import bags, packed, places_of, tokens_of, unpacked

VECTORS = "cat 1 0 0\ndog 0 1 0\nthe 1 1 1\nred 0 0 2\n"


def plain(texts: list[str], words: dict[str, np.ndarray], smoothing: float | None) -> np.ndarray:
    """Compute the vectors again, word by word; the first singular vector comes from NumPy's SVD."""
    cut = [re.sub(r"[^a-z0-9]+", " ", text.lower()).split() for text in texts]
    counts = Counter(word for text in cut for word in text)
    rows = []
    for text in cut:
        known = [word for word in text if word in words]
        weights = [1 if smoothing is None else smoothing / (smoothing + counts[w] / counts.total()) for w in known]
        total = sum((weight * words[word] for weight, word in zip(weights, known, strict=True)), np.zeros(50))
        rows.append(total / max(len(known), 1))
    made = np.array(rows)
    if smoothing is not None:
        first = np.linalg.svd(made, full_matrices=False)[2][0]
        made = made - np.outer(made @ first, first)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def glove(shared_data: Path) -> Path:
    return shared_data / "words" / "vectors" / "glove.6B.50d.first2445.clean.txt"


@pytest.fixture(scope="module")
def questions(shared_data: Path) -> list[str]:
    texts = pd.read_csv(shared_data / "text" / "banking77_test.csv")["text"]
    return [text for text in texts if text.isascii() and not set("'-_") & set(text)][:800]


@pytest.mark.parametrize(("weighting", "smoothing"), [("mean", None), ("sif", 1e-3), ("sif", 0.01)])
def test_they_are_what_numpy_makes_of_them(
    glove: Path, questions: list[str], weighting: str, smoothing: float | None
) -> None:
    words = {line.split()[0]: np.array(line.split()[1:], np.float64) for line in glove.read_text("utf-8").splitlines()}
    more = {} if smoothing is None else {"smoothing": smoothing}
    ours = encode(questions, "word-mean", words=str(glove), weighting=weighting, **more)
    np.testing.assert_allclose(ours, plain(questions, words, smoothing), atol=2e-5)


def test_the_built_in_words_need_no_file() -> None:
    words = builtin("words")
    (vector,) = encode(["King, queen!"], "word-mean", weighting="mean")
    expected = words.vectors[words.find("king")] + words.vectors[words.find("queen")]
    np.testing.assert_allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)


def test_a_text_without_a_known_word_is_zero_and_counted(file: Callable[..., Path]) -> None:
    made = WordMean(words=str(file(VECTORS, "w.vec")), weighting="mean")
    vectors, about, notes = made.encode(["the cat", "qwx zzz", "", "red qwx"], silent)
    assert vectors.any(axis=1).tolist() == [True, False, False, True]
    assert notes == [
        "3 of 6 words have no vector and are passed over, most often “qwx”, “zzz”.",
        "2 of 4 texts are without a known word, so their places mean nothing.",
    ]
    assert about["common_direction_removed"] is False


def test_what_few_texts_have_in_common_stays() -> None:
    few = [f"the king and {number} queens" for number in range(19)]
    assert encode(few, "word-mean").any(axis=1).all()
    _, about, _ = WordMean().encode([*few, "a king of the river"], silent)
    assert about["common_direction_removed"] is True


def test_typed_texts_are_encoded_as_those_of_the_space(glove: Path, file: Callable[..., Path]) -> None:
    rows = [
        f"{who} {does} the {what}"
        for who in ("king", "team")
        for does in ("won", "lost")
        for what in ["war", "game", "money", "bank", "film", "city"]
    ]
    table = file("text\n" + "\n".join(rows) + "\n", "t.csv")
    space = load(table, encoder="word-mean", words=str(glove))
    assert np.array_equal(query_vectors(space, rows), space.vectors)
    (typed,) = query_vectors(space, ["music"])
    assert typed.any(), "a frequent word that no text has is known, too"
    (unknown,) = query_vectors(space, ["qwxzz"])
    assert not unknown.any()


@pytest.mark.parametrize(
    ("words", "said"),
    [("missing.vec", "no file and no space of words “missing.vec”"), ("nosuch", "no space of words “nosuch”")],
)
def test_word_vectors_that_are_not_there_are_refused(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        encode(["a text"], "word-mean", words=words)


def test_vectors_of_no_words_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "v.npy", np.eye(3, dtype=np.float32))
    with pytest.raises(UserError, match="have no column that says which words"):
        encode(["a text"], "word-mean", words=str(tmp_path / "v.npy"))


def test_words_are_cut_in_every_script() -> None:
    assert tokens_of("Don’t: naïve café-goers, 3 €") == ["Don’t", "naïve", "café-goers", "3"]
    assert tokens_of("日本語 and हिन्दी") == ["日", "本", "語", "and", "हिन्दी"]


def test_words_are_known_as_they_stand_in_small_letters_or_by_their_parts() -> None:
    places = places_of(["US", "us", "top", "up", "top-up", "top"])
    assert [bag for bag, _ in bags(["US", "Us", "top-up", "Top-US", "up-zz"], places)] == [[0], [1], [4], [2, 0], [3]]
    assert [unknown for _, unknown in bags(["us zz", "zz-yy"], places)] == [["zz"], ["zz-yy"]]


def test_words_are_packed_and_unpacked() -> None:
    for words in ([], ["one"], ["naïve", "日", "\ud800"]):
        assert unpacked(packed(words)) == words
