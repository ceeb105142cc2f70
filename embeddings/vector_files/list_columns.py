"""Parquet and Arrow: a column whose cells are lists of numbers, all of one length; the other columns are items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from embeddings.errors import UserError
from embeddings.progress import Progress
from embeddings.vector_files import VECTOR_FILES, Ask, Beside, Vectors
from embeddings.vector_files.choosing import choose, matching, shape_of

BATCH = 8_192


@VECTOR_FILES.register("parquet")
@dataclass(frozen=True)
class ListColumns:
    """A table with a column of lists of numbers."""

    label: ClassVar[str] = "Parquet or Arrow"
    order: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq", ".arrow", ".feather", ".ipc")

    def holds(self, path: Path, name: str, ask: Ask) -> bool:
        """Return whether it is such a table and has a column of lists, or columns were asked for."""
        if not name.lower().endswith(self.suffixes):
            return False
        return ask.vectors is not None or any(lists_of(opened(path, name)[0]).values())

    def read(self, path: Path, name: str, ask: Ask, progress: Progress) -> Vectors:
        """Read the lists a batch at a time, and the other columns beside them."""
        import pyarrow as pa

        schema, total, batches = opened(path, name)
        candidates = lists_of(schema)
        if ask.vectors is not None and ask.vectors not in candidates:
            chosen = plain_columns(schema, ask.vectors, name)
        else:
            chosen = [choose(candidates, ask.vectors, name, "columns")]
        parts: list[np.ndarray] = []
        others, kept, bad, done = [], [], [], 0
        for batch in whole_batches(batches, ask.of(total), name):
            block, good = block_of(batch, chosen, parts[0].shape[1] if parts else None)
            wrong = np.flatnonzero(~good)
            if len(wrong) and not ask.drop_bad:
                raise ragged(done + int(wrong[0]), chosen[0])
            bad += (done + wrong).tolist()
            kept.append(done + np.flatnonzero(good))
            parts.append(block)
            others.append(batch.drop_columns(chosen).filter(pa.array(good)))
            done += len(batch)
            progress(done, ask.of(total), "reading vectors")
        if not parts:
            raise UserError("No rows", f"“{name}” has no row in it", "Choose a file with rows.")
        items = pd.concat([plain(part.to_pandas()) for part in others], ignore_index=True)
        vectors = np.concatenate(parts)
        dtype = str(schema.field(chosen[0]).type)
        described = (
            f"{'Parquet' if is_parquet(path) else 'Arrow'}, “{', '.join(chosen[:3])}”, {shape_of(vectors.shape)}"
        )
        notes = (f"{len(bad):,} rows without a whole vector left out.",) if bad else ()
        places = np.concatenate(kept) if bad else None
        return Vectors(vectors, items, described, None, None, notes, dtype, total, places, tuple(candidates))

    def beside(self, path: Path) -> Beside:
        """Find nothing."""
        return Beside()


def is_parquet(path: Path) -> bool:
    """Return whether a file begins as Parquet does."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def opened(path: Path, name: str) -> tuple[Any, int, Iterator[Any]]:
    """Return the schema, the number of rows and the batches still to be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if is_parquet(path):
            table = pq.ParquetFile(path)
            return table.schema_arrow, table.metadata.num_rows, table.iter_batches(batch_size=BATCH)
        whole = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        return whole.schema, whole.num_rows, iter(whole.to_batches(max_chunksize=BATCH))
    except (pa.ArrowException, OSError) as error:
        raise damaged(name, error) from error


def whole_batches(batches: Iterator[Any], wanted: int, name: str) -> Iterator[Any]:
    """Yield batches until as many rows as are wanted have come."""
    import pyarrow as pa

    try:
        while wanted > 0 and (batch := next(batches, None)) is not None:
            yield batch.slice(0, wanted)
            wanted -= len(batch)
    except (pa.ArrowException, OSError) as error:
        raise damaged(name, error) from error


def lists_of(schema: Any) -> dict[str, bool]:
    """Return the columns whose cells are lists of numbers, and whether those are vectors: not whole numbers, as of tokens."""
    import pyarrow.types as kinds

    found = {}
    for field in schema:
        a_list = kinds.is_list(field.type) or kinds.is_large_list(field.type) or kinds.is_fixed_size_list(field.type)
        if a_list and is_number(field.type.value_type):
            found[field.name] = kinds.is_floating(field.type.value_type) or kinds.is_fixed_size_list(field.type)
    return found


def is_number(kind: Any) -> bool:
    """Return whether cells of this kind are numbers."""
    import pyarrow.types as kinds

    return bool(kinds.is_floating(kind) or kinds.is_integer(kind))


def plain_columns(schema: Any, wanted: str, name: str) -> list[str]:
    """Return the columns of single numbers that were asked for."""
    chosen = matching(schema.names, wanted, name)
    wrong = [one for one in chosen if not is_number(schema.field(one).type)]
    if wrong:
        detail = f"The column “{wrong[0]}” of “{name}” holds {schema.field(wrong[0]).type}"
        raise UserError("Not a column of numbers", detail, "Choose columns of numbers, or one of lists of numbers.")
    return chosen


def block_of(batch: Any, chosen: list[str], width: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the vectors of a batch, and which of its rows have one of the right length."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [batch.column(batch.schema.get_field_index(one)) for one in chosen]
    if is_number(columns[0].type):
        block = np.column_stack(
            [column.cast(pa.float32(), safe=False).to_numpy(zero_copy_only=False) for column in columns]
        )
        return block, np.ones(len(block), bool)
    (column,) = columns
    lengths = pc.list_value_length(column).fill_null(-1).to_numpy(zero_copy_only=False)
    usual = width or int(next((one for one in lengths if one > 0), 0))
    good = lengths == usual
    flat = column.filter(pa.array(good)).flatten().cast(pa.float32(), safe=False).to_numpy(zero_copy_only=False)
    return flat.reshape(-1, usual) if usual else np.empty((0, 0), np.float32), good


def plain(items: pd.DataFrame) -> pd.DataFrame:
    """Return columns whose cells are what they say: categories become their names."""
    for name in items.columns:
        if isinstance(items[name].dtype, pd.CategoricalDtype):
            items[name] = items[name].astype("object")
    return items


def ragged(row: int, column: str) -> UserError:
    """Return the refusal of a list that is missing or of another length."""
    return UserError(
        "A vector of another length",
        f"Row {row + 1:,} has in “{column}” none, or another number of numbers than the rows before",
        "Mend it, or leave such rows out (drop_bad, --skip-bad-rows).",
    )


def damaged(name: str, error: Exception) -> UserError:
    """Return the refusal of a file that cannot be read."""
    reason = str(error).split("\n")[0][:160]
    return UserError("The table cannot be read", f"“{name}”: {reason}", "Save it again, as Parquet.")
