"""Looking at every picture of a gallery once: which can be read, how large they are, and why others cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.galleries import Gallery, Member, Refusal
from embeddings.pictures.opening import RefusedError, open_picture
from embeddings.progress import Progress, silent

NAMED_FILES = 60


class Seen(NamedTuple):
    """A picture that can be read: its place among the members, its size and its format."""

    member: int
    width: int
    height: int
    format: str


class Survey(NamedTuple):
    """What was found."""

    seen: tuple[Seen, ...]
    refused: tuple[Refusal, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """Say which files were refused, and why."""
        return refusals(self.refused)


def refusals(refused: tuple[Refusal, ...]) -> tuple[str, ...]:
    """Say which files were refused, and why: a sentence for each reason."""
    named: dict[str, list[str]] = {}
    for name, reason in refused:
        named.setdefault(reason, []).append(f"“{name}”")
    return tuple(
        f"{counted(len(names), 'file')} refused, as {reason}: {listed(names)}." for reason, names in named.items()
    )


def nothing_kept(member: Member, image: Image.Image) -> None:
    """Keep nothing of a picture."""


def survey(
    gallery: Gallery,
    side: int | None = 64,
    *,
    keep: Callable[[Member, Image.Image], None] = nothing_kept,
    progress: Progress = silent,
) -> Survey:
    """Open every picture; what cannot be read is refused with its reason, and the others go on.

    Parameters
    ----------
    gallery
        The pictures.
    side
        How large `keep` wants them at most.
    keep
        Called with each picture that can be read, for whoever makes thumbnails.
    progress
        Called with (done, total, message); what it raises ends the work.

    Raises
    ------
    UserError
        If none of them can be read.
    """
    seen: list[Seen] = []
    refused = list(gallery.refused)
    for place, member in enumerate(gallery.members):
        progress(place, len(gallery.members), "reading pictures")
        try:
            opened = open_picture(gallery.read(member), side)
        except RefusedError as error:
            refused.append(Refusal(member.path, str(error)))
            continue
        except OSError as error:
            refused.append(Refusal(member.path, f"the file cannot be read ({error.strerror or error})"))
            continue
        keep(member, opened.image)
        seen.append(Seen(place, opened.width, opened.height, opened.format))
    progress(len(gallery.members), len(gallery.members), "reading pictures")
    if not seen:
        raise none_readable(refused)
    return Survey(tuple(seen), tuple(refused))


def none_readable(refused: list[Refusal]) -> UserError:
    """Return the refusal of a gallery of which no picture can be read."""
    told = "; ".join(f"“{name}”: {reason}" for name, reason in refused[:3])
    return UserError("No picture can be read", told or "There is none", "Choose a folder with JPEG or PNG files.")


def listed(names: list[str]) -> str:
    """Return names as a list, its end counted where it is long."""
    more = len(names) - NAMED_FILES
    return ", ".join(names[:NAMED_FILES]) + (f" and {more:,} more" if more > 0 else "")
