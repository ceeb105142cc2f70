"""What every registered encoder of texts promises, whichever it is: one test for all of them."""

import json
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError, encode
from embeddings.encoders import ENCODERS, encoders_of
from embeddings.progress import silent

TEXTS = [
    "The king of the north rode out at dawn.",
    "A kitten chased the red ball of wool.",
    "Bread rises in a warm kitchen before it is baked.",
    "The train to the coast leaves at seven.",
    "Her violin filled the hall with an old song.",
    "A kitten chased the red ball of wool.",
]
ODD = [
    "",
    " ",
    "\n\t",
    "word " * 3_000,
    "x" * 30_000,
    "🎉👩‍👩‍👧‍👦🏳️‍🌈",
    "\ud800 half a pair \udfff",
    "a\0b",
    "a",
    "日本語の文",
    "مرحبا بالعالم",
    "ﷺ",
]


def encoders(together: bool = True) -> list[object]:
    """Return the encoders that can be used here, with or without those that learn from all texts at once."""
    known = {
        name: cls for name, cls in encoders_of("text").items() if cls.takes == "text"
    }  # CLIP's side: its own tests
    usable = {name: cls for name, cls in known.items() if not cls.missing() and cls.together <= together}
    return [
        pytest.param(name, marks=[pytest.mark.encoders] * ("torch" in cls.libraries)) for name, cls in usable.items()
    ]


EVERY_ENCODER = pytest.mark.parametrize("name", encoders(), indirect=True)
EACH_TEXT_ALONE = pytest.mark.parametrize("name", encoders(together=False), indirect=True)


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


@EVERY_ENCODER
def test_vectors_are_a_row_for_each_text_in_its_order(name: str) -> None:
    vectors = encode(TEXTS, name)
    assert vectors.shape[0] == len(TEXTS)
    assert vectors.shape[1] >= 2
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    swapped = encode(TEXTS[::-1], name)[::-1]
    np.testing.assert_allclose(vectors @ vectors.T, swapped @ swapped.T, atol=2e-2)


@EVERY_ENCODER
def test_vectors_have_length_one_as_their_provenance_says(name: str) -> None:
    vectors, about, _ = ENCODERS.make(name).encode(TEXTS, silent)
    assert about["normalised"] is True
    assert about["dimensions"] == vectors.shape[1]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@EVERY_ENCODER
def test_equal_texts_have_equal_vectors(name: str) -> None:
    vectors = encode(TEXTS, name)
    np.testing.assert_allclose(vectors[1], vectors[5], atol=1e-6)
    assert cosines(vectors[:1], vectors[1:2])[0] < 0.9


@EVERY_ENCODER
@pytest.mark.parametrize("texts", [["one text"], [""], ["same", "same"], ["", ""], ["two", "texts"]], ids=str)
def test_one_text_and_two_are_enough(name: str, texts: list[str]) -> None:
    vectors = encode(texts, name)
    assert vectors.shape[0] == len(texts)
    assert np.isfinite(vectors).all()


@EVERY_ENCODER
def test_texts_that_are_all_equal_have_equal_vectors(name: str) -> None:
    vectors = encode(["the same text again"] * 60, name)
    np.testing.assert_allclose(vectors, vectors[:1].repeat(60, axis=0), atol=1e-6)


@EVERY_ENCODER
def test_odd_texts_have_vectors(name: str) -> None:
    vectors = encode([*TEXTS, *ODD], name)
    assert np.isfinite(vectors).all()
    assert vectors.shape[0] == len(TEXTS) + len(ODD)


@EACH_TEXT_ALONE
def test_odd_texts_leave_others_alone(name: str) -> None:
    assert cosines(encode([*TEXTS, *ODD], name)[: len(TEXTS)], encode(TEXTS, name)).min() >= 0.9999


@EVERY_ENCODER
def test_naughty_strings_have_vectors(name: str, shared_data: Path) -> None:
    strings = json.loads((shared_data / "nasty" / "blns" / "blns.json").read_text("utf-8"))
    vectors = encode(strings, name)
    assert vectors.shape[0] == len(strings)
    assert np.isfinite(vectors).all()


@EVERY_ENCODER
def test_the_same_texts_have_the_same_vectors_again(name: str) -> None:
    assert (encode(TEXTS, name) == encode(TEXTS, name)).all()


@EACH_TEXT_ALONE
def test_a_text_has_one_vector_alone_and_among_others(name: str) -> None:
    among = encode([*TEXTS, *(f"{text} " * 9 for text in TEXTS)], name)[: len(TEXTS)]
    alone = np.vstack([encode([text], name) for text in TEXTS])
    assert cosines(among, alone).min() >= 0.9999


@EVERY_ENCODER
def test_progress_runs_from_none_to_all(name: str) -> None:
    told: list[tuple[int, int, str]] = []
    encode(TEXTS, name, progress=lambda *step: told.append(step))
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, len(TEXTS))
    assert {step[1] for step in told} == {len(TEXTS)}
    assert all(step[2] for step in told)


@EVERY_ENCODER
def test_what_progress_raises_ends_the_work(name: str) -> None:
    told = []

    def stop(done: int, total: int, message: str) -> None:
        told.append(message)
        raise KeyboardInterrupt("cancelled")

    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        encode(TEXTS, name, progress=stop)
    assert len(told) == 1


@EVERY_ENCODER
def test_any_sequence_of_texts_will_do(name: str) -> None:
    expected = encode(TEXTS, name)
    for texts in (tuple(TEXTS), np.array(TEXTS), np.array(TEXTS, object)):
        assert (encode(texts, name) == expected).all()


@EVERY_ENCODER
def test_what_is_no_list_of_texts_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="There is nothing to encode"):
        encode([], name)
    with pytest.raises(UserError, match=r"'one text' was given.*Put it into a list"):
        encode("one text", name)
    with pytest.raises(UserError, match="Item 1 is nan"):
        encode(["a text", float("nan")], name)


def test_an_unknown_encoder_and_a_wrong_parameter_are_refused_before_the_texts_are_looked_at() -> None:
    with pytest.raises(UserError, match=r"no encoder called “lsi”. Did you mean “lsa”\?"):
        encode([], "lsi")
    with pytest.raises(UserError, match="components = 1: Input should be greater than or equal to 2"):
        encode([], "lsa", components=1)


def test_an_encoder_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.encoders.minilm.NEEDED", ("no_such_package",))
    with pytest.raises(UserError, match=r"pip install -r requirements-encoders.txt.*such as lsa"):
        encode(["a text"], "minilm")
