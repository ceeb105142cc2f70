"""The table of a space: order, filters, search and files, against pandas and against what a person reads."""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.routes import items_file
from dashboard.routes.items_file import as_csv, as_jsonl, as_parquet, harmless, with_places
from dashboard.table_rows import columns_of, ordered, row_texts, rows_of
from embeddings import Space

ITEMS = pd.DataFrame(
    {
        "name": ["Berlin", "ápple", "zebra", "Apple", "=SUM(A1)", "", "berlin wall"],
        "size": [3.0, np.nan, 1.0, 2.0, 10.0, -4.0, 3.0],
        "kind": ["city", "fruit", "animal", "fruit", "", "none", "city"],
    }
)


@pytest.fixture
def space() -> Space:
    vectors = np.arange(14, dtype=np.float32).reshape(7, 2) / 3
    return Space(vectors, ITEMS.copy(), name="Things", text="name", label="kind")


def sort(column: int, how: str = "asc") -> str:
    return json.dumps([{"colId": str(column), "sort": how}])


def rule(column: int, **parts: object) -> str:
    return json.dumps({str(column): parts})


def test_numbers_are_sorted_as_numbers_and_what_is_missing_comes_last(space: Space) -> None:
    assert ordered(space, sort(1), "{}").tolist() == [5, 2, 3, 0, 6, 4, 1]
    assert ordered(space, sort(1, "desc"), "{}").tolist() == [4, 0, 6, 3, 2, 5, 1]


def test_texts_are_sorted_without_regard_to_case(space: Space) -> None:
    assert ordered(space, sort(0), "{}").tolist() == [4, 3, 0, 6, 2, 1, 5]


def test_two_columns_sort_one_within_the_other(space: Space) -> None:
    both = json.dumps([{"colId": "2", "sort": "desc"}, {"colId": "1", "sort": "desc"}])
    assert ordered(space, both, "{}").tolist() == [5, 3, 1, 0, 6, 2, 4]


@pytest.mark.parametrize(
    ("column", "parts", "left"),
    [
        (0, {"type": "contains", "filter": "BERLIN"}, [0, 6]),
        (0, {"type": "notContains", "filter": "berlin"}, [1, 2, 3, 4, 5]),
        (0, {"type": "equals", "filter": "apple"}, [3]),
        (0, {"type": "startsWith", "filter": "b"}, [0, 6]),
        (0, {"type": "endsWith", "filter": "ra"}, [2]),
        (0, {"type": "contains", "filter": "SUM("}, [4]),
        (0, {"type": "blank"}, [5]),
        (1, {"type": "greaterThan", "filter": 2}, [0, 4, 6]),
        (1, {"type": "lessThanOrEqual", "filter": 1}, [2, 5]),
        (1, {"type": "inRange", "filter": 2, "filterTo": 3}, [0, 3, 6]),
        (1, {"type": "blank"}, [1]),
        (1, {"type": "notBlank"}, [0, 2, 3, 4, 5, 6]),
        (
            1,
            {"operator": "OR", "conditions": [{"type": "equals", "filter": 1}, {"type": "equals", "filter": 10}]},
            [2, 4],
        ),
    ],
)
def test_filters_leave_what_they_say(space: Space, column: int, parts: dict[str, object], left: list[int]) -> None:
    assert ordered(space, "[]", rule(column, **parts)).tolist() == left


def test_a_search_looks_into_every_column_and_takes_no_letter_for_a_pattern(space: Space) -> None:
    texts = row_texts(space)

    def left(words: str) -> list[int]:
        return ordered(space, "[]", "{}", texts.find(words)).tolist()

    assert left("FRUIT") == [1, 3]
    assert left("apple") == [1, 3]
    assert left("city berlin") == [0, 6]
    assert left("(a1") == [4]
    assert left(".*") == []


def test_only_some_items_can_be_listed(space: Space) -> None:
    assert ordered(space, sort(1), "{}", None, (6, 2, 4)).tolist() == [2, 6, 4]
    assert ordered(space, "[]", "{}", None, ()).tolist() == []


def test_rows_carry_their_item_and_what_json_can_hold(space: Space) -> None:
    rows = rows_of(space, np.array([1, 0]))
    assert rows == [
        {"item": "1", "0": "ápple", "1": "", "2": "fruit"},
        {"item": "0", "0": "Berlin", "1": 3.0, "2": "city"},
    ]
    assert [column["filter"] for column in columns_of(space)] == [
        "agTextColumnFilter",
        "agNumberColumnFilter",
        "agTextColumnFilter",
    ]


def test_a_spreadsheet_runs_no_cell_of_the_csv(space: Space) -> None:
    text = b"".join(as_csv(space, with_places(space, None))).decode()
    read = pd.read_csv(io.StringIO(text), keep_default_na=False)
    assert read["name"][4] == "'=SUM(A1)"
    assert read["size"][5] == "-4.0"
    assert read["name"][3] == "Apple"
    assert list(harmless(pd.DataFrame({"+x": ["@a", "b"]})).columns) == ["'+x"]


def test_vectors_and_places_come_back_from_parquet_and_jsonl(
    space: Space, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items_file, "GROUP", 3)
    places = np.arange(14, dtype=np.float32).reshape(7, 2)
    items = with_places(space, places)
    file = tmp_path / "things.parquet"
    file.write_bytes(b"".join(as_parquet(space, items)))
    read = pd.read_parquet(file)
    np.testing.assert_array_equal(np.stack(read["vector"]), space.vectors)
    np.testing.assert_array_equal(read[["map_x", "map_y"]].to_numpy(), places)
    assert read["name"].tolist() == ITEMS["name"].tolist()
    lines = [json.loads(line) for line in b"".join(as_jsonl(space, items)).decode().splitlines()]
    np.testing.assert_allclose([line["vector"] for line in lines], space.vectors, atol=1e-6)
    assert lines[1]["size"] is None
    assert lines[0]["map_y"] == 1.0
