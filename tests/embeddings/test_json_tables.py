"""JSON and JSONL are read value by value, and what is wrong with them is told with its row, or its line and column."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import UserError
from embeddings.loaders import json_scanning
from embeddings.reading import preview, read

OBJECTS = [
    {"text": "hello world", "stars": 4.0, "seen": True},
    {"text": "bye", "tags": ["a", {"é": None}]},
    {"text": None},
]
ROWS = [["hello world", "4", "true", ""], ["bye", "", "", '["a",{"é":null}]'], ["", "", "", ""]]
LINES = "".join(json.dumps(row) + "\n" for row in OBJECTS)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.JSONL", "a.json", "a"])
def test_objects_a_line_are_rows_whatever_the_ending(file: Callable[..., Path], name: str) -> None:
    table = read(file("\n" + LINES, name))
    assert list(table.frame.columns) == ["text", "stars", "seen", "tags"]
    assert table.frame.to_numpy().tolist() == ROWS
    assert (table.format, table.notes) == ("JSONL, UTF-8", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_mark_at_the_beginning_is_no_part_of_the_text(file: Callable[..., Path], name: str, encoding: str) -> None:
    assert read(file(LINES, name, encoding)).frame.to_numpy().tolist() == ROWS


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"text": "x"', r"Row 4 is no JSON: Expecting ',' delimiter at column \d+"),
        ('["x"]', "Row 4 is a list, not an object"),
        ('"x"', "Row 4 is a text, not an object"),
        ("[" * 100_000, "Row 4 is no JSON that can be read"),
        ('{"n": ' + "1" * 5_000 + "}", "Row 4 is no JSON that can be read"),
    ],
)
def test_a_bad_line_is_named_or_left_out(file: Callable[..., Path], line: str, sentence: str) -> None:
    path = file(LINES + line + "\n" + LINES, "a.jsonl")
    with pytest.raises(UserError, match=sentence) as refusal:
        read(path)
    assert "quotation mark" not in refusal.value.hint
    table = read(path, skip_bad_rows=True)
    assert table.frame.to_numpy().tolist() == ROWS * 2
    assert table.notes == ("1 row that did not fit left out: 4.",)
    assert len(preview(path).rows) == 6


@pytest.mark.parametrize("end", [".jsonl", ".json"])
def test_keys_that_come_late_are_told_of(file: Callable[..., Path], end: str) -> None:
    rows = [{"text": f"number {n}"} for n in range(600)] + [{"text": "x", "late": 1}]
    written = "\n".join(map(json.dumps, rows)) if end == ".jsonl" else json.dumps(rows)
    table = read(file(written, "a" + end))
    assert list(table.frame.columns) == ["text"]
    assert table.notes == ("Keys that first come after row 500 are left out: “late” (row 601).",)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a"])
def test_an_array_of_objects_is_a_table(file: Callable[..., Path], name: str, indent: int | None) -> None:
    table = read(file(json.dumps(OBJECTS, indent=indent), name))
    assert table.frame.to_numpy().tolist() == ROWS
    assert table.format == "JSON, UTF-8"


def test_an_array_of_arrays_has_a_header_or_none(file: Callable[..., Path]) -> None:
    rows = [["hello world", 1.5], ["bye", None]]
    table = read(file(json.dumps([["text", "size"], *rows]), "a.json"))
    assert (list(table.frame.columns), len(table.frame)) == (["text", "size"], 2)
    table = read(file(json.dumps(rows), "a.json"))
    assert table.frame.to_dict("records")[0] == {"Column 1": "hello world", "Column 2": "1.5"}


def test_an_array_of_texts_and_an_object_of_arrays_are_tables(file: Callable[..., Path]) -> None:
    assert read(file('["a, b", "", "c"]', "a.json")).frame["text"].tolist() == ["a, b", "", "c"]
    frame = read(file('{"text": ["a", "b"], "n": [1, 2.0]}', "a.json")).frame
    assert frame.to_dict("list") == {"text": ["a", "b"], "n": ["1", "2"]}


@pytest.mark.parametrize("length", [3, 90_000])
def test_values_longer_than_what_is_read_at_once_are_whole(file: Callable[..., Path], length: int) -> None:
    rows = [{"text": "wörd " * (length + n), "n": n * 12345} for n in range(12)]
    path = file(json.dumps(rows, ensure_ascii=False), "a.json")
    assert read(path).frame["text"].tolist() == [row["text"] for row in rows]
    assert read(path).frame["n"].tolist() == [str(row["n"]) for row in rows]


@pytest.mark.parametrize("part", [1, 2, 3, 7, 19])
def test_values_are_whole_wherever_the_file_is_cut(
    file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr(json_scanning, "PART", part)
    rows = [[f"é {n}", True, -12.5 * n, None, {"a": [False, "\U0001f600"]}] for n in range(40)]
    frame = read(file(json.dumps(rows), "a.json")).frame
    assert frame["Column 1"].tolist() == [f"é {n}" for n in range(40)]
    assert frame["Column 3"].tolist()[:3] == ["0", "-12.5", "-25"]
    assert set(frame["Column 5"]) == {'{"a":[false,"\U0001f600"]}'}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[{"text": "a"},\n {"text" "b"}]', "line 2, column 10: Expecting ':' delimiter"),
        ('[{"text": "a"}\n {"text": "b"}]', "line 2, column 2: “,” or “]” is missing"),
        ('[{"text": "a"},]', "line 1, column 16: Expecting value"),
        ('[{"text": "a"}] x', "line 1, column 17: there is more after the end"),
        ('[{"text": "a"}, {"te', "line 1, column 18: Unterminated string"),
        ('[\n"' + "a" * 600_000 + '",\n oops]', "line 3, column 2: Expecting value"),
        ("[" * 100_000, "too deep"),
        ("[]", "is an empty array"),
        ("{}", "is an object without values"),
        ("12", "“a.json” is a number"),
        ("[1, 2]", "begins with a number"),
        ('{"text": ["a"], "b": 1}', "“b” is a number"),
        ('{"text": ["a"], "b": []}', "1 values in “text”, and 0 in “b”"),
        ('[{"a": "b"}, "c"]', "Row 2 is a text, not an object"),
        ("", "has no content"),
        ("hello", "line 1, column 1: Expecting value"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(file: Callable[..., Path], content: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as refusal:
        read(file(content, "a.json"))
    assert refusal.value.hint


def test_the_preview_of_a_large_array_reads_its_beginning_only(file: Callable[..., Path]) -> None:
    path = file("[" + '{"text": "a fine text"},\n' * 50_000 + "broken", "a.json")
    assert preview(path).text == "text"
    with pytest.raises(UserError, match="line 50,001, column 1: Expecting value"):
        read(path)


def test_naughty_strings_are_read_verbatim(shared_data: Path) -> None:
    path = shared_data / "nasty" / "blns" / "blns.json"
    assert read(path).frame["text"].tolist() == json.loads(path.read_text("utf-8"))
