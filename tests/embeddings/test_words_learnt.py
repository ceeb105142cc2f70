"""Word2Vec is gensim's: the same vectors from the same texts in any order, told by epoch, and stopped when asked."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from embeddings import UserError, encode, load, neighbours
from embeddings.encoders.word2vec import Word2Vec, sentences_of, words_of
from embeddings.searching.querying import query_vectors

PARAMETERS = {"dimensions": 16, "window": 3, "min_count": 5, "epochs": 4, "negative": 7}


@pytest.fixture(scope="module")
def banking(shared_data: Path) -> Path:
    return shared_data / "text" / "banking77_test.csv"


@pytest.fixture(scope="module")
def texts(banking: Path) -> list[str]:
    return pd.read_csv(banking)["text"].tolist()


def test_its_words_are_those_of_gensim(banking: Path, texts: list[str]) -> None:
    from gensim.models.word2vec import Word2Vec as Theirs

    names = {"dimensions": "vector_size"}
    theirs = Theirs(
        list(sentences_of(texts)),
        sg=1,
        seed=1,
        workers=1,
        **{names.get(name, name): value for name, value in PARAMETERS.items()},
    )
    ours = load(banking, encoder="word2vec", **PARAMETERS)
    assert ours.items["word"].tolist() == theirs.wv.index_to_key
    assert np.array_equal(ours.vectors, theirs.wv.vectors)
    counts = Counter(word for text in texts for word in words_of(text))
    assert ours.items["count"].tolist() == [counts[word] for word in ours.items["word"]]
    assert list(ours.items.columns) == ["word", "count"]
    assert ours.items["count"].min() == 5
    assert (ours.text, ours.encoder) == ("word", "word2vec")
    assert "words learnt from 33,728 words of text; with so little text" in ours.notes[0]


def test_words_of_one_topic_are_neighbours(banking: Path) -> None:
    words = load(banking, encoder="word2vec")
    near = [words.names[index] for index in neighbours(words, "apple", k=5)["index"]]
    assert {"pay", "google"} & set(near), near


def test_texts_are_means_of_their_words(banking: Path, texts: list[str]) -> None:
    words = load(banking, encoder="word2vec", **PARAMETERS)
    space = load(banking, encoder="word2vec", map="texts", **PARAMETERS)
    assert space.items["text"].tolist() == texts
    for row in (0, 7, 1000):
        known = [words.vectors[words.find(word)] for word in words_of(texts[row]) if word in set(words.names)]
        expected = np.mean(known, axis=0)
        np.testing.assert_allclose(space.vectors[row], expected / np.linalg.norm(expected), atol=1e-5)
    assert np.array_equal(encode(texts, "word2vec", **PARAMETERS), space.vectors)
    assert np.array_equal(query_vectors(space, texts[:9]), space.vectors[:9])
    assert np.array_equal(query_vectors(words, texts[:9]), space.vectors[:9])


def test_the_order_of_rows_does_not_matter(texts: list[str]) -> None:
    few = texts[:200]
    forwards, backwards = (encode(given, "word2vec", epochs=2) for given in (few, few[::-1]))
    assert np.array_equal(forwards, backwards[::-1])


def test_progress_is_told_by_epoch_and_ends_the_work(texts: list[str]) -> None:
    told: list[tuple[int, int, str]] = []
    encode(texts[:300], "word2vec", epochs=3, progress=lambda *step: told.append(step))
    epochs = [(done, message) for done, _, message in told if "epoch" in message]
    assert epochs == [(100, "learning, epoch 1 of 3"), (200, "learning, epoch 2 of 3"), (300, "learning, epoch 3 of 3")]

    def stop(_done: int, _total: int, message: str) -> None:
        told.append((0, 0, message))
        if message == "learning, epoch 2 of 3":
            raise KeyboardInterrupt("cancelled")

    told.clear()
    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        encode(texts[:300], "word2vec", epochs=3, progress=stop)
    assert told[-1][2] == "learning, epoch 2 of 3"


def test_too_little_text_is_refused_in_words(file: Callable[..., Path]) -> None:
    path = file("text\n" + "one two three\n" * 5, "t.csv")
    with pytest.raises(UserError, match=r"3 words of these texts come 3 times or more, and 10 are needed.*LSA"):
        load(path, encoder="word2vec")
    with pytest.raises(UserError, match="1 word of these texts comes 9 times"):
        Word2Vec(min_count=9).check_texts(["a " * 9])


def test_a_text_longer_than_gensim_reads_is_read_whole() -> None:
    found = list(sentences_of(["word " * 25_000]))
    assert [len(part) for part in found] == [10_000, 10_000, 5_000]
