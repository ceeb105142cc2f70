"""The built-in words: many, tidy, in readable categories, with vectors that know what they mean."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from embeddings import Space, builtin, neighbours

ROOT = Path(__file__).parents[2]
PARTS_OF_SPEECH = {
    "noun", "proper noun", "verb", "adjective", "adverb", "number", "pronoun", "preposition", "determiner",
    "conjunction",
}  # fmt: skip
PAIRS = {
    "royalty and people": "king queen prince princess man woman boy girl duke duchess lord lady emperor empress",
    "family": "father mother son daughter brother sister uncle aunt nephew niece husband wife",
    "roles": "actor actress waiter waitress host hostess hero heroine",
    "young animals": "cat kitten dog puppy cow calf horse foal sheep lamb goat kid bear cub duck duckling goose gosling "
    "pig piglet hen chick deer fawn swan cygnet",
    "forms": "walk walked walking swim swam swimming go went going big bigger biggest good better best",
}


@pytest.fixture(scope="module")
def words() -> Space:
    return builtin("words")


def test_there_are_many_and_king_is_first(words: Space) -> None:
    assert len(words) >= 1_500
    assert words.names[0] == "king"
    assert list(words.items.columns) == ["word", "category", "part_of_speech"]


def test_no_word_is_there_twice(words: Space) -> None:
    folded = words.items["word"].str.casefold()
    assert words.items["word"][folded.duplicated()].tolist() == []


def test_no_stray_spaces_and_at_most_two_words(words: Space) -> None:
    for column in words.items:
        values = words.items[column]
        assert values[values != values.str.split().str.join(" ")].tolist() == []
        assert values[values == ""].tolist() == []
    assert words.items["word"][words.items["word"].str.count(" ") > 1].tolist() == []


def test_categories_are_large_enough_and_together(words: Space) -> None:
    category = words.items["category"]
    counts = category.value_counts()
    assert len(counts) >= 20
    assert counts[counts < 15].to_dict() == {}
    assert (category != category.shift()).sum() == len(counts), "a category's words stand next to each other"


def test_every_word_has_a_part_of_speech(words: Space) -> None:
    assert set(words.items["part_of_speech"]) <= PARTS_OF_SPEECH


def test_proper_nouns_are_capitalised(words: Space) -> None:
    proper = words.items["word"][words.items["part_of_speech"] == "proper noun"]
    assert [word for word in proper if not word[0].isupper()] == []


@pytest.mark.parametrize("needed", PAIRS.values(), ids=list(PAIRS))
def test_what_analogies_need_is_there(words: Space, needed: str) -> None:
    assert set(needed.split()) - set(words.names) == set()


def test_vectors_are_finite_and_of_length_one(words: Space) -> None:
    assert words.vectors.shape == (len(words.items), 384)
    assert words.vectors.dtype == np.float32
    assert np.isfinite(words.vectors).all()
    np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("king", {"queen", "monarch", "kingdom", "throne"}),
        ("kitten", {"cat", "puppy"}),
        ("Paris", {"France", "London", "Rome"}),
        ("red", {"blue", "green", "yellow"}),
        ("doctor", {"nurse", "hospital", "surgeon"}),
        ("seven", {"six", "eight", "nine"}),
        ("guitar", {"guitarist", "piano", "banjo"}),
        ("rain", {"rainy", "weather", "umbrella"}),
        ("football", {"rugby", "footballer", "ball"}),
    ],
)
def test_neighbours_mean_something_near(words: Space, word: str, expected: set[str]) -> None:
    near = {words.names[index] for index in neighbours(words, word, k=10)["index"]}
    assert expected - near == set()


def test_neighbours_share_a_category_far_more_often_than_by_chance(words: Space) -> None:
    category = words.items["category"].to_numpy()
    similarity = words.vectors @ words.vectors.T
    np.fill_diagonal(similarity, -1)
    near = np.argpartition(-similarity, 10, axis=1)[:, :10]
    shared = (category[near] == category[:, None]).mean()
    chance = (words.items["category"].value_counts(normalize=True) ** 2).sum()
    assert shared > 10 * chance


def test_loading_imports_no_torch() -> None:
    script = "import sys; from embeddings import builtin; builtin('words'); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
