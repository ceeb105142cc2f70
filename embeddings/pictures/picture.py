"""A picture that is read when it is asked for, so that an encoder never holds all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from embeddings.errors import UserError
from embeddings.pictures.opening import RefusedError, open_picture


@dataclass(frozen=True)
class Picture:
    """One picture of a list.

    Parameters
    ----------
    name
        What a person calls it.
    read
        Returns the bytes of its file.
    """

    name: str
    read: Callable[[], bytes]

    def image(self, side: int | None = None) -> Image.Image:
        """Return it upright, as RGB, its longer side at most `side`.

        Raises
        ------
        UserError
            If it cannot be read.
        """
        try:
            return open_picture(self.read(), side).image
        except RefusedError as error:
            raise UserError(
                "A picture cannot be read", f"“{self.name}”: {error}", "Leave it out, or mend it"
            ) from error
        except OSError as error:
            raise UserError(
                "A picture cannot be read", f"“{self.name}”: {error.strerror or error}", "Check its name and folder"
            ) from error


def as_pictures(given: Sequence[object]) -> list[Picture]:
    """Return paths, Pillow images and pictures as pictures.

    Raises
    ------
    UserError
        If one of them is none of these.
    """
    return [_picture(item, place) for place, item in enumerate(given)]


def _picture(item: object, place: int) -> Picture:
    if isinstance(item, Picture):
        return item
    if isinstance(item, Image.Image):
        return Picture(f"picture {place}", lambda: png_of(item))
    if isinstance(item, str | Path):
        path = Path(item)
        if not path.is_file():
            hint = "Give paths of picture files, or choose an encoder of texts, such as minilm or lsa"
            raise UserError("Not a picture", f"Item {place:,} is {str(item)[-80:]!r}, and there is no such file", hint)
        return Picture(path.name, path.read_bytes)
    raise UserError("Not a picture", f"Item {place:,} is {str(item)[:80]!r}", "Give its path, or open it with Pillow.")


def png_of(image: Image.Image) -> bytes:
    """Return an image as the bytes of a file that has lost nothing."""
    held = BytesIO()
    plain = image if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"} else image.convert("RGB")
    plain.save(held, "PNG", compress_level=1)
    return held.getvalue()
