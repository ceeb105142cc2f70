"""Opening one picture: whatever the file holds becomes upright RGB pixels, or a reason for the person."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from embeddings.pictures.colours import as_rgb

MOST_PIXELS = 64_000_000  # about 200 MB once unfolded
# Photographs and drawings of pixels. Vector formats, films, and what would start another program are left out.
FORMATS = (
    *("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "PPM", "ICO", "ICNS"),
    *("PSD", "TGA", "JPEG2000", "PCX", "SGI", "QOI", "DDS"),
)
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheim")
CUT = ("truncated", "not enough", "premature", "end of file")


class RefusedError(Exception):
    """A picture cannot be read; the message says why, so that it can follow the file's name and a colon."""


@dataclass(frozen=True, eq=False)
class Opened:
    """An upright RGB picture, perhaps made smaller, with the size and the format of the file."""

    image: Image.Image
    width: int
    height: int
    format: str


def open_picture(content: bytes, side: int | None = None) -> Opened:
    """Open the bytes of a picture: its first frame, upright, in sRGB, on white where it is transparent.

    Parameters
    ----------
    content
        The whole file.
    side
        The longest side wanted; a larger picture is made smaller, a smaller one stays as it is.

    Raises
    ------
    RefusedError
        If it cannot be read, or would unfold to more than 64 million pixels.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, which the pixels do not need
        try:
            with Image.open(BytesIO(content), formats=readable_formats()) as file:
                return _opened(file, side)
        except RefusedError:
            raise
        except Exception as error:  # Pillow raises whatever a decoder stumbles over
            raise RefusedError(reason(error, content)) from error


@cache
def readable_formats() -> tuple[str, ...]:
    """Return those of the formats that this build of Pillow reads."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _opened(file: Image.Image, side: int | None) -> Opened:
    width, height = file.size
    if width * height > MOST_PIXELS:
        raise RefusedError(f"{width:,} × {height:,} are more pixels than the {MOST_PIXELS // 10**6} million read here")
    if side is not None:
        file.draft("RGB", (side, side))
    file.load()
    image = upright(file)
    if (image.width < image.height) != (file.width < file.height):
        width, height = height, width
    profile = file.info.get("icc_profile")
    return Opened(as_rgb(image, side, profile), width, height, str(file.format))


def upright(image: Image.Image) -> Image.Image:
    """Turn a picture as its metadata asks; metadata that cannot be read asks nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # as many kinds as there are ways to damage EXIF
        return image


def reason(error: Exception, content: bytes) -> str:
    """Say why a file could not be opened, in words that can follow its name."""
    if isinstance(error, UnidentifiedImageError):
        return unknown(content)
    if isinstance(error, Image.DecompressionBombError):
        return f"it would unfold to more pixels than the {MOST_PIXELS // 10**6} million read here"
    if any(word in str(error).lower() for word in CUT):
        return "the file is cut off before its end"
    return "the file is damaged"


def unknown(content: bytes) -> str:
    """Say what bytes are that no decoder knows, where they can be recognised."""
    head = content[:2048].lstrip().lower()
    if not content:
        return "the file is empty"
    if head.startswith(b"<") and b"<svg" in head:
        return "an SVG is a drawing without pixels; save it as PNG"
    if content[4:12] in HEIC:
        return "HEIC cannot be read here; save it as JPEG"
    return "this is no picture in a format that can be read"
