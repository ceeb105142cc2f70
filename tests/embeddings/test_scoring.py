"""Scores on known tests: equal to gensim's and sentence-transformers' own, and to the analogies of `embeddings`."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, spearmanr

from embeddings import Space, UserError, analogy, builtin, load
from embeddings.scoring.known_tests import AnalogyTest, PairTest, everyday_analogies, read_test
from embeddings.scoring.score import score
from embeddings.scoring.sections import correlation_interval, share

FACTS = {"glove.6B.50d.first2445.clean.txt": (961, 0.672), "glove.twitter.27B.25d.subset11925.txt": (6_163, 0.182)}
PAIRS = ("EN-MEN-TR-3k.txt", "EN-RG-65.txt", "simlex999.txt", "wordsim353.tsv")


@pytest.fixture(scope="module")
def opened(shared_data: Path):
    """Return a function that loads a file of word vectors, once, for us and for gensim."""
    from gensim.models import KeyedVectors

    @cache
    def load_both(name: str) -> tuple[Space, object]:
        space = load(shared_data / "words" / "vectors" / name)
        theirs = KeyedVectors(space.vectors.shape[1])
        theirs.add_vectors(space.names, np.array(space.vectors))
        return space, theirs

    return load_both


def questions(*rows: str) -> AnalogyTest:
    return AnalogyTest(
        "made", pd.DataFrame([row.split() for row in rows], columns=["section", "a", "b", "c", "expected"])
    )


@pytest.mark.parametrize("name", FACTS)
def test_google_questions_are_answered_as_by_gensim(shared_data: Path, opened, name: str) -> None:
    path = shared_data / "words" / "tests" / "questions-words.txt"
    space, theirs = opened(name)
    result = score(space, read_test(path))
    covered, accuracy = FACTS[name]
    assert result.total["covered"] == covered
    assert result.total["accuracy"] == pytest.approx(accuracy, abs=5e-4)
    expected, sections = theirs.evaluate_word_analogies(path)
    by_name = {section["section"]: len(section["correct"]) for section in sections}
    ours = result.sections[result.sections["covered"] > 0]
    assert dict(zip(ours["section"], ours["right"], strict=True)) == {name: by_name[name] for name in ours["section"]}
    assert result.total["accuracy"] == pytest.approx(expected)


def test_the_first_items_alone_are_gensims_restricted_vocabulary(shared_data: Path, opened) -> None:
    path = shared_data / "words" / "tests" / "questions-words.txt"
    space, theirs = opened("glove.6B.50d.first2445.clean.txt")
    expected, sections = theirs.evaluate_word_analogies(path, restrict_vocab=1_500)
    result = score(space, read_test(path), most=1_500)
    total = sections[-1]
    assert result.total["covered"] == len(total["correct"]) + len(total["incorrect"]) > 100
    assert result.total["accuracy"] == pytest.approx(expected)


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("pairs", PAIRS)
def test_pairs_of_words_are_scored_as_by_gensim(shared_data: Path, opened, name: str, pairs: str) -> None:
    path = shared_data / "words" / "tests" / pairs
    space, theirs = opened(name)
    total = score(space, read_test(path)).total
    pearson, spearman, lacking = theirs.evaluate_word_pairs(path)
    if total["covered"] < 3:  # of two pairs gensim says −1 or 1
        assert np.isnan(total["spearman"])
    else:
        assert total["spearman"] == pytest.approx(spearman.statistic, abs=1e-6)
        assert total["pearson"] == pytest.approx(pearson.statistic, abs=1e-6)
    assert 100 * (1 - total["covered"] / total["asked"]) == pytest.approx(lacking)


@pytest.mark.encoders
def test_sentences_are_scored_as_by_sentence_transformers(shared_data: Path) -> None:
    from sentence_transformers.sentence_transformer.evaluation import EmbeddingSimilarityEvaluator

    from embeddings.encoders.minilm import load_model

    whole = read_test(shared_data / "words" / "tests" / "SICK_train.txt")
    some = PairTest(whole.name, whole.pairs.iloc[::20])
    result = score(builtin("sentences"), some, by="encoder")
    evaluator = EmbeddingSimilarityEvaluator(
        some.pairs["a"].tolist(), some.pairs["b"].tolist(), some.pairs["judged"].tolist(), write_csv=False
    )
    expected = evaluator(load_model())["spearman_cosine"]
    assert result.total["covered"] == len(some.pairs) == 225
    assert result.total["spearman"] == pytest.approx(expected, abs=1e-3)


@pytest.fixture(scope="module")
def cloud() -> Space:
    """Sixty items of uneven lengths, one of them zero, two equal, in an order that sorting would change."""
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(60, 6)).astype(np.float32) * rng.uniform(0.1, 30, (60, 1)).astype(np.float32)
    vectors[7], vectors[9] = 0, vectors[8]
    return Space(vectors, pd.DataFrame({"text": [f"w{index}" for index in range(60)]}), text="text")


def made_questions(count: int = 80) -> AnalogyTest:
    rng = np.random.default_rng(5)
    rows = [rng.choice(60, 4, replace=False) for _ in range(count)]
    return questions(*[f"s{row[0] % 3} " + " ".join(f"w{item}" for item in row) for row in rows])


def test_every_answer_is_that_of_the_analogy(cloud: Space) -> None:
    answers = score(cloud, made_questions()).answers
    expected = [
        analogy(cloud, plus=[row.b, row.c], minus=[row.a], k=60)["label"].tolist() for row in answers.itertuples()
    ]
    assert answers["found"].tolist() == [labels[0] for labels in expected]
    places = [labels.index(row.expected) + 1 for labels, row in zip(expected, answers.itertuples(), strict=True)]
    equal = {"w8", "w9"}  # equal vectors share a place
    apart = [row.expected not in equal and not equal & {row.a, row.b, row.c} for row in answers.itertuples()]
    assert np.array(answers["rank"])[apart].tolist() == np.array(places)[apart].tolist()


def test_multiplying_is_that_of_the_analogy_too(cloud: Space) -> None:
    answers = score(cloud, made_questions(), method="3cosmul").answers
    for row in answers.itertuples():
        expected = analogy(cloud, plus=[row.b, row.c], minus=[row.a], k=1, method="3cosmul")
        assert (row.found, row.index) == (expected["label"][0], expected["index"][0])


def test_a_word_is_found_without_its_case_and_what_is_lacking_is_not_covered(space) -> None:
    made = space([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [0, 1, 0]], ["Man", "woman", "king", "Queen", "far"])
    result = score(made, questions("one MAN woman King queen", "one man woman boy girl", "two man woman king far"))
    assert result.answers["covered"].tolist() == [True, False, True]
    assert result.answers["found"].fillna("none").tolist() == ["Queen", "none", "Queen"]
    assert result.answers["rank"].tolist() == [1, 0, 2]
    assert result.sections[["section", "asked", "covered", "right"]].to_numpy().tolist() == [
        ["one", 2, 1, 1],
        ["two", 1, 1, 0],
    ]


def test_an_input_that_was_expected_is_never_right(space) -> None:
    made = space([[1, 0], [1, 1], [0, 1]], ["a", "b", "c"])
    answers = score(made, questions("s a b c b")).answers
    assert (answers["right"].item(), answers["rank"].item()) == (False, 0)


def test_a_test_of_which_no_word_is_there_has_no_accuracy(space) -> None:
    total = score(space([[1, 0], [0, 1]]), everyday_analogies()).total
    assert total["covered"] == 0
    assert np.isnan([total["accuracy"], total["low"], total["high"]]).all()


def test_the_way_to_answer_has_to_be_known(space) -> None:
    with pytest.raises(UserError, match="none called “nearest”"):
        score(space([[1, 0], [0, 1]]), everyday_analogies(), method="nearest")


def test_pairs_are_cosines_and_a_zero_vector_is_none(space) -> None:
    made = space([[2, 0], [0, 3], [5, 5], [0, 0]], ["a", "b", "c", "none"])
    rows = [
        ("s", "a", "c", 3.0),
        ("s", "a", "b", 1.0),
        ("s", "A", "a", 9.0),
        ("t", "a", "none", 2.0),
        ("t", "a", "x", 2.0),
    ]
    result = score(made, PairTest("made", pd.DataFrame(rows, columns=["section", "a", "b", "judged"])))
    np.testing.assert_allclose(result.answers["similarity"], [np.sqrt(0.5), 0, 1, np.nan, np.nan])
    assert result.answers["covered"].tolist() == [True, True, True, False, False]
    assert result.total["spearman"] == pytest.approx(1)
    assert np.isnan(result.sections["spearman"][1])


def test_the_pairs_told_of_first_are_those_whose_places_differ_most(space) -> None:
    made = space([[1, 0], [1, 0.1], [1, 0.5], [0, 1]], ["a", "b", "c", "d"])
    rows = [("s", "a", "b", 1.0), ("s", "a", "c", 2.0), ("s", "a", "d", 1.5)]
    told = score(made, PairTest("made", pd.DataFrame(rows, columns=["section", "a", "b", "judged"]))).disagreements
    assert told[["b", "place_judged", "place_similarity"]].to_numpy().tolist()[0] == ["b", 3, 1]


def test_texts_are_encoded_where_that_is_asked(space) -> None:
    rows = PairTest("made", pd.DataFrame([("s", "a", "b", 1.0)], columns=["section", "a", "b", "judged"]))
    with pytest.raises(UserError, match="given ready-made"):
        score(space([[1, 0], [0, 1]]), rows, by="encoder")


@pytest.mark.parametrize(("right", "of"), [(0, 5), (5, 5), (3, 10), (646, 961)])
def test_intervals_of_shares_are_wilsons(right: int, of: int) -> None:
    expected = binomtest(right, of).proportion_ci(method="wilson")
    np.testing.assert_allclose(share(right, of), [right / of, expected.low, expected.high], atol=1e-12)


def test_intervals_of_correlations_hold_the_truth_as_often_as_they_say() -> None:
    rng, inside, truth = np.random.default_rng(0), 0, 6 / np.pi * np.arcsin(0.6 / 2)
    for _ in range(400):
        x, noise = rng.normal(size=(2, 40))
        low, high = correlation_interval(spearmanr(x, 0.6 * x + 0.8 * noise).statistic, 40)
        inside += low <= truth <= high
    assert 0.92 <= inside / 400 <= 0.98
    assert np.isnan(correlation_interval(0.5, 3)).all()
