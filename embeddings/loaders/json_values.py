"""JSON: an array of objects, of arrays or of texts, read value by value, or an object of arrays."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, ClassVar

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.cells import as_text
from embeddings.loaders.delimited import HEAD
from embeddings.loaders.dialects import column_names, has_header
from embeddings.loaders.json_lines import KINDS, SAMPLE, JsonLines, Line, keys_of, object_rows
from embeddings.loaders.json_scanning import Scanner
from embeddings.loaders.sniffing import encoding_of, refuse_binary, spoken

LIKE_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*(\{\s*\"|\[\s*[\"{\[])")
MADE_SO = "Make it an array of objects, of arrays or of texts, or an object of arrays of one length."
MEND = "Mend that value, or leave such rows out."


@LOADERS.register("json")
@dataclass(frozen=True)
class Json:
    """A table in one JSON value."""

    label: ClassVar[str] = "JSON"
    order: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def claims(self, path: Path, head: bytes) -> bool:
        """Return whether a file of unknown ending begins as JSON does."""
        return LIKE_JSON.match(head) is not None

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its first values; an array is read on as it is asked for."""
        with path.open("rb") as file:
            head = file.read(HEAD)
        refuse_binary(head, name)
        encoding = encoding_of(head)
        told = f"JSON, {spoken(encoding)}"
        if is_lines(head.decode(encoding, "ignore")):
            return JsonLines().open(path, name)
        scanner = Scanner(path, encoding, name)
        try:
            if scanner.peek() == "[":
                return of_array(scanner, name, told)
            return of_object(scanner.whole(), name, told, path.stat().st_size)
        except UserError:
            scanner.file.close()
            raise


def is_lines(head: str) -> bool:
    """Return whether the beginning of a file is an object on a line of its own, with another below."""
    lines = [line for line in islice(io.StringIO(head), 50) if line.strip("\ufeff \t\r\n")][:2]
    if len(lines) < 2 or not lines[1].lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(lines[0].lstrip("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def of_array(scanner: Scanner, name: str, told: str) -> Opened:
    """Return the table of an array, whose first value says what each of them has to be."""
    values = (Line(number, position, value) for number, (value, position) in enumerate(scanner.array(), start=1))
    sample = list(islice(values, SAMPLE))
    if not sample:
        raise UserError("No rows", f"“{name}” is an empty array", "Choose a file with rows.")
    kind, lines = type(sample[0].value), chain(sample, values)
    if kind is dict and (keys := keys_of(sample)):
        columns, notes = column_names(keys, len(keys))
        return Opened(columns, object_rows(lines, keys, notes), told, notes, MEND)
    if kind is str:
        return Opened(["text"], rows_of(lines, str), told, [], MEND)
    shown = [[as_text(cell) for cell in line.value] for line in sample if isinstance(line.value, list)]
    if not shown or not max(map(len, shown)):
        raise UserError("No table", f"“{name}” is an array that begins with {KINDS[kind]}, without cells", MADE_SO)
    header = all(isinstance(cell, str) for cell in sample[0].value) and has_header(shown)
    columns, notes = column_names(shown[0] if header else None, max(map(len, shown)))
    return Opened(columns, islice(rows_of(lines, list), int(header), None), told, notes, MEND)


def rows_of(lines: Iterable[Line], kind: type[Any]) -> Iterator[Row]:
    """Yield the rows of an array of lists, or of texts; what is none is a problem."""
    for line in lines:
        if isinstance(line.value, kind):
            cells = [line.value] if isinstance(line.value, str) else [as_text(cell) for cell in line.value]
            yield Row(line.number, line.position, cells)
        else:
            yield Row(line.number, line.position, [], f"is {KINDS[type(line.value)]}, not {KINDS[kind]}")


def of_object(value: object, name: str, told: str, size: int) -> Opened:
    """Return the table of an object whose values are arrays of one length, each a column."""
    if not isinstance(value, dict):
        raise UserError("No table", f"“{name}” is {KINDS[type(value)]}", MADE_SO)
    for key, column in value.items():
        if not isinstance(column, list):
            raise UserError("No table", f"“{name}” is an object whose “{key}” is {KINDS[type(column)]}", MADE_SO)
    lengths = {len(column): key for key, column in value.items()}
    if len(lengths) > 1:
        (one, first), (other, second) = list(lengths.items())[:2]
        raise UserError("No table", f"“{name}” has {one:,} values in “{first}”, and {other:,} in “{second}”", MADE_SO)
    if not lengths or 0 in lengths:
        raise UserError("No rows", f"“{name}” is an object without values", "Choose a file with rows.")
    columns, notes = column_names(list(value), len(value))
    rows = zip(*value.values(), strict=True)
    numbered = (Row(number, size, [as_text(cell) for cell in cells]) for number, cells in enumerate(rows, start=1))
    return Opened(columns, numbered, told, notes, MEND)
