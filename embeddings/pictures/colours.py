"""Every kind of pixel becomes 8-bit sRGB: greys of 16 bits, palettes, CMYK, Lab, transparency, colour profiles."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

PAPER = (255, 255, 255)  # what shows through where a picture is transparent
DEEP = {"I", "I;16", "I;16B", "I;16L", "I;16N", "F"}


def as_rgb(image: Image.Image, side: int | None, profile: bytes | None) -> Image.Image:
    """Return a picture as RGB, made smaller where it is larger than `side`."""
    if image.mode in DEEP:
        image, profile = grey_of(np.asarray(image)), None
    elif image.has_transparency_data:
        image = on_paper(image)
    elif image.mode not in {"RGB", "L", "CMYK", "LAB"}:
        image = image.convert("RGB")
    if side is not None:
        image = fitted(image, side)
    if image.mode == "LAB":
        return translated(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")))
    if profile and b"sRGB" not in profile:
        image = with_profile(image, profile)
    return image.convert("RGB")


def fitted(image: Image.Image, side: int) -> Image.Image:
    """Return a picture whose longer side is at most `side`; its proportions stay, and nothing is enlarged."""
    if max(image.size) <= side:
        return image
    smaller = image.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return smaller


def on_paper(image: Image.Image) -> Image.Image:
    """Lay a picture with transparent parts on white."""
    drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, (*PAPER, 255))
    return Image.alpha_composite(paper, drawn).convert("RGB")


def grey_of(values: np.ndarray) -> Image.Image:
    """Return numbers as greys: 12 bits in a 16-bit file are seen as 12, fractions from 0 to 1 as black to white."""
    numbers = np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    if low < 0:
        numbers, high = numbers - low, high - low
    fractions = values.dtype.kind == "f" and high <= 1
    white = 1.0 if fractions else 2.0 ** max(8, int(np.ceil(np.log2(high + 1)))) - 1
    return Image.fromarray(np.clip(numbers / white * 255 + 0.5, 0, 255).astype(np.uint8))


def with_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the colours that an embedded profile means; one that does not fit means nothing."""
    try:
        return translated(image, ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def translated(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    """Return a picture in sRGB."""
    made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return image.convert("RGB") if made is None else made
