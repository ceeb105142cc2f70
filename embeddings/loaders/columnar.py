"""Parquet, Arrow and Feather: columns of typed values, read a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from embeddings.errors import UserError
from embeddings.loaders import LOADERS, Opened, Row
from embeddings.loaders.dialects import column_names

BATCH = 2_048
HINT = "Write it again with the program that made it, or save it as CSV."
PARQUET, ARROW, OLD_FEATHER, STREAM = b"PAR1", b"ARROW1", b"FEA1", b"\xff\xff\xff\xff"


@LOADERS.register("parquet")
@dataclass(frozen=True)
class Parquet:
    """A table of columns, compressed."""

    label: ClassVar[str] = "Parquet"
    order: ClassVar[int] = 4
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq")

    def claims(self, path: Path, head: bytes) -> bool:
        """Return whether it begins like a Parquet file."""
        return head.startswith(PARQUET)

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its schema; the rows are read as they are asked for."""
        refuse_other(path, name, "a Parquet file", (PARQUET,))
        from pyarrow.parquet import ParquetFile

        with sound(name):
            file = ParquetFile(path, memory_map=False, pre_buffer=False)
            counts = [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)]
            return opened(file.schema_arrow, file.iter_batches, sum(counts), "Parquet", path, name)


@LOADERS.register("arrow")
@dataclass(frozen=True)
class Arrow:
    """A table of columns, as Arrow holds it in memory."""

    label: ClassVar[str] = "Arrow or Feather"
    order: ClassVar[int] = 5
    suffixes: ClassVar[tuple[str, ...]] = (".arrow", ".feather", ".ipc")

    def claims(self, path: Path, head: bytes) -> bool:
        """Return whether it begins like an Arrow file."""
        return head.startswith((ARROW, OLD_FEATHER))

    def open(self, path: Path, name: str) -> Opened:
        """Understand a table from its schema; the rows are read as they are asked for."""
        begins = refuse_other(path, name, "an Arrow file", (ARROW, STREAM, OLD_FEATHER))
        if begins.startswith(OLD_FEATHER):
            raise UserError("An old Feather file", f"“{name}” is Feather, version 1", "Save it as version 2 or as CSV.")
        import pyarrow as pa

        with sound(name):
            source = pa.memory_map(str(path))
            if begins.startswith(STREAM):
                reader = pa.ipc.open_stream(source)
                return opened(reader.schema, lambda **_: sliced(reader), None, "Arrow", path, name)
            file = pa.ipc.open_file(source)
            batches = (file.get_batch(place) for place in range(file.num_record_batches))
            return opened(file.schema, lambda **_: sliced(batches), None, "Arrow", path, name)


def refuse_other(path: Path, name: str, kind: str, signatures: tuple[bytes, ...]) -> bytes:
    """Return the first bytes of a file, or refuse it where they are of another kind."""
    with path.open("rb") as file:
        begins = file.read(8)
    if not begins:
        raise UserError("An empty file", f"“{name}” has no content", "Choose a file with rows.")
    if not begins.startswith(signatures):
        raise UserError(f"Not {kind}", f"“{name}” is called so, but does not begin like {kind}", HINT)
    return begins


@contextmanager
def sound(name: str) -> Iterator[None]:
    """Turn whatever pyarrow finds wrong into a refusal."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UserError("The file is damaged or unusual", f"“{name}” cannot be read: {reason[:200]}", HINT) from error


def sliced(batches: Any) -> Iterator[Any]:
    """Yield batches of a few thousand rows, checked: their makers may have written places that lie outside."""
    for batch in batches:
        batch.validate(full=True)
        for start in range(0, batch.num_rows, BATCH):
            yield batch.slice(start, BATCH)


def opened(schema: Any, batches: Callable[..., Any], count: int | None, kind: str, path: Path, name: str) -> Opened:
    """Return the table of a schema and of what reads its batches; columns of binary data are left out."""
    from embeddings.loaders.arrow_cells import holds_binary

    every, said = column_names(list(schema.names), len(schema.names))
    columns, notes = [], said
    for place, (column, field) in enumerate(zip(every, schema, strict=True)):
        if holds_binary(field.type):
            notes.append(f"The column “{column}” holds binary data and is left out.")
        else:
            columns.append((place, column))
    if not columns:
        raise UserError("No columns", f"“{name}” has no column but those of binary data", "Choose a file with texts.")
    if count == 0:
        raise UserError("No rows", f"“{name}” has columns and no rows", "Choose a file with rows.")
    rows = rows_of(lambda: batches(batch_size=BATCH), [place for place, _ in columns], path.stat().st_size, count, name)
    return Opened([column for _, column in columns], rows, kind, notes)


def rows_of(batches: Callable[[], Any], places: list[int], size: int, count: int | None, name: str) -> Iterator[Row]:
    """Yield the rows of some columns, as text."""
    from embeddings.loaders.arrow_cells import texts

    number = 0
    with sound(name):
        for batch in batches():
            position = size * number // count if count else size
            for cells in zip(*(texts(batch.column(place)) for place in places), strict=True):
                number += 1
                yield Row(number, position, list(cells))
