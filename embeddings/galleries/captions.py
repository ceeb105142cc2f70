"""A table among pictures that tells of them: its rows find their pictures, its cells become their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from embeddings.errors import UserError
from embeddings.galleries import Gallery, Member, Refusal, free_name
from embeddings.loaders import LOADERS
from embeddings.loaders.guessing import guess_label, guess_text, is_spoken, labelness
from embeddings.reading import Table, by_ending, read

LARGEST_TABLE = 64 << 20
MOST_TABLES = 8
NOTES = ".txt"  # more often a note than a table
LEAST_FOUND = 0.5  # of the cells of a column that names pictures

Opening = Callable[[str], AbstractContextManager[Path]]


class Telling(NamedTuple):
    """A table, the column that names pictures, and the path of the picture that each row names, or nothing."""

    name: str
    table: Table
    column: str
    paths: list[str | None]


def tables_among(sizes: Iterable[tuple[str, int]]) -> list[str]:
    """Return which files, of which the size is known, could be tables."""
    loaders = [LOADERS.make(kind) for kind in LOADERS.all()]
    return [name for name, size in sizes if size <= LARGEST_TABLE and by_ending(loaders, name)][:MOST_TABLES]


def captioned(gallery: Gallery, names: list[str], opening: Opening) -> Gallery:
    """Return a gallery with the columns of the table among its files that tells of the most pictures, if one does.

    Parameters
    ----------
    gallery
        The pictures of a place, called by their files.
    names
        The files that could be tables.
    opening
        Gives the path at which one of them can be read.
    """
    found, refused = [], {}
    for name in names:
        try:
            with opening(name) as path:
                telling = telling_of(name, read(path, PurePosixPath(name).name), gallery)
        except UserError as error:
            if not name.lower().endswith(NOTES):
                refused[name] = f"it is no table that tells of the pictures ({error.title[0].lower()}{error.title[1:]})"
        else:
            found += [telling] if telling else []
    told = [Refusal(name, refused.get(name, reason)) for name, reason in gallery.refused]
    if not found:
        return replace(gallery, refused=tuple(told))
    best = max(found, key=lambda one: sum(path is not None for path in one.paths))
    return joined(replace(gallery, refused=tuple(one for one in told if one.name != best.name)), best)


def telling_of(name: str, table: Table, gallery: Gallery) -> Telling | None:
    """Return how a table tells of pictures, or None where none of its columns names them."""
    find = Finder(gallery, PurePosixPath(name).parent)
    best, most = None, 0.0
    for column in table.frame.columns:
        cells = [str(cell).strip() for cell in table.frame[column]]
        paths = [find(cell) for cell in cells]
        filled = sum(map(bool, cells))
        share = sum(path is not None for path in paths) / filled if filled else 0.0
        if share >= LEAST_FOUND and share > most:
            best, most = Telling(name, table, str(column), paths), share
    return best


class Finder:
    """Finds the picture that a cell names: by its path, from the table or from the top, or by a name that is its own."""

    def __init__(self, gallery: Gallery, folder: PurePosixPath) -> None:
        self._folder = folder
        self._paths = {member.path for member in gallery.members}
        self._alone: dict[str, str | None] = {}
        for path in self._paths:
            place = PurePosixPath(path)
            for short in {place.name, place.stem}:
                self._alone[short] = None if short in self._alone else path

    def __call__(self, cell: str) -> str | None:
        """Return the path of a picture; “a.jpg#0”, the first of several captions, names a.jpg."""
        for named in dict.fromkeys([cell, cell.rpartition("#")[0]]):
            plain = PurePosixPath(named.replace("\\", "/"))
            for path in (self._folder / plain, plain):
                if named and path.as_posix() in self._paths:
                    return path.as_posix()
            if named and (alone := self._alone.get(plain.name)):
                return alone
        return None


def joined(gallery: Gallery, telling: Telling) -> Gallery:
    """Return a gallery whose pictures have the cells of their first row; rows that have a text are texts too."""
    frame = telling.table.frame.drop(columns=telling.column)
    taken = tuple(map(str, frame.columns))
    own = [at for at, name in enumerate(gallery.columns) if at == 0 or name not in taken]
    name = gallery.columns[0] if gallery.columns[0] not in taken else free_name("file", (*gallery.columns, *taken))
    columns = (name, *(gallery.columns[at] for at in own[1:]), *taken)
    captions = captions_of(frame)
    rows = list(frame.itertuples(index=False, name=None))
    firsts: dict[str, tuple[str, ...]] = {}
    texts, lost = [], []
    for row, path, cell in zip(rows, telling.paths, telling.table.frame[telling.column], strict=True):
        if path is not None and path not in firsts:
            firsts[path] = row
            continue
        if path is None and cell.strip():
            lost.append(Refusal(cell.strip(), f"“{telling.name}” names it, and it is not here"))
        if captions and row[taken.index(captions)].strip():
            texts.append((*[""] * len(own), *row))
    nothing = ("",) * len(taken)
    members = [
        Member(one.path, one.sha256, (*(one.cells[at] for at in own), *firsts.get(one.path, nothing)))
        for one in gallery.members
    ]
    label = gallery.label if gallery.label in columns else None
    return replace(
        gallery,
        columns=columns,
        members=tuple(members),
        refused=(*gallery.refused, *lost),
        text=captions or name,
        label=label or guess_label(frame, captions),
        captions=captions,
        texts=tuple(texts),
    )


def captions_of(frame: pd.DataFrame) -> str | None:
    """Return the column that says in words what is seen: texts that hardly repeat; codes and labels say less."""
    column = guess_text(frame)
    if column is None or labelness(frame[column]) > 0:
        return None
    cells = [cell for cell in frame[column] if cell.strip()]
    return column if sum(map(is_spoken, cells)) > len(cells) / 2 else None


def called_by(gallery: Gallery, column: str | None) -> Gallery:
    """Return a gallery whose items are called by another column; its texts are items, unless it is that of the files."""
    if column is None or column == gallery.text or column not in gallery.columns:
        return gallery
    return replace(gallery, text=column, captions=None if column == gallery.columns[0] else column)
