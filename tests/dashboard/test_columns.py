"""Columns colour the map: as categories, as numbers on a scale, or, where every row has its own value, not at all."""

import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.columns import (
    MISSING,
    MOST_CATEGORIES,
    category_payload,
    column_kind,
    display_value,
    list_columns,
    number_payload,
    payload,
)
from embeddings import Space

KINDS = {
    "labels": (["a", "b"] * 20, "category"),
    "as many labels as half the rows": ([f"l{index // 2}" for index in range(40)], "category"),
    "sentences": ([f"sentence {index}" for index in range(40)], "text"),
    "a few sentences": ([f"sentence {index}" for index in range(12)], "category"),
    "yes and no": ([True, False] * 20, "category"),
    "a few whole numbers": (list(range(10)) * 4, "category"),
    "many whole numbers": (list(range(40)), "number"),
    "numbers": ([0.5, 1.5] * 20, "number"),
    "numbers and gaps": ([0.5, None] * 20, "number"),
    "whole numbers and gaps": (pd.array([1, None] * 20, dtype="Int64"), "category"),
    "days": (pd.date_range("2020", periods=40), "text"),
    "a few days": (pd.date_range("2020", periods=2).repeat(20), "category"),
    "kinds": (pd.Categorical(["a", "b"] * 20), "category"),
    "nothing at all": ([None] * 40, "category"),
    "lists": ([[index] for index in range(40)], "text"),
    "a few lists": ([[1], [2]] * 20, "category"),
    "complex numbers": (np.arange(40) * 1j, "text"),
    "one row": (["only"], "category"),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_of_a_column_follows_from_its_values(name: str) -> None:
    values, kind = KINDS[name]
    assert column_kind(pd.Series(values)) == kind


@pytest.mark.parametrize("name", KINDS)
def test_every_column_has_a_payload_that_json_bears(name: str) -> None:
    values, kind = KINDS[name]
    if kind != "text":
        about, coded = (category_payload if kind == "category" else number_payload)(pd.Series(values))
        assert json.loads(json.dumps(about, allow_nan=False)) == about
        assert len(coded) == len(values)


def test_categories_come_most_frequent_first_with_counts_and_both_colours() -> None:
    about, codes = category_payload(pd.Series(["b", "a", "c", "a", None, "c", "", "a"]))
    assert [(one["value"], one["count"]) for one in about["categories"]] == [("a", 3), ("c", 2), ("b", 1)]
    assert about["missing"] == 2, "an empty cell has no value either"
    assert codes.tolist() == [2, 0, 1, 0, MISSING, 1, MISSING, 0]
    assert codes.dtype == np.dtype("<u2")
    colours = [one[theme] for one in about["categories"] for theme in ("light", "dark")]
    assert len(set(colours)) == 6


def test_equally_frequent_categories_come_in_alphabetical_order() -> None:
    about, _ = category_payload(pd.Series(["b", "c", "a"]))
    assert [one["value"] for one in about["categories"]] == ["a", "b", "c"]


def test_a_kind_that_no_row_has_is_no_category() -> None:
    about, _ = category_payload(pd.Series(pd.Categorical(["a", None], categories=["z", "a"])))
    assert [one["value"] for one in about["categories"]] == ["a"]


def test_past_the_most_all_others_are_one() -> None:
    names = [f"c{index:03}" for index in range(MOST_CATEGORIES)] * 2 + ["x", "y", "x"]
    about, codes = category_payload(pd.Series(names))
    assert len(about["categories"]) == MOST_CATEGORIES + 1
    assert about["categories"][0]["value"] == "c000"
    other = about["categories"][-1]
    assert (other["value"], other["count"]) == ("Other", 3)
    assert codes[-3:].tolist() == [MOST_CATEGORIES] * 3


def test_numbers_have_a_range_a_histogram_and_nan_where_there_is_none() -> None:
    about, numbers = number_payload(pd.Series([1.0, np.nan, 3.0, np.inf, 2.0]))
    assert (about["min"], about["max"], about["missing"]) == (1, 3, 2)
    assert sum(about["histogram"]) == 3
    assert len(about["scale"]) == 16
    np.testing.assert_array_equal(numbers, np.array([1, np.nan, 3, np.nan, 2], np.float32))
    assert numbers.dtype == np.dtype("<f4")


def test_the_scale_leaves_out_what_lies_far_out() -> None:
    about, _ = number_payload(pd.Series([*range(1, 100), 10_000]))
    assert about["max"] == 10_000
    assert about["high"] < 300


def test_a_column_without_numbers_still_has_a_scale() -> None:
    about, numbers = number_payload(pd.Series([np.nan] * 3))
    assert (about["min"], about["max"], about["missing"]) == (0, 1, 3)
    assert np.isnan(numbers).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(width=64) | st.just(1e20) | st.just(-1e300), min_size=1, max_size=9))
def test_any_numbers_have_a_scale(values: list[float]) -> None:
    about, numbers = number_payload(pd.Series(values))
    assert json.dumps(about, allow_nan=False)
    assert about["min"] <= about["low"] <= about["high"] <= about["max"]
    assert sum(about["histogram"]) + about["missing"] == len(values)
    assert (np.isfinite(numbers) == np.isfinite(values)).all()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", ""),
        ("  spaces  ", "  spaces  "),
        ("null", "null"),
        (None, ""),
        (np.nan, ""),
        (np.float32(np.nan), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (3.0, "3"),
        (np.float32(3), "3"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1 / 3, "0.333333"),
        (1e20, "1e+20"),
        (np.inf, "inf"),
        (2**63 - 1, "9223372036854775807"),
        (True, "True"),
        (Decimal("1.50"), "1.50"),
        ([1, 2], "[1, 2]"),
    ],
)
def test_a_cell_reads_as_a_person_would_write_it(value: object, text: str) -> None:
    assert display_value(value) == text


def test_the_text_of_the_items_is_always_text() -> None:
    items = pd.DataFrame({"word": ["a", "a"], "kind": ["a", "a"], 7: [1.5, 2.5]})
    space = Space(np.eye(2, dtype=np.float32), items, text="word")
    assert list_columns(space) == [
        {"index": 0, "name": "word", "kind": "text"},
        {"index": 1, "name": "kind", "kind": "category"},
        {"index": 2, "name": "7", "kind": "number"},
    ]


def test_a_scale_of_two_ends_reaches_as_far_to_either_side_of_zero_and_is_named() -> None:
    column = pd.Series([-1.0, 0.0, 0.5, 3.0])
    column.attrs["ends"] = ("small", "big")
    about, numbers = payload(column, two_ended=True)
    assert about["low"] == -about["high"] < -2
    assert (about["min"], about["max"], about["ends"]) == (-1, 3, ["small", "big"])
    assert about["scale"] != payload(column)[0]["scale"]
    assert numbers.tolist() == column.tolist()


def test_values_that_are_no_numbers_colour_by_groups() -> None:
    about, codes = payload(pd.Series(["a", "b", "a", None]))
    assert ([one["value"] for one in about["categories"]], about["missing"]) == (["a", "b"], 1)
    assert codes.tolist() == [0, 1, 0, MISSING]
