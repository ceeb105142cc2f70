"""A key is the same for the same content, and another for anything else."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import Space
from embeddings.keys import content_key

ROWS = np.arange(12, dtype=np.float32).reshape(4, 3)


def made(vectors: np.ndarray = ROWS, **columns: list[object]) -> Space:
    table = {"text": list("abcd")[: len(vectors)], **columns}
    return Space(vectors.copy(), pd.DataFrame(table), text="text")


def test_the_same_content_has_the_same_key() -> None:
    assert made().key == made().key == Space(ROWS.copy(order="F"), made().items, text="text").key
    assert len(made().key) == 32


def test_a_name_is_no_content() -> None:
    assert replace(made(), name="Other", notes=("n",), provenance={"model": "m"}).key == made().key


def test_what_differs_is_another_key() -> None:
    changed = ROWS.copy()
    changed[2, 1] += 1e-3
    others = {
        "the same": made(),
        "a changed matrix": made(changed),
        "another order": made(ROWS[::-1]),
        "another order of items": made(text=list("badc")),
        "grown": Space(np.vstack([ROWS, ROWS[:1]]), pd.DataFrame({"text": list("abcde")}), text="text"),
        "shrunk": made(ROWS[:3]),
        "another shape": Space(ROWS.reshape(4, 3)[:, :2].copy(), made().items, text="text"),
        "an edited item": made(text=["a", "b", "c", "D"]),
        "one more column": made(kind=list("xxyy")),
        "numbers": made(kind=[1, 2, 3, 4]),
        "numbers as text": made(kind=["1", "2", "3", "4"]),
        "missing": made(kind=["1", None, "3", "4"]),
        "missing in words": made(kind=["1", "None", "3", "4"]),
        "another name of a column": made(sort=list("xxyy")),
        "another label": replace(made(kind=list("xxyy")), label="kind"),
        "another encoder": replace(made(), encoder="lsa"),
    }
    keys = {name: space.key for name, space in others.items()}
    assert len(set(keys.values())) == len(keys), keys


def test_an_integer_and_an_equal_float_are_one_parameter() -> None:
    assert content_key("projection", {"n": 15}) == content_key("projection", {"n": 15.0})
    assert content_key("projection", {"n": 15}) != content_key("projection", {"n": 15.5})


def test_the_order_of_parameters_does_not_count_but_that_of_a_list_does() -> None:
    assert content_key("x", {"a": 1, "b": 2}) == content_key("x", {"b": 2, "a": 1})
    assert content_key("x", [1, 2]) != content_key("x", [2, 1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"a:|1|b": 2}),
        ({"a": 1, "b": 2}, {'a":|1|"b': 2}),
        (["a", "b"], ["a|b"]),
        (["ab"], ["a", "b"]),
        ([["a"], "b"], [["a", "b"]]),
        ("1", 1),
        (True, 1),
        (None, "null"),
        ({}, []),
        (np.zeros(4, np.float32), np.zeros(4, np.int32)),
        (np.zeros((2, 2)), np.zeros(4)),
        (np.zeros(0), []),
    ],
)
def test_parts_that_look_alike_are_told_apart(one: object, other: object) -> None:
    assert content_key("x", one) != content_key("x", other)


def test_two_kinds_and_two_versions_never_share_a_key() -> None:
    assert content_key("space", 1) != content_key("projection", 1)
    assert content_key("projection", "umap 0.5") != content_key("projection", "umap 0.6")


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (lambda: 1, "function is not JSON serializable"),
        ({"metric": lambda: 1}, "function is not JSON serializable"),
        ({1, 2}, "set is not JSON serializable"),
        (np.array(["a", None], object), "array of objects has no exact content"),
    ],
)
def test_what_cannot_be_hashed_exactly_is_refused(part: object, reason: str) -> None:
    with pytest.raises(TypeError, match=reason):
        content_key("x", part)


def test_any_text_has_a_key() -> None:
    assert content_key("x", "\ud800") != content_key("x", "\ud801")


NAMES = st.text('a|:{}[]",1', max_size=3)
SCALARS = st.none() | st.booleans() | st.integers(0, 1) | NAMES
PARTS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2))


@given(one=PARTS, other=PARTS)
def test_two_parts_share_a_key_exactly_when_they_are_equal(one: object, other: object) -> None:
    equal = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (content_key("x", one) == content_key("x", other)) is equal
