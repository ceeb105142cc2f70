"""A folder of pictures: file names are the items' names, and the folders that part them are their labels."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import ClassVar

from embeddings.errors import UserError
from embeddings.galleries import GALLERIES, LABEL, NAME, Gallery, Member, Refusal
from embeddings.galleries.captions import captioned, tables_among
from embeddings.pictures.opening import RefusedError
from embeddings.progress import Progress

PHOTOGRAPHS = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".avif", ".avifs", ".gif", ".tif", ".tiff"}
OLDER = {".bmp", ".dib", ".mpo", ".ppm", ".pgm", ".pbm", ".pnm", ".ico", ".icns", ".psd", ".tga", ".jp2", ".j2k"}
RARER = {".jpx", ".pcx", ".sgi", ".rgb", ".qoi", ".dds", ".svg", ".heic", ".heif", ".wmf", ".emf", ".fli", ".flc"}
ENDINGS = PHOTOGRAPHS | OLDER | RARER
SYSTEM = {"thumbs.db", "desktop.ini", "icon\r"}
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*")
LARGEST_FILE = 256 << 20
FOLDER = "folder"


@GALLERIES.register("folder")
@dataclass(frozen=True)
class Folder:
    """A folder of pictures; its sub-folders are their labels."""

    label: ClassVar[str] = "Folder of pictures"
    order: ClassVar[int] = 1

    def fits(self, path: Path) -> bool:
        """Return whether a path is a folder."""
        return path.is_dir()

    def gather(self, path: Path, progress: Progress) -> Gallery:
        """List the pictures of a folder and of all folders in it, in the order of their names."""
        found, refused = [], []
        files = list(files_of(path))
        for place, name in enumerate(files):
            progress(place, len(files), "listing pictures")
            try:
                if not is_picture(path / name):
                    raise RefusedError("the name says that it is no picture")
                found.append((name, sha256_of(path / name)))
            except RefusedError as error:
                refused.append(Refusal(readable(name), str(error)))
            except OSError as error:
                refused.append(Refusal(readable(name), f"the file cannot be read ({error.strerror or error})"))
        if not found:
            raise UserError(
                "No pictures",
                f"“{path}” has no picture in it, nor in its sub-folders",
                "Give a folder with JPEG or PNG.",
            )
        gallery = gallery_of_names("folder", path, found, refused)
        return captioned(gallery, tables_in(path, refused), lambda name: nullcontext(path / name))

    def read(self, place: Path, member: str) -> bytes:
        """Return the bytes of a file in the folder."""
        return (place / member).read_bytes()


def gallery_of_names(source: str, path: Path, found: list[tuple[str, str]], refused: list[Refusal]) -> Gallery:
    """Return the gallery of files, each with its hash, whose names are all that is known of them."""
    columns, cells = cells_of([name for name, _ in found])
    members = tuple(Member(name, sha, row) for (name, sha), row in zip(found, cells, strict=True))
    label = LABEL if LABEL in columns else None
    return Gallery(source, str(path.resolve()), columns, members, tuple(refused), NAME, label)


def tables_in(folder: Path, refused: list[Refusal]) -> list[str]:
    """Return which of the files that are no pictures could be tables."""
    return tables_among(
        (one.name, (folder / one.name).stat().st_size) for one in refused if (folder / one.name).is_file()
    )


def files_of(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder, those that a system hides left out, in order."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        for name in sorted(files):
            path = Path(here, name)
            if not name.startswith(".") and name.lower() not in SYSTEM and path.is_file():
                yield path.relative_to(folder).as_posix()


def is_picture(path: Path) -> bool:
    """Return whether a file is called like a picture, or begins like one."""
    if called_like_a_picture(path.name):
        return True
    with path.open("rb") as file:
        return starts_like_a_picture(file.read(8))


def called_like_a_picture(name: str) -> bool:
    """Return whether a name ends like that of a picture."""
    return PurePosixPath(name).suffix.lower() in ENDINGS


def starts_like_a_picture(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a picture."""
    return head.startswith(SIGNS)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file that is not too large to be opened."""
    if path.stat().st_size > LARGEST_FILE:
        raise RefusedError(f"the file is larger than {LARGEST_FILE >> 20} MB")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cells_of(names: list[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns that names and folders make, and each picture's cells.

    Folders that all pictures share say nothing; the first that parts them is the label, what lies below it the folder.
    """
    parents = [PurePosixPath(name).parts[:-1] for name in names]
    shared = common_length(parents)
    inner = [tuple(readable(part) for part in parts[shared:]) for parts in parents]
    deepest = max(map(len, inner))
    columns = (NAME, LABEL, FOLDER)[: 1 + min(deepest, 2)]
    rows = [
        (readable(PurePosixPath(name).name), parts[0] if parts else "", "/".join(parts[1:]))
        for name, parts in zip(names, inner, strict=True)
    ]
    return columns, [row[: len(columns)] for row in rows]


def common_length(paths: list[tuple[str, ...]]) -> int:
    """Return how many leading parts all paths share."""
    first, last = min(paths), max(paths)
    return next((at for at, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))


def readable(name: str) -> str:
    """Return a file's name as text: a byte that is none of UTF-8 becomes the replacement mark."""
    return os.fsencode(name).decode("utf-8", "replace")
