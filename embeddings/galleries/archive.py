"""An archive of pictures: a zip or a tar that is read as it is; the folders in it are the labels."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from embeddings.archives import Container, is_archive, opened, stem_of
from embeddings.archives.limits import ArchiveError, told
from embeddings.archives.names import order_of, shown
from embeddings.errors import UserError
from embeddings.galleries import GALLERIES, Gallery, Refusal
from embeddings.galleries.captions import captioned, tables_among
from embeddings.galleries.folder import LARGEST_FILE, called_like_a_picture, gallery_of_names, starts_like_a_picture
from embeddings.pictures.opening import RefusedError
from embeddings.progress import Progress


@GALLERIES.register("archive")
@dataclass(frozen=True)
class Archive:
    """A zip or a tar of pictures; the folders in it are their labels."""

    label: ClassVar[str] = "Archive of pictures"
    order: ClassVar[int] = 3

    def fits(self, path: Path) -> bool:
        """Return whether a path is a file that is called like an archive."""
        return is_archive(path.name) and path.is_file()

    def gather(self, path: Path, progress: Progress) -> Gallery:
        """List the pictures of an archive."""
        return gather_archive(path, path.name, progress)

    def read(self, place: Path, member: str) -> bytes:
        """Return the bytes of one file of the archive."""
        try:
            return b"".join(opened(place).chunks(member))
        except ArchiveError as error:
            raise RefusedError(str(error)) from error


def title_of(path: Path) -> str:
    """Return what a person calls a place of pictures: the name of a folder, that of an archive without its ending."""
    return path.resolve().name if path.is_dir() else stem_of(path.name)


def gather_archive(path: Path, name: str, progress: Progress) -> Gallery:
    """List the pictures of an archive that a person knows by another name than its file has.

    Raises
    ------
    UserError
        If it is no archive, or there is no picture in it.
    """
    try:
        container = opened(path)
    except ArchiveError as error:
        raise UserError("The archive cannot be read", f"“{name}”: {error}", "Pack it again, as a zip.") from error
    except OSError as error:
        detail = f"“{name}”: {error.strerror or error}"
        raise UserError("The archive cannot be read", detail, "Check its name and rights.") from error
    found, refused = listed(container, progress)
    if not found:
        told_of = "; ".join(f"“{refusal.name}”: {refusal.reason}" for refusal in refused[:3])
        detail = f"“{name}” has no picture in it that can be read"
        hint = "Pack JPEG or PNG files, in folders that are their labels."
        raise UserError("No pictures", f"{detail}; {told_of}" if told_of else detail, hint)
    gallery = gallery_of_names("archive", path, found, refused)
    tables = tables_among((one.name, container.sizes.get(one.name, LARGEST_FILE)) for one in refused)
    return captioned(gallery, tables, partial(unpacked_member, container))


@contextmanager
def unpacked_member(container: Container, name: str) -> Iterator[Path]:
    """Yield a path under which one file of an archive can be read, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="vectorscape-") as folder:
        place = Path(folder, "table")
        try:
            with place.open("wb") as file:
                for chunk in container.chunks(name):
                    file.write(chunk)
        except RefusedError as error:
            raise UserError("The table cannot be read", f"“{shown(name)}”: {error}", "Pack it again.") from error
        yield place


def listed(container: Container, progress: Progress) -> tuple[list[tuple[str, str]], list[Refusal]]:
    """Return the pictures with the hash of their bytes, in the order of a folder, and what is refused.

    The bytes that come out are counted: what an archive says of itself is not believed.
    """
    found, refused, unfolded = [], list(container.refused), 0
    too_much = f"the archive unfolds to more than {told(container.limit)}, the most for one of its size"

    def count(size: int) -> None:
        nonlocal unfolded
        unfolded += size
        if unfolded > container.limit:
            raise RefusedError(too_much)

    names = sorted(container.sizes, key=order_of)
    for place, name in enumerate(names):
        progress(place, len(names), "listing pictures")
        try:
            found.append((name, sha256_of_member(container, name, count)))
        except RefusedError as error:
            refused.append(Refusal(shown(name), str(error)))
        except OSError as error:
            refused.append(Refusal(shown(name), f"the file cannot be read ({error.strerror or error})"))
    return found, refused


def sha256_of_member(container: Container, name: str, count: Callable[[int], None]) -> str:
    """Return the SHA-256 of a picture; what is none is given up after its first part."""
    count(0)  # nothing is unfolded once the limit is passed
    digest, first = hashlib.sha256(), True
    for chunk in container.chunks(name):
        count(len(chunk))
        if first and not (called_like_a_picture(name) or starts_like_a_picture(chunk)):
            raise RefusedError("the name says that it is no picture")
        first = False
        digest.update(chunk)
    if first and not called_like_a_picture(name):
        raise RefusedError("the name says that it is no picture")
    return digest.hexdigest()
