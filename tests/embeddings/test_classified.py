"""Classify: the labels of the rest, a score that is earned on items it has not seen, and the bad cases."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import normalize

from embeddings import Space, UserError, builtin
from embeddings.labelling.classify import METHODS, classify, stratified


@pytest.fixture
def labelled() -> Callable[..., Space]:
    """Return a function that makes a space of rows with one column of labels."""

    def made(rows: Any, kinds: Any) -> Space:
        return Space(np.asarray(rows, np.float32), pd.DataFrame({"kind": kinds}))

    return made


def digits_with_few_labels(count: int = 100) -> tuple[Space, np.ndarray]:
    """Return the digits of which only some have a label, and the truth."""
    digits = builtin("digits")
    truth = digits.items[digits.label].astype(str).to_numpy(object)
    some = np.random.default_rng(0).choice(len(digits), count, replace=False)
    kinds = np.full(len(digits), None, object)
    kinds[some] = truth[some]
    return replace(digits, items=digits.items.assign(kind=kinds)), truth


@pytest.mark.parametrize("method", METHODS)
def test_few_labels_give_the_rest_and_the_score_is_honest(method: str) -> None:
    made, truth = digits_with_few_labels()
    found = classify(made, "kind", method)
    column = found.column().to_numpy(object)
    rest = found.unlabelled
    accuracy = (column[rest] == truth[rest]).mean()
    assert accuracy > 0.85
    assert abs(found.accuracy - accuracy) < 0.08, "what it says of itself holds"
    known = np.setdiff1d(np.arange(len(made)), rest)
    assert (column[known] == made.items["kind"].to_numpy(object)[known]).all(), "given labels stay"
    sure = found.kept(0.9)
    assert (column[sure] == truth[sure]).mean() > accuracy


def test_the_regression_is_that_of_scikit_learn() -> None:
    made, _ = digits_with_few_labels()
    found = classify(made, "kind", "logistic")
    rows = normalize(made.vectors.astype(float))
    known = found.labels.labelled
    centred = rows - rows[known].mean(axis=0)
    centred /= np.sqrt((centred[known] ** 2).mean())
    model = LogisticRegression(max_iter=300).fit(centred[known], found.labels.codes[known])
    chances = np.sort(model.predict_proba(centred), axis=1)
    np.testing.assert_array_equal(found.guesses.said, model.predict(centred))
    np.testing.assert_allclose(found.guesses.sure, chances[:, -1], atol=1e-3)
    np.testing.assert_allclose(found.guesses.margin, chances[:, -1] - chances[:, -2], atol=1e-3)


def test_the_vote_is_that_of_scikit_learn() -> None:
    made, _ = digits_with_few_labels()
    found = classify(made, "kind", "knn", k=1)
    known, rest = found.labels.labelled, found.unlabelled
    model = KNeighborsClassifier(1, metric="cosine", algorithm="brute")
    model.fit(made.vectors[known].astype(float), found.labels.codes[known])
    np.testing.assert_array_equal(found.guesses.said[rest], model.predict(made.vectors[rest].astype(float)))
    assert (found.guesses.sure == 1).all()


@pytest.mark.parametrize("method", METHODS)
def test_labels_that_mean_nothing_earn_nothing(labelled: Callable[..., Space], method: str) -> None:
    rng = np.random.default_rng(0)
    made = labelled(rng.standard_normal((300, 40)), rng.choice(["a", "b"], 300))
    assert 0.35 < classify(made, "kind", method).accuracy < 0.65


def test_figures_by_class_are_those_of_scikit_learn() -> None:
    made, _ = digits_with_few_labels(200)
    found = classify(made, "kind")
    own = found.labels.codes[found.tested]
    report = classification_report(own, found.tests.said, output_dict=True, zero_division=0)
    table = found.by_class()
    for code, row in table.iterrows():
        expected = report[str(code)]
        assert row["count"] == expected["support"]
        for ours, theirs in (("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")):
            assert row[ours] == pytest.approx(expected[theirs])
    sure = found.tests.sure >= 0.8
    assert found.accuracy_above(0.8) == pytest.approx((found.tests.said == own)[sure].mean())
    assert np.isnan(found.accuracy_above(1.1))


def test_every_fold_has_its_part_of_every_class() -> None:
    codes = np.repeat([0, 1, 2], [50, 10, 3])
    folds = list(stratified(codes, 5))
    assert sorted(np.concatenate(folds)) == list(range(63))
    for kind, least, most in ((0, 10, 10), (1, 2, 2), (2, 0, 1)):
        assert all(least <= (codes[fold] == kind).sum() <= most for fold in folds)


@pytest.mark.parametrize("method", METHODS)
def test_classes_of_one_item_are_learnt_but_not_tested(labelled: Callable[..., Space], method: str) -> None:
    rows = [[1, 0], [1, 0.1], [0, 1], [0.1, 1], [-1, -1], [-1, -1.1], [1, 0.05]]
    made = labelled(rows, ["a", "a", "b", "b", "c", None, None])
    found = classify(made, "kind", method, k=1)
    assert found.column().tolist()[5:] == ["c", "a"]
    assert found.tested.tolist() == [0, 1, 2, 3]
    assert found.folds == 2
    figures = found.by_class().set_index("label")
    assert np.isnan(figures.loc["c", ["precision", "recall", "f1"]].to_numpy(float)).all()
    alone = classify(labelled(rows[:4], ["a", "b", None, None]), "kind", method, k=1)
    assert alone.folds == 0
    assert np.isnan(alone.accuracy)
    assert alone.column().notna().all()


def test_below_the_threshold_it_stays_empty_and_the_least_certain_is_first(labelled: Callable[..., Space]) -> None:
    turns = np.radians([0, 2, 4, 86, 88, 90, 10, 44, 80])
    made = labelled(np.column_stack([np.cos(turns), np.sin(turns)]), [*"aaabbb", None, None, None])
    found = classify(made, "kind")
    assert found.unsure()[0] == 7
    assert found.column(found.guesses.sure[7] + 0.01).isna().tolist() == [False] * 7 + [True, False]
    assert found.kept(0).tolist() == [6, 7, 8]
    assert found.kept(1.01).size == 0


@pytest.mark.parametrize("method", METHODS)
def test_all_the_same_and_zero_vectors(labelled: Callable[..., Space], method: str) -> None:
    for rows in (np.ones((6, 3)), np.zeros((6, 3))):
        found = classify(labelled(rows, ["a", "a", "b", "b", None, None]), "kind", method)
        assert found.column().notna().all()
        assert np.isfinite(found.guesses.sure).all()


def test_everything_labelled_leaves_nothing_to_fill(labelled: Callable[..., Space]) -> None:
    found = classify(labelled(np.eye(4), ["a", "a", "b", "b"]), "kind")
    assert found.unlabelled.size == found.kept(0).size == 0
    assert found.column().tolist() == ["a", "a", "b", "b"]


def test_what_will_not_do_is_said(labelled: Callable[..., Space]) -> None:
    made = labelled(np.eye(3), ["a", None, None])
    with pytest.raises(UserError, match="Every labelled item of “kind” is “a”"):
        classify(made, "kind")
    with pytest.raises(UserError, match="no method “svm”"):
        classify(made, "kind", "svm")
    with pytest.raises(UserError, match="0 neighbours"):
        classify(made, "kind", "knn", k=0)


def test_it_tells_how_far_it_is_and_can_be_stopped(labelled: Callable[..., Space]) -> None:
    made, seen = labelled(np.eye(20), [*"ab"] * 10), []
    classify(made, "kind", progress=lambda done, total, message: seen.append((done, total)))
    assert seen[0] == (0, 6)
    assert seen[-1] == (6, 6)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        classify(made, "kind", progress=stop)
