"""Label check: the vote of neighbours against brute force and scikit-learn, and mistakes that were planted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

from embeddings import Space, UserError, builtin, neighbours
from embeddings.labelling.label_check import label_check
from embeddings.labels import labels_of
from embeddings.nearest.all_neighbours import all_neighbours


@pytest.fixture
def labelled() -> Callable[..., Space]:
    """Return a function that makes a space of rows with one column of labels."""

    def made(rows: Any, kinds: Any) -> Space:
        return Space(np.asarray(rows, np.float32), pd.DataFrame({"kind": kinds}))

    return made


def digits_with_mistakes(count: int = 40) -> tuple[Space, np.ndarray]:
    """Return the digits, in which some labels were changed, and where."""
    digits = builtin("digits")
    rng = np.random.default_rng(0)
    wrong = rng.choice(len(digits), count, replace=False)
    items = digits.items.copy()
    column = items[digits.label].astype(str).to_numpy(object)
    column[wrong] = [str((int(label) + rng.integers(1, 10)) % 10) for label in column[wrong]]
    items[digits.label] = column
    return replace(digits, items=items), wrong


def test_planted_mistakes_come_first_and_what_they_should_be_is_said() -> None:
    made, wrong = digits_with_mistakes()
    suspects = label_check(made, made.label).suspects()
    found = suspects.head(len(wrong))
    assert len(set(found["index"]) & set(wrong)) >= 0.9 * len(wrong)
    assert set(suspects["index"]) >= set(wrong), "none is missed"
    truth = builtin("digits").items[made.label].astype(str)
    planted = found[found["index"].isin(wrong)]
    assert (planted["suggested"].to_numpy() == truth[planted["index"]].to_numpy()).mean() > 0.95
    margins = suspects["share"] - suspects["own_share"]
    assert (np.diff(margins) <= 1e-9).all()


def test_the_vote_is_that_of_the_nearest_labelled(labelled: Callable[..., Space]) -> None:
    rng = np.random.default_rng(1)
    kinds = np.array(["a", "b", "c", None], object)[rng.integers(0, 4, 80)]
    made = labelled(rng.standard_normal((80, 4)), kinds)
    check = label_check(made, "kind", k=5, metric="euclidean")
    assert check.items.tolist() == [item for item in range(80) if kinds[item] is not None]
    for row, item in enumerate(check.items):
        order = [other for other in neighbours(made, int(item), 79, "euclidean")["index"] if kinds[other] is not None]
        count = Counter(kinds[other] for other in order[:5])
        most = max(count.values())
        said = check.labels.names[check.votes.said[row]]
        assert count[said] == most
        assert check.votes.share[row] == most / 5
        assert check.votes.own[row] == count[kinds[item]] / 5
        assert check.votes.second[row] == max([votes for kind, votes in count.items() if kind != said], default=0) / 5


@pytest.mark.parametrize("k", [1, 5])
def test_accuracy_and_confusion_are_those_of_leave_one_out(labelled: Callable[..., Space], k: int) -> None:
    rng = np.random.default_rng(2)
    kinds = rng.choice(["x", "y"], 150)  # of two kinds an odd number of votes has no tie
    rows = rng.standard_normal((150, 3)) + (kinds == "x")[:, None]
    made = labelled(rows, kinds)
    model = KNeighborsClassifier(k, metric="cosine", algorithm="brute")
    guessed = cross_val_predict(model, made.vectors.astype(float), kinds, cv=LeaveOneOut())
    check = label_check(made, "kind", k=k)
    assert check.accuracy == pytest.approx((guessed == kinds).mean())
    expected = pd.crosstab(pd.Series(kinds), pd.Series(guessed)).loc[check.labels.names, check.labels.names]
    np.testing.assert_array_equal(check.confusion, expected)
    assert check.baseline == max((kinds == "x").mean(), (kinds == "y").mean())


def test_a_tie_goes_to_the_nearer(labelled: Callable[..., Space]) -> None:
    made = labelled([[0.0], [1], [-2], [2.5], [-3]], ["a", "b", "c", "c", "b"])
    check = label_check(made, "kind", k=4, metric="euclidean")
    assert check.labels.names[check.votes.said[0]] == "b", "b at 1 and 3, c at 2 and 2.5"


def test_neighbourhoods_that_are_known_are_used() -> None:
    digits = builtin("digits")
    near = all_neighbours(digits, 20)
    again = label_check(digits, digits.label, 10, near=near)
    assert again.suspects().equals(label_check(digits, digits.label, 10).suspects())
    with pytest.raises(UserError, match="5 neighbourhoods were given"):
        label_check(digits, digits.label, 10, near=all_neighbours(digits, 10, of=np.arange(5)))


def test_labels_read_as_a_person_reads_them(labelled: Callable[..., Space]) -> None:
    rows = np.eye(6)
    numbers = labels_of(labelled(rows, [3.0, 1.0, np.nan, 3.0, 0.25, 1.0]), "kind")
    assert numbers.names == ["1", "3", "0.25"]
    assert numbers.codes.tolist() == [1, 0, -1, 1, 2, 0]
    flags = labels_of(labelled(rows, [True, False, True, True, False, True]), "kind")
    assert flags.names == ["True", "False"]
    texts = labels_of(labelled(rows, ["b", "", "a", "b", None, "a"]), "kind")
    assert (texts.names, texts.codes.tolist()) == (["a", "b"], [1, -1, 0, 1, -1, 0])
    assert texts.counts.tolist() == [2, 2]
    lists = labels_of(labelled(rows, [[1], [2], [1], None, [2], [2]]), "kind")
    assert lists.names == ["[2]", "[1]"]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["a"] * 4, "Every labelled item of “kind” is “a”"),
        ([None] * 4, "No item has a value in “kind”"),
        (["", None, "a", ""], "Every labelled item of “kind” is “a”"),
    ],
)
def test_a_column_that_tells_nothing_apart_is_refused(labelled: Callable[..., Space], kinds: Any, said: str) -> None:
    with pytest.raises(UserError, match=said):
        label_check(labelled(np.eye(4), kinds), "kind")


def test_no_column_and_too_many_labels(labelled: Callable[..., Space]) -> None:
    made = labelled(np.ones((600, 2)), [f"text {index}" for index in range(600)])
    with pytest.raises(UserError, match="600 different values; at most 500"):
        label_check(made, "kind")
    with pytest.raises(UserError, match="There is no column “mood”"):
        label_check(made, "mood")
