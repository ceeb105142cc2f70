"""LSA brings texts together that share words, and says where it cannot."""

import numpy as np
import pytest

from embeddings import encode
from embeddings.encoders import ENCODERS
from embeddings.progress import silent

CATS = ["the cat sat on the mat", "a cat and a kitten on the mat", "my cat sleeps on the mat"]
BANKS = ["the bank raised its interest rate", "interest rates of the bank fell", "a loan from the bank with interest"]


def notes_of(texts: list[str], components: int = 100) -> list[str]:
    return ENCODERS.make("lsa", {"components": components}).encode(texts, silent)[2]


def test_texts_on_one_topic_are_nearer_than_texts_on_two() -> None:
    vectors = encode(CATS + BANKS, "lsa", components=2)
    products = vectors @ vectors.T
    assert min(products[0, 1], products[0, 2], products[3, 4], products[3, 5]) > products[:3, 3:].max() + 0.2


@pytest.mark.parametrize("components", [2, 3, 5])
def test_components_are_the_dimensions(components: int) -> None:
    assert encode(CATS + BANKS, "lsa", components=components).shape == (6, components)


def test_fewer_dimensions_than_asked_for_are_told_of() -> None:
    assert encode(CATS + BANKS, "lsa").shape == (6, 5)
    assert notes_of(CATS + BANKS) == ["LSA: 5 dimensions rather than 100, as there are so few terms or texts."]
    assert notes_of(CATS + BANKS, 5) == []


@pytest.mark.parametrize(
    ("lonely", "sentence"),
    [
        (["zymurgy"], "LSA: 1 text shares no word with another, so its place on the map means nothing."),
        (["zymurgy", "quixotry"], "LSA: 2 texts share no word with another, so their place on the map means nothing."),
    ],
)
def test_texts_that_share_no_word_are_zero_and_told_of(lonely: list[str], sentence: str) -> None:
    texts = (CATS + BANKS) * 10 + lonely
    vectors, _, notes = ENCODERS.make("lsa", {"components": 5}).encode(texts, silent)
    assert notes == [sentence]
    assert not vectors[60:].any()
    assert vectors[:60].any(axis=1).all()


def test_what_is_zero_but_for_rounding_is_zero() -> None:
    vectors = encode([*(CATS * 3), "zymurgy"], "lsa", components=2)
    assert vectors[-1].tolist() == [0, 0]


def test_two_texts_are_as_near_as_their_words() -> None:
    same, half, none = (encode(pair, "lsa") for pair in (["a b", "a b"], ["cat mat", "cat hat"], ["cat nap", "zoo"]))
    products = [float(vectors[0] @ vectors[1]) for vectors in (same, half, none)]
    assert products[0] == pytest.approx(1, abs=1e-6)
    assert 0.1 < products[1] < 0.9
    assert products[2] == pytest.approx(0, abs=1e-6)
    np.testing.assert_allclose(np.linalg.norm(none, axis=1), 1, atol=1e-6)


def test_many_texts_have_the_same_vectors_again() -> None:
    words = np.random.default_rng(0).integers(0, 50, (200, 12)).astype(str)
    texts = [" ".join(row) for row in words]
    assert (encode(texts, "lsa", components=5) == encode(texts, "lsa", components=5)).all()


def test_a_word_that_all_texts_share_is_enough() -> None:
    vectors = encode(["yes", "no"] * 50, "lsa")
    assert (vectors[::2] == vectors[0]).all()
    assert vectors[0] @ vectors[1] == pytest.approx(0, abs=1e-6)


def test_texts_without_words_are_compared_by_their_letters() -> None:
    vectors, about, _ = ENCODERS.make("lsa").encode(["🎉🎉", "🎉🎉🎉", "💔", "…"], silent)
    assert about["terms"] == "letters"
    assert vectors[0] @ vectors[1] > 0.5 > abs(vectors[0] @ vectors[2])


def test_case_does_not_count_and_word_pairs_do() -> None:
    vectors = encode(["Red Wine", "red wine", "wine red", *CATS], "lsa", components=4)
    products = vectors @ vectors.T
    assert products[0, 1] == pytest.approx(1, abs=1e-5)
    assert products[0, 2] < 0.999


def test_its_provenance_can_make_it_again() -> None:
    _, about, _ = ENCODERS.make("lsa").encode(CATS, silent)
    assert about == {
        "model": "TF-IDF and truncated SVD",
        "terms": "words and word pairs",
        "dimensions": 2,
        "normalised": True,
    }
    assert np.float32(1).dtype == encode(CATS, "lsa").dtype
