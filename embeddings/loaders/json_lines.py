"""JSONL, also called NDJSON: one object a line, read line by line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any, ClassVar

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.cells import as_text
from embeddings.loaders.delimited import HEAD, checked_encoding
from embeddings.loaders.dialects import column_names
from embeddings.loaders.sniffing import encoding_of, refuse_binary, spoken

SAMPLE = 500
LONGEST_LINE = 1 << 26
NAMED_KEYS = 5
MEND = "Mend that line, or leave such rows out."
KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


@LOADERS.register("json-lines")
@dataclass(frozen=True)
class JsonLines:
    """A table of objects, one a line."""

    label: ClassVar[str] = "JSONL"
    order: ClassVar[int] = 2
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def claims(self, path: Path, head: bytes) -> bool:
        """Leave files of unknown ending to the JSON loader, which knows lines when it sees them."""
        return False

    def open(self, path: Path, name: str) -> Opened:
        """Take the names of the columns from the first 500 rows; the rest is read as it is asked for."""
        with path.open("rb") as file:
            head = file.read(HEAD)
        refuse_binary(head, name)
        encoding = encoding_of(head)
        if encoding == "utf-8" and head.isascii() and len(head) == HEAD:
            encoding = checked_encoding(path)
        sample = list(islice(parsed_lines(path, encoding), SAMPLE))
        keys = keys_of(sample)
        if not keys:
            first = next((line.problem for line in sample if line.problem), "has none")
            detail = f"“{name}” has no line with an object that has keys: the first {first}"
            raise UserError("No rows", detail, "Write one object a line.")
        columns, notes = column_names(keys, len(keys))
        rows = object_rows(parsed_lines(path, encoding), keys, notes)
        return Opened(columns, rows, f"JSONL, {spoken(encoding)}", notes, MEND)


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its number, the bytes read so far, and its value or what is wrong with it."""

    number: int
    position: int
    value: Any
    problem: str = ""


def parsed_lines(path: Path, encoding: str) -> Iterator[Line]:
    """Yield the lines of a file, each with a value or a problem."""
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors="replace") as file:
        for number in count(1):
            line, position = file.readline(LONGEST_LINE), raw.tell()
            if not line:
                return
            if len(line) == LONGEST_LINE and not line.endswith("\n"):
                raise UserError("A line is too long", f"Line {number:,} is longer than 64 million letters", "Break it.")
            if line.strip("\ufeff\x00 \t\r\n"):
                yield Line(number, position, *parsed(line.lstrip("\ufeff")))


def parsed(line: str) -> tuple[Any, str]:
    """Return the value of a line, or None and what is wrong with it."""
    try:
        return json.loads(line), ""
    except json.JSONDecodeError as error:
        return None, f"is no JSON: {error.msg} at column {error.colno:,}"
    except (ValueError, RecursionError):
        return None, "is no JSON that can be read: its numbers are too long, or its lists too deep"


def keys_of(sample: Iterable[Line]) -> list[str]:
    """Return the keys of some objects, in the order in which they come."""
    return list(dict.fromkeys(key for line in sample if isinstance(line.value, dict) for key in line.value))


def object_rows(lines: Iterable[Line], columns: list[str], notes: list[str]) -> Iterator[Row]:
    """Yield the rows of objects; what is none is a problem, and keys that first come later are noted."""
    known, late = set(columns), dict[str, int]()
    for line in lines:
        if not isinstance(line.value, dict):
            problem = line.problem or f"is {KINDS[type(line.value)]}, not an object"
            yield Row(line.number, line.position, [], problem)
            continue
        for key in line.value.keys() - known:
            late.setdefault(key, line.number)
        yield Row(line.number, line.position, [as_text(line.value.get(column)) for column in columns])
    if late:
        first = sorted(late, key=lambda key: (late[key], key))[:NAMED_KEYS]
        told = ", ".join(f"“{key}” (row {late[key]:,})" for key in first) + (" …" if len(late) > NAMED_KEYS else "")
        notes.append(f"Keys that first come after row {SAMPLE} are left out: {told}.")
