"""Columns written over a space: the space keeps its key, its vectors and what lies beneath."""

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError
from embeddings.annotations import annotated, annotation, checked_label, checked_name, reverted, with_cells


@pytest.fixture
def space() -> Space:
    items = pd.DataFrame({"word": ["yes", "no", "maybe"], "kind": ["good", "bad", "bad"], 7: [1.5, 2.5, 3.5]})
    return Space(np.eye(3, dtype=np.float32), items, text="word", label="kind")


def test_a_column_is_added_and_another_is_covered_while_key_vectors_and_original_stay(space: Space) -> None:
    key = space.key
    shown = annotated(space, [annotation("mine", ["a", None, ""]), annotation("kind", ["good", "good", "bad"])])
    assert list(shown.items.columns) == ["word", "kind", 7, "mine"]
    assert shown.items["kind"].tolist() == ["good", "good", "bad"]
    assert shown.items["mine"].isna().tolist() == [False, True, True]
    assert (shown.key, shown.vectors is space.vectors, shown.names) == (key, True, ["yes", "no", "maybe"])
    assert space.items["kind"].tolist() == ["good", "bad", "bad"]
    assert list(space.items.columns) == ["word", "kind", 7]
    assert annotated(space, []) is space


def test_a_column_whose_name_is_a_number_is_covered_by_its_name(space: Space) -> None:
    shown = annotated(space, [annotation("7", [9, None, "1.5"], "number")])
    np.testing.assert_array_equal(shown.items[7], [9, np.nan, 1.5])


def test_cells_are_written_on_a_copy() -> None:
    one = annotation("mine", ["a", "b", "c"])
    assert with_cells(one, [0, 2], "z").values.tolist() == ["z", "b", "z"]
    assert with_cells(one, [1], None).values.isna().tolist() == [False, True, False]
    assert one.values.tolist() == ["a", "b", "c"]


def test_taking_a_change_back_leaves_what_was_written_since() -> None:
    before = annotation("mine", ["a", "a", None])
    after = with_cells(before, [0, 1, 2], "b")
    now = with_cells(after, [1], "other")
    assert reverted(before, after, now).values.fillna("-").tolist() == ["a", "other", "-"]
    assert reverted(None, after, now).values.fillna("-").tolist() == ["-", "other", "-"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "needs a name"),
        ("  \n", "needs a name"),
        ("x" * 10_000, "10,000 letters"),
        ("~mine", "“~”"),
        ("a\x07", "seen"),
    ],
)
def test_names_that_will_not_do_are_refused_in_words(name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        checked_name(name)


def test_white_space_around_names_and_labels_is_nothing() -> None:
    assert checked_name("  my \t kind ") == "my kind"
    assert (checked_label("  a  b "), checked_label(" ")) == ("a b", None)


def test_values_that_will_not_do_are_named_by_their_row() -> None:
    with pytest.raises(UserError, match="Row 1 of “mine” has 201 letters"):
        annotation("mine", ["a", "x" * 201])
    with pytest.raises(UserError, match="Row 2 of “size” holds numbers, and “big” is none"):
        annotation("size", [1, None, "big"], "number")
