"""Parquet, Arrow and Feather are read as a person reads them, and damaged ones are refused in a sentence."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from embeddings import UserError
from embeddings.reading import preview, read

REFUSED = {"incorrect_map_schema", "large_string_map.brotli", "binary", "fixed_length_byte_array"}
EMPTY = {"column_chunk_key_value_metadata"}
MOMENT = datetime.datetime(2026, 11, 25, 8, 30, 0, 250_000)
VALUES = {
    "text": (["hello", None], ["hello", ""]),
    "whole": (pa.array([1, 10**18]), ["1", "1000000000000000000"]),
    "float": (pa.array([1.0, 12345678901.5]), ["1", "12345678901.5"]),
    "short": (pa.array([0.1, float("nan")], pa.float32()), ["0.1", ""]),
    "half": (pa.array([0.5, 2], pa.float16()), ["0.5", "2"]),
    "seen": ([True, None], ["true", ""]),
    "day": ([MOMENT.date(), None], ["2026-11-25", ""]),
    "moment": ([MOMENT, MOMENT.replace(hour=0, minute=0, microsecond=0)], ["2026-11-25 08:30:00.25", "2026-11-25"]),
    "far": (pa.array([600_000_000_000, 0], pa.timestamp("s")), ["20983-03-30 10:40:00", "1970-01-01"]),
    "price": ([Decimal("1.50"), None], ["1.50", ""]),
    "kind": (pa.array(["a", "b"]).dictionary_encode(), ["a", "b"]),
    "list": ([[1, 2], None], ["[1,2]", ""]),
    "object": ([{"a": "é", "b": None}, {"a": MOMENT.date().isoformat(), "b": 1}], ['{"a":"é","b":null}', '{"a":"2026-11-25","b":1}']),
    "nothing": (pa.nulls(2), ["", ""]),
}  # fmt: skip


def write_stream(table: pa.Table, path: Path) -> None:
    with pa.ipc.new_stream(str(path), table.schema) as writer:
        writer.write_table(table)


WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    "Parquet": pyarrow.parquet.write_table,
    "Arrow": lambda table, path: pyarrow.feather.write_feather(table, str(path), compression="zstd"),
    "a stream": write_stream,
}
ENDINGS = {"Parquet": ".parquet", "Arrow": ".feather", "a stream": ".arrow"}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("column", VALUES)
def test_values_are_written_as_a_person_reads_them(tmp_path: Path, kind: str, column: str) -> None:
    values, cells = VALUES[column]
    path = tmp_path / f"a{ENDINGS[kind]}"
    WRITERS[kind](pa.table({"name": ["x", "y"], column: values}), path)
    assert read(path).frame[column].tolist() == cells


@pytest.mark.parametrize("kind", ["Parquet", "Arrow"])
def test_the_first_bytes_tell_what_the_name_does_not(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "upload"
    WRITERS[kind](pa.table({"text": ["hello world"]}), path)
    assert (read(path).format, preview(path).text) == (kind, "text")


def test_columns_of_binary_data_are_left_out_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pictures = [{"bytes": b"\x89PNG", "path": "a"}, {"bytes": b"\x89PNG", "path": "b"}]
    pyarrow.parquet.write_table(pa.table({"image": pictures, "text": ["a", "b"], "raw": [b"a", b"b"]}), path)
    table = read(path)
    assert table.frame.to_dict("list") == {"text": ["a", "b"]}
    assert table.notes == tuple(f"The column “{name}” holds binary data and is left out." for name in ("image", "raw"))


@pytest.mark.parametrize("kind", WRITERS)
def test_many_batches_are_read_whole_and_in_order(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{ENDINGS[kind]}"
    WRITERS[kind](pa.table({"text": [f"text {n}" for n in range(10_000)]}), path)
    told: list[tuple[int, int]] = []
    table = read(path, progress=lambda done, size, message: told.append((done, size)))
    assert table.frame["text"].tolist() == [f"text {n}" for n in range(10_000)]
    assert len(told) == 5
    assert all(done <= size for done, size in told)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_cut_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{ENDINGS[kind]}"
    WRITERS[kind](pa.table({"text": [f"text {n * 7919}" for n in range(9_000)]}), path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UserError, match=r"“a\.\w+” cannot be read") as refusal:
        read(path)
    assert refusal.value.hint


@pytest.mark.parametrize("name", ["a.parquet", "a.pq", "a.arrow", "a.feather", "a.ipc"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"text,label\nhello,a\n", "does not begin like a"), (b"", "has no content")],
    ids=["a CSV", "nothing"],
)
def test_what_is_only_called_so_is_refused(file: Callable[..., Path], name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read(file(content, name))


@pytest.mark.parametrize("kind", WRITERS)
def test_columns_without_rows_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{ENDINGS[kind]}"
    WRITERS[kind](pa.table({"text": pa.array([], pa.string())}), path)
    with pytest.raises(UserError, match="no rows"):
        read(path)


def test_each_odd_parquet_file_is_a_table_or_a_sentence(shared_data: Path) -> None:
    refused = set()
    paths = sorted((shared_data / "nasty" / "parquet").glob("*.parquet"))
    for path in paths:
        try:
            table = read(path)
        except UserError as refusal:
            refused.add(path.stem)
            if not all(refusal.args):
                raise
        else:
            assert len(table.frame)
            assert all(isinstance(cell, str) for cell in table.frame.to_numpy().ravel())
    assert len(paths) == 68
    assert refused == REFUSED | EMPTY


def test_titles_of_papers_are_read_whole(shared_data: Path) -> None:
    path = shared_data / "vectors" / "arxiv_ml" / "arxiv_ml.parquet"
    frame, theirs = read(path).frame, pyarrow.parquet.read_table(path)
    assert len(frame) == 117_592
    title = max(frame.columns, key=lambda name: frame[name].str.len().max())
    assert frame[title].tolist() == theirs[title].to_pylist()
