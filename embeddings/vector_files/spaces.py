"""Spaces of ready-made vectors: a file that holds some becomes a space, with what it says of each."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypedDict, Unpack

import numpy as np
import pandas as pd

from embeddings.counting import counted, listed
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.reading import as_numbers
from embeddings.space import LARGEST_SQUARE, Space
from embeddings.unpacking import stem_of
from embeddings.vector_files import VECTOR_FILES, Ask, Vectors, laid_open, reader_of
from embeddings.vector_files.choosing import guessed
from embeddings.vector_files.metadata import joined

BLOCK = 65_536
PREVIEWED = 20
UNIT = 1e-3  # how far a length may be from 1


class Options(TypedDict, total=False):
    """What can be asked of a file of vectors; see `vector_space`."""

    vectors: str | None
    metadata: str | Path | None
    metadata_name: str | None
    key: str | None
    text: str | None
    label: str | None
    most: int | None
    drop_bad: bool


@dataclass(frozen=True, eq=False)
class VectorPreview:
    """The beginning of a file of vectors, and how it is understood.

    `count` is None where only reading the whole file would tell; `candidates` are what else `vectors` could choose.
    """

    count: int | None
    dimensions: int
    format: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    candidates: tuple[str, ...]
    text: str | None
    label: str | None
    rows: pd.DataFrame


def is_vectors(path: Path, name: str | None = None, *, vectors: str | None = None) -> bool:
    """Return whether a file holds ready-made vectors, by its ending and its content.

    Parameters
    ----------
    path, name
        The file, and what the person calls it.
    vectors
        What in it holds them, where that is known: a table is one of vectors then.
    """
    if not path.is_file():
        return False
    try:
        with laid_open(path, name or path.name, beginning=True) as (place, plain):
            return reader_of(place, plain, Ask(vectors)) is not None
    except UserError:
        return True  # its reader knows it as its own, and says what is wrong


def vector_space(
    path: Path, name: str | None = None, *, progress: Progress = silent, **options: Unpack[Options]
) -> Space:
    """Read a file of vectors as a space.

    Parameters
    ----------
    path, name
        The file, and what the person calls it.
    progress
        Called with (done, total, message); what it raises ends the reading.
    options
        `vectors` is what in the file holds them: a column, several (``"x,y"``, ``"dim_*"``), an array, a data set.
        `metadata` is a second file (`metadata_name` what the person calls it) with a row for each vector, in their
        order or, with `key`, by a column that both have; left out, one that lies beside the first is found. `text`
        and `label` are columns. `most` reads only the first items; `drop_bad` leaves out what is damaged.

    Raises
    ------
    UserError
        If it holds no vectors, some are damaged, the counts differ, or a column is missing.
    """
    given = read_vectors(path, name or path.name, options, progress)
    items = given.items
    if not len(items.columns):
        items = pd.DataFrame({"number": np.arange(len(items))})
    return Space(
        vectors=given.vectors,
        items=items,
        name=stem_of(name or path.name),
        text=given.text,
        label=given.label,
        encoder="given",
        provenance={
            "format": given.format,
            "file": name or path.name,
            "file_dtype": given.dtype,
            "normalised": is_normalised(given.vectors),
        },
        notes=given.notes,
    )


def vector_preview(path: Path, name: str | None = None, **options: Unpack[Options]) -> VectorPreview:
    """Return the first items of a file of vectors and how it is understood; no more of it is read than that needs.

    Raises
    ------
    UserError
        If it holds no vectors, or several and none is chosen.
    """
    name = name or path.name
    asked: Options = {**options, "most": min(PREVIEWED, options.get("most") or PREVIEWED), "drop_bad": True}
    given = read_vectors(path, name, asked, silent, beginning=True)
    return VectorPreview(
        count=given.total,
        dimensions=given.vectors.shape[1],
        format=given.format,
        notes=given.notes,
        columns=tuple(map(str, given.items.columns)),
        candidates=given.candidates,
        text=given.text,
        label=given.label,
        rows=given.items,
    )


def read_vectors(path: Path, name: str, options: Options, progress: Progress, *, beginning: bool = False) -> Vectors:
    """Read a file of vectors and its metadata, and hold every vector to be finite."""
    with laid_open(path, name, beginning=beginning) as (place, plain):
        packed = plain != name
        ask = replace(asked_of(options), beginning=beginning and packed)
        reader = reader_of(place, plain, ask)
        if reader is None:
            labels = ", ".join(one.label for one in VECTOR_FILES.all().values() if one.label != "Pickle")
            raise UserError("No vectors", f"“{name}” is none of: {labels}", "Choose another file, or name its columns.")
        given = reader.read(place, plain, ask, progress)
    given = replace(given, format=f"{given.format}, gzip") if packed else given
    metadata = options.get("metadata") or reader.beside(path).metadata
    if metadata is not None:
        given = with_metadata(given, Path(metadata), options)
    elif options.get("key"):
        detail = f"The key “{options['key']}” joins two files, and there is one"
        raise UserError("No second file", detail, "Name the file with the columns, too (metadata, --metadata).")
    return without_bad(completed(given, options), name, ask.drop_bad)


def asked_of(options: Options) -> Ask:
    """Return what is asked of the reader of a file.

    Raises
    ------
    UserError
        If fewer than one item is asked for.
    """
    most = options.get("most")
    if most is not None and most < 1:
        raise UserError("No items", f"most = {most} asks for none", "Ask for one at least.")
    known = {one.name for one in fields(Ask)}
    given: dict[str, Any] = {name: value for name, value in options.items() if name in known and value is not None}
    return Ask(**given)


def with_metadata(given: Vectors, path: Path, options: Options) -> Vectors:
    """Return vectors with the columns of a second file."""
    items, notes = joined(given, existing(path), options.get("metadata_name") or path.name, options.get("key"))
    return replace(given, items=items, notes=(*given.notes, *notes))


def completed(given: Vectors, options: Options) -> Vectors:
    """Return vectors with a text and a label, guessed where nobody named them; cells that are numbers become some."""
    items = given.items.copy()
    text, label = options.get("text") or given.text, options.get("label") or given.label
    likely = guessed(items, text)
    if len(items.columns) == 1 and likely == (None, None) and not pd.api.types.is_numeric_dtype(items.iloc[:, 0]):
        likely = (str(items.columns[0]), None)
    text, label = text or likely[0], label or likely[1]
    for column in items.columns:
        if column not in (text, label) and items[column].map(lambda cell: isinstance(cell, str)).all():
            items[column] = as_numbers(items[column])
    return replace(given, items=items, text=text, label=label)


def existing(path: Path) -> Path:
    """Return a file, or refuse one that is not there."""
    if not path.is_file():
        raise UserError("No such file", f"There is no file “{path}”", "Check its name and folder.")
    return path


def without_bad(given: Vectors, name: str, drop_bad: bool) -> Vectors:
    """Return vectors that all are finite: others are refused, or left out with a note.

    Raises
    ------
    UserError
        Naming the first of them.
    """
    if not given.vectors.shape[1]:
        raise UserError("No dimensions", f"The vectors of “{name}” have no numbers in them", "Choose another file.")
    bad = bad_rows(given.vectors)
    if not len(bad):
        return given
    places = bad if given.kept is None else given.kept[bad]
    said = f"{counted(len(bad), 'vector')} with NaN, infinity or a number too large"
    rows = listed([int(place) + 1 for place in places])
    if not drop_bad:
        hint = "Mend them, or leave such rows out (drop_bad, --skip-bad-rows)."
        raise UserError("A vector is not finite", f"“{name}” has {said}, in row {rows}", hint)
    good = np.delete(np.arange(len(given.vectors)), bad)
    if not len(good):
        raise UserError("No vectors", f"“{name}” has {said}, and no other", "Choose another file.")
    items = given.items.iloc[good].reset_index(drop=True)
    return replace(
        given, vectors=given.vectors[good], items=items, notes=(*given.notes, f"{said} left out: row {rows}.")
    )


def bad_rows(vectors: np.ndarray) -> np.ndarray:
    """Return the places of all rows that are not finite, or whose length is not, a block at a time."""
    found = [np.empty(0, np.int64)]
    for start in range(0, len(vectors), BLOCK):
        rows = vectors[start : start + BLOCK]
        with np.errstate(over="ignore", invalid="ignore"):
            found.append(start + np.flatnonzero(~(np.einsum("ij,ij->i", rows, rows) < LARGEST_SQUARE)))
    return np.concatenate(found)


def is_normalised(vectors: np.ndarray) -> bool:
    """Return whether all vectors have the length 1."""
    return all(
        bool((np.abs(np.einsum("ij,ij->i", rows, rows) - 1) < 2 * UNIT).all())
        for rows in (vectors[start : start + BLOCK] for start in range(0, len(vectors), BLOCK))
    )
