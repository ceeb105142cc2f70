"""Names of clusters: class-based TF-IDF against its formula, labels with their share, middles, nearest words."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from embeddings import KMeans, Space, UserError, builtin, cluster_names, clusters
from embeddings.clustering.names import (
    are_texts,
    central_names,
    class_counts,
    class_terms,
    class_weights,
    crosstab,
    distinct,
    majorities,
    nearest_words,
)
from embeddings.terms import Terms

TALK = {
    "baking": ["knead the dough and bake the bread", "bread dough rises in the oven", "bake a cake in the oven"],
    "sailing": ["hoist the sail and leave the harbour", "the sail caught the wind", "wind and waves in the harbour"],
    "post": ["a stamp for the letter", "the letter came by post", "stamp and post the letter"],
}
TEXTS = [text for texts in TALK.values() for text in texts]
LABELS = np.repeat([0, 1, 2], 3)


def test_class_based_tf_idf_is_its_formula() -> None:
    terms = Terms.of(TEXTS)
    weights = class_weights(class_counts(terms.counts, LABELS, 3)).toarray()
    said = [Counter(term for text in texts for term in set(grams(text))) for texts in TALK.values()]
    mean = sum(sum(one.values()) for one in said) / 3
    for place, term in enumerate(terms.names):
        for label, counts in enumerate(said):
            inside, words = counts[term], sum(counts.values())
            elsewhere = sum(other[term] for other in said) - inside
            share, outside = inside / words, elsewhere / (3 * mean - words)
            expected = share * math.log(1 + mean / (inside + elsewhere)) if inside and share >= 3 * outside else 0
            assert weights[label, place] == pytest.approx(expected), term


def grams(text: str) -> list[str]:
    words = text.split()
    return [*words, *(" ".join(pair) for pair in pairwise(words))]


def test_terms_tell_what_a_cluster_is_about_and_not_how_it_speaks() -> None:
    found = class_terms(TEXTS, LABELS)
    assert set(found[0]) <= {"bake", "oven", "dough", "bread"}
    assert set(found[1]) == {"harbour", "sail", "wind"}
    assert set(found[2]) == {"letter", "post", "stamp"}


def test_a_pair_of_words_is_a_term_where_they_tell_only_together() -> None:
    texts = ["top up failed", "the top up", "top up again"] * 3 + ["a card arrived", "my card came", "card lost"] * 3
    assert class_terms(texts, np.repeat([0, 1], 9))[0][0] in ("top up", "top")


def test_texts_in_no_cluster_count_for_nothing_and_none_at_all_are_no_trouble() -> None:
    labels = np.where(np.arange(9) < 6, LABELS, -1)
    assert len(class_terms(TEXTS, labels)) == 2
    assert class_terms(TEXTS, np.full(9, -1)) == []
    assert class_terms(["…", "!", "?"], np.zeros(3, int)) == [()]


def test_texts_without_spaces_between_words_are_named_by_letters() -> None:
    texts = ["東京の天気は晴れ", "大阪の天気は雨", "天気が良い日"] * 3 + ["猫が寝ている", "黒い猫", "猫と犬"] * 3
    assert any("猫" in term for term in class_terms(texts, np.repeat([0, 1], 9))[1])


def test_a_majority_has_its_share_and_missing_values_count_against_it() -> None:
    column = pd.Series(["a", "a", "b", None, "c", "c", None, None])
    labels = np.array([0, 0, 0, 0, 1, 1, 2, -1])
    assert majorities(column, labels) == [("a", 0.5), ("c", 1.0), ("", 0.0)]
    table = crosstab(column, labels)
    assert table.columns.tolist() == ["a", "c", "b"]
    assert table.to_numpy().tolist() == [[2, 0, 1], [0, 2, 0], [0, 0, 0]]
    assert crosstab(pd.Series([1.0, 2.0, 2.5]), np.zeros(3, int)).columns.tolist() == ["1", "2", "2.5"]


def test_digits_are_named_by_their_label_and_no_two_alike() -> None:
    digits = builtin("digits")
    found = clusters(digits, KMeans(14), metric="euclidean")
    names = cluster_names(digits, found)
    assert len(set(names)) == 14
    assert {name.split(" ")[0].rstrip(",") for name in names} == set("0123456789")
    assert cluster_names(digits, found, by="digit")[0] in set("0123456789")
    with pytest.raises(UserError, match="no column “nonsense”"):
        cluster_names(digits, found, by="nonsense")


def test_words_are_named_by_their_field_where_it_explains_them_else_by_their_middle() -> None:
    words = builtin("words")
    found = clusters(words, KMeans(30))
    names, leading = cluster_names(words, found), majorities(words.items["category"], found.labels)
    middles = central_names(words, found)
    for name, (value, share), middle in zip(names, leading, middles, strict=True):
        assert name.startswith(value if share >= 0.5 else middle)
    assert any(share >= 0.5 for _, share in leading)
    assert len(cluster_names(words, found, level=0)) == len(set(found.levels[0]))


def test_sentences_are_named_by_their_words_at_every_level() -> None:
    sentences = builtin("sentences")
    assert are_texts(sentences.names)
    found = clusters(sentences, KMeans(33))
    names = cluster_names(sentences, found)
    said = " ".join(sentences.names).lower()
    assert len(names) == 33
    assert all(term in said for name in names for term in name.split(", "))
    assert [len(cluster_names(sentences, found, level=level)) for level in range(3)] == [
        len(set(groups)) for groups in found.levels
    ]


def test_names_of_things_are_no_texts() -> None:
    assert not are_texts(["8 (no. 1328)", "3 (no. 346)"])
    assert not are_texts(["king", "queen of spades"])
    assert are_texts(TEXTS)


def test_nearest_words_are_those_of_the_mean_direction() -> None:
    words, sentences = builtin("words"), builtin("sentences")
    found = clusters(sentences, KMeans(10))
    told = nearest_words(sentences, found, words)
    units = sentences.vectors / sentences.norms[:, None]
    middle = units[found.labels == 4].mean(axis=0)
    best = int(np.argmax(words.vectors @ middle / words.norms))
    assert told[4][0] == words.names[best]
    with pytest.raises(UserError, match="was made by minilm"):
        nearest_words(builtin("digits"), clusters(builtin("digits"), KMeans(3)), words)


def test_no_two_names_are_alike_and_none_is_empty() -> None:
    assert distinct(["a", "", "a", "a"], ["w", "x"]) == ["a", "x", "a (2)", "a (3)"]
    assert distinct(["", ""]) == ["Cluster 1", "Cluster 2"]
    assert distinct(["a", "a (2)", "a"]) == ["a", "a (2)", "a (3)"]


def test_a_space_without_texts_is_named_by_its_items() -> None:
    rows = np.repeat(np.eye(2, dtype=np.float32), 4, axis=0)
    plain = Space(rows, pd.DataFrame({"x": range(8)}))
    assert cluster_names(plain, clusters(plain, KMeans(2))) == ["Item 0, Item 1, Item 2", "Item 4, Item 5, Item 6"]
