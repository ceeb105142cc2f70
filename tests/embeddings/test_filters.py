"""Filters against pandas' own queries: values, ranges and texts, alone and together, and what is missing."""

import numpy as np
import pandas as pd
import pytest

from embeddings import Space, UserError
from embeddings.searching.filters import Between, Contains, OneOf, matching

FRAME = pd.DataFrame(
    {
        "name": ["Café", "tea house", None, "CAFETERIA", ""],
        "kind": pd.Categorical(["a", "b", None, "a", "b"]),
        "year": [1990, 1995, 2000, 2005, 2010],
        "score": [0.5, np.nan, 2.0, -1.0, 1e300],
        "open": [True, False, True, False, True],
        "when": pd.to_datetime(["2020-01-01", "2021-01-01", None, "2020-01-01", "2022-01-01"]),
    }
)
SPACE = Space(np.ones((5, 2), np.float32), FRAME, text="name")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (OneOf("kind", ("a",)), FRAME["kind"] == "a"),
        (OneOf("kind", ("a", "")), FRAME["kind"].isna() | (FRAME["kind"] == "a")),
        (OneOf("kind", ()), FRAME["kind"] == "absent"),
        (OneOf("year", ("1995", "2010")), FRAME["year"].isin([1995, 2010])),
        (OneOf("score", ("2", "0.5")), FRAME["score"].isin([2, 0.5])),
        (OneOf("score", ("",)), FRAME["score"].isna()),
        (OneOf("open", ("True",)), FRAME["open"]),
        (OneOf("when", ("2020-01-01 00:00:00",)), FRAME["when"] == "2020-01-01"),
        (OneOf("name", ("",)), FRAME["name"].isna() | (FRAME["name"] == "")),
        (Between("year", 1995, 2005), FRAME["year"].between(1995, 2005)),
        (Between("score", None, 0.5), FRAME["score"] <= 0.5),
        (Between("score", 0, None), FRAME["score"] >= 0),
        (Between("score"), FRAME["score"].notna()),
        (Contains("name", "cafe"), pd.Series([True, False, False, True, False])),
        (Contains("name", " tea\nHOUSE"), pd.Series([False, True, False, False, False])),
        (Contains("year", "00"), pd.Series([False, False, True, True, False])),
    ],
    ids=str,
)
def test_a_filter_keeps_what_pandas_keeps(one, expected: pd.Series) -> None:
    assert matching(SPACE, [one]).tolist() == expected.tolist()


def test_filters_together_keep_what_every_one_keeps() -> None:
    kept = matching(SPACE, [OneOf("kind", ("a", "b")), Between("year", 1991, None), Contains("name", "a")])
    assert np.flatnonzero(kept).tolist() == [1, 3]
    assert matching(SPACE, []).all()


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (OneOf("colour", ("red",)), "no column “colour”"),
        (Between("kind", 1, 2), "“kind” does not hold numbers"),
        (Between("year", 2000, 1990), "from 2000 to 1990"),
    ],
)
def test_what_cannot_be_filtered_is_refused(one, said: str) -> None:
    with pytest.raises(UserError, match=said):
        matching(SPACE, [one])
