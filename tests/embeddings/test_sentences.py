"""The built-in sentences: topics, pairs that mean the same, and words that mean two things."""

import re
from itertools import product

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, builtin, neighbours


@pytest.fixture(scope="module")
def space() -> Space:
    return builtin("sentences")


@pytest.fixture(scope="module")
def pairs(space: Space) -> dict[str, list[int]]:
    """The items of each pair."""
    return group(space.items["pair"])


@pytest.fixture(scope="module")
def words(space: Space) -> dict[str, dict[str, list[int]]]:
    """For each ambiguous word, the items of each of its senses: `words["bank"]["bank (river)"]`."""
    found: dict[str, dict[str, list[int]]] = {}
    for sense, items in group(space.items["sense"]).items():
        found.setdefault(sense.split(" (")[0], {})[sense] = items
    return found


def group(column: pd.Series) -> dict[str, list[int]]:
    """Return the items of each value, those without one left out."""
    return {value: list(items) for value, items in column.groupby(column).groups.items() if value}


def similarity(space: Space, words: dict[str, dict[str, list[int]]], word: str) -> tuple[float, float]:
    """Return the mean cosine of two sentences within a sense of a word, and across its senses."""
    sense_of = {item: sense for sense, items in words[word].items() for item in items}
    within, across = [], []
    for a, b in product(sense_of, sense_of):
        if a < b:
            cosine = float(space.vectors[a] @ space.vectors[b])
            (within if sense_of[a] == sense_of[b] else across).append(cosine)
    return float(np.mean(within)), float(np.mean(across))


def test_there_are_many_and_no_two_are_alike(space: Space) -> None:
    assert len(space) >= 600
    assert space.items["sentence"].str.strip().str.casefold().is_unique
    assert space.items["sentence"].str.split().str.len().between(4, 25).all()


def test_every_topic_has_enough_and_stands_together(space: Space) -> None:
    topics = space.items["topic"]
    counts = topics.value_counts()
    assert len(counts) >= 20
    assert counts.min() >= 15
    assert (topics != topics.shift()).sum() == len(counts), "a topic's sentences stand next to each other"


def test_every_pair_has_two_sentences(pairs: dict[str, list[int]]) -> None:
    assert len(pairs) >= 50
    assert {pair: items for pair, items in pairs.items() if len(items) != 2} == {}


def test_a_partner_is_among_the_three_nearest(space: Space, pairs: dict[str, list[int]]) -> None:
    far = []
    for one, other in pairs.values():
        for item, partner in ((one, other), (other, one)):
            if partner not in set(neighbours(space, item, k=3)["index"]):
                far.append(space.names[item])
    assert len(far) <= 0.1 * 2 * len(pairs), far


def test_most_neighbours_share_the_topic(space: Space) -> None:
    topics = space.items["topic"].to_numpy()
    shared = [(topics[neighbours(space, item, k=10)["index"]] == topics[item]).mean() for item in range(len(space))]
    assert np.mean(shared) >= 0.55


def test_an_ambiguous_word_has_two_senses_and_is_there(space: Space, words: dict[str, dict[str, list[int]]]) -> None:
    assert len(words) >= 12
    for word, senses in words.items():
        assert len(senses) >= 2, word
        for sense, items in senses.items():
            assert len(items) >= 3, sense
            for item in items:
                assert re.search(rf"\b{word}(e?s)?\b", space.names[item], re.IGNORECASE), (
                    f"{sense}: {space.names[item]}"
                )


def test_the_senses_of_a_word_lie_apart(space: Space, words: dict[str, dict[str, list[int]]]) -> None:
    cosines = {word: similarity(space, words, word) for word in words}
    assert {word: found for word, found in cosines.items() if found[0] <= found[1]} == {}
    within, across = cosines["bank"]
    assert within > across + 0.1


def test_the_vectors_are_of_unit_length(space: Space) -> None:
    assert space.vectors.shape == (len(space.items), 384)
    assert space.vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(space.vectors, axis=1), 1, atol=1e-5)
