"""Galleries: where pictures come from. One module each; it lists the pictures of a place, and reads one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, NamedTuple, Protocol

from embeddings.errors import UserError
from embeddings.keys import content_key
from embeddings.pictures.opening import RefusedError
from embeddings.progress import Progress
from embeddings.registry import Registry

NAME, LABEL = "name", "label"
FOUND = ("width", "height", "format")
BETWEEN = " › "  # a table, its column and the row that holds a picture


class Member(NamedTuple):
    """One picture: where it lies within its place, the SHA-256 of its bytes, and its cells in the table of items."""

    path: str
    sha256: str
    cells: tuple[str, ...]


class Refusal(NamedTuple):
    """A file that is not taken, and why, in words that can follow its name."""

    name: str
    reason: str


@dataclass(frozen=True)
class Gallery:
    """Pictures that were listed: what they are, by content, and where they can be read.

    Parameters
    ----------
    source
        The registered name of what reads them: “folder”, “archive”.
    place
        Where they lie; it is no part of what they are.
    columns
        The names of each member's cells; `text` and `label` are two of them.
    members
        The pictures, in the order of the items.
    refused
        The files that were no pictures at first sight.
    text
        The column that names the items.
    label
        The column by which the map is first coloured, if there is one.
    captions
        The column that holds texts which are items too, if there is one.
    texts
        The cells of what is no picture: rows of a table that have a text alone, sentences that were typed.
    """

    source: str
    place: str
    columns: tuple[str, ...]
    members: tuple[Member, ...]
    refused: tuple[Refusal, ...] = ()
    text: str = NAME
    label: str | None = None
    captions: str | None = None
    texts: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def key(self) -> str:
        """What it is named by: every picture's bytes and cells, wherever they lie, and every text."""
        rows = [[member.path, member.sha256, list(member.cells)] for member in self.members]
        refused = [list(refusal) for refusal in self.refused]
        texts = [self.captions, *map(list, self.texts)] if self.captions or self.texts else []
        return content_key("gallery", self.source, list(self.columns), rows, refused, self.text, *texts)

    @property
    def reference(self) -> str:
        """The column that will refer to each picture by its content: “sha256”, or a longer name where that is taken."""
        return free_name("sha256", self.columns)

    def called(self, member: Member) -> str:
        """Return what a picture is called where its row does not say: its file, or its row in a table that holds it."""
        name = PurePosixPath(member.path).name
        return f"row {name.rpartition(BETWEEN)[2]}" if BETWEEN in name else name

    @cached_property
    def _reader(self) -> GalleryReader:
        """What reads it, found once: a gallery may have a hundred thousand pictures."""
        return GALLERIES.make(self.source)

    def read(self, member: Member) -> bytes:
        """Return the bytes of a picture as they were when it was listed.

        Raises
        ------
        OSError, RefusedError
            If it is gone, or has other bytes now.
        """
        content = self._reader.read(Path(self.place), member.path)
        if hashlib.sha256(content).hexdigest() != member.sha256:
            raise RefusedError("the file has changed since it was listed")
        return content

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        members = [[member.path, member.sha256, *member.cells] for member in self.members]
        refused = [list(refusal) for refusal in self.refused]
        about = {name: getattr(self, name) for name in ("source", "place", "text", "label", "captions", "texts")}
        return {**about, "columns": list(self.columns), "members": members, "refused": refused}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Gallery:
        """Return what `as_json` described."""
        return cls(
            source=content["source"],
            place=content["place"],
            columns=tuple(content["columns"]),
            members=tuple(Member(path, sha256, tuple(cells)) for path, sha256, *cells in content["members"]),
            refused=tuple(Refusal(*refusal) for refusal in content["refused"]),
            text=content["text"],
            label=content["label"],
            captions=content.get("captions"),
            texts=tuple(map(tuple, content.get("texts", ()))),
        )


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return a name for a column, longer than the one that is wanted where that is taken."""
    while name in taken:
        name += "_"
    return name


class GalleryReader(Protocol):
    """Lists the pictures of one kind of place, and reads them."""

    label: ClassVar[str]
    order: ClassVar[int]

    def fits(self, path: Path) -> bool:
        """Return whether a path is such a place."""

    def gather(self, path: Path, progress: Progress) -> Gallery:
        """List every picture with the hash of its bytes; none is decoded yet."""

    def read(self, place: Path, member: str) -> bytes:
        """Return the bytes of one picture."""


GALLERIES: Registry[GalleryReader] = Registry("gallery", "embeddings.galleries")


def is_gallery(path: Path) -> bool:
    """Return whether a path is a place of pictures rather than a table."""
    return any(GALLERIES.make(name).fits(path) for name in GALLERIES.all())


def gather(path: Path, progress: Progress) -> Gallery:
    """List the pictures of a place.

    Raises
    ------
    UserError
        If it is no place of pictures, or there are none.
    """
    for name in GALLERIES.all():
        reader = GALLERIES.make(name)
        if reader.fits(path):
            return reader.gather(path, progress)
    raise UserError("No pictures", f"“{path}” is no folder or archive of pictures", "Give a folder or a zip.")
