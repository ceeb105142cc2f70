"""Any picture becomes upright 8-bit RGB of a bounded size; what cannot is refused with its reason, never with a traceback."""

import csv
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from embeddings.pictures import RefusedError, open_picture, opening

RED, GREEN, BLUE, WHITE = (200, 30, 30), (20, 160, 60), (30, 60, 200), (255, 255, 255)


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    held = io.BytesIO()
    image.save(held, kind, **how)
    return held.getvalue()


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...], within: int = 12) -> bool:
    return bool(np.abs(np.subtract(image.getpixel(place), colour)).max() <= within)


def half_and_half() -> Image.Image:
    """Red above, blue below, a green corner at the top left; wider than high."""
    image = Image.new("RGB", (60, 40), RED)
    image.paste(BLUE, (0, 20, 60, 40))
    image.paste(GREEN, (0, 0, 16, 16))
    return image


TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", TURNED)
def test_every_exif_orientation_ends_upright(orientation: int) -> None:
    turn = TURNED[orientation]
    image = half_and_half()
    exif = Image.Exif()
    exif[0x0112] = orientation
    opened = open_picture(saved(image if turn is None else image.transpose(turn), "JPEG", quality=95, exif=exif), 30)
    assert (opened.width, opened.height, opened.image.size) == (60, 40, (30, 20))
    assert near(opened.image, (3, 3), GREEN, 30)
    assert near(opened.image, (24, 4), RED, 30)
    assert near(opened.image, (3, 16), BLUE, 30)


KINDS: dict[str, Callable[[], tuple[bytes, tuple[int, ...]]]] = {
    "palette": lambda: (saved(Image.new("RGB", (20, 20), GREEN).quantize(8), "GIF"), GREEN),
    "grey": lambda: (saved(Image.new("L", (20, 20), 130)), (130, 130, 130)),
    "black and white": lambda: (saved(Image.new("1", (20, 20), 1)), WHITE),
    "CMYK": lambda: (saved(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG", quality=95), (255, 0, 0)),
    "transparent on white": lambda: (saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0))), WHITE),
    "half transparent": lambda: (saved(Image.new("RGBA", (20, 20), (0, 0, 0, 128))), (127, 127, 127)),
    "grey with alpha": lambda: (saved(Image.new("LA", (20, 20), (0, 0))), WHITE),
    "a transparent palette": lambda: (
        saved(Image.new("RGB", (20, 20), BLUE).quantize(4), "PNG", transparency=0),
        WHITE,
    ),
    "WebP": lambda: (saved(Image.new("RGB", (20, 20), RED), "WEBP", lossless=True), RED),
    "AVIF": lambda: (saved(Image.new("RGB", (20, 20), RED), "AVIF", quality=95), RED),
    "TIFF": lambda: (saved(Image.new("RGB", (20, 20), RED), "TIFF"), RED),
    "the first frame of an animation": lambda: (
        saved(Image.new("RGB", (20, 20), RED), "GIF", save_all=True, append_images=[Image.new("RGB", (20, 20), BLUE)]),
        RED,
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_pixel_becomes_rgb(kind: str) -> None:
    content, colour = KINDS[kind]()
    image = open_picture(content, 16).image
    assert image.mode == "RGB"
    assert image.size == (16, 16)
    assert near(image, (8, 8), colour)


@pytest.mark.parametrize(("dtype", "white"), [("uint16", 65_535), ("uint16", 4_095), ("uint16", 255)])
def test_greys_of_more_bits_keep_black_and_white(dtype: str, white: int) -> None:
    values = np.zeros((10, 20), dtype)
    values[:, 10:] = white
    image = open_picture(saved(Image.fromarray(values))).image
    assert (image.getpixel((2, 5)), image.getpixel((17, 5))) == ((0, 0, 0), WHITE)


def test_fractions_are_seen_from_black_to_white() -> None:
    values = np.zeros((10, 20), np.float32)
    values[:, 10:], values[0, 0] = 1.0, np.nan
    image = open_picture(saved(Image.fromarray(values), "TIFF")).image
    assert (image.getpixel((2, 5)), image.getpixel((17, 5))) == ((0, 0, 0), WHITE)


def test_a_lab_picture_and_a_colour_profile_become_srgb() -> None:
    lab = ImageCms.profileToProfile(
        Image.new("RGB", (8, 8), RED), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
    )
    assert near(open_picture(saved(lab, "TIFF")).image, (4, 4), RED)
    damaged = saved(Image.new("RGB", (8, 8), RED), icc_profile=b"no profile at all")
    assert near(open_picture(damaged).image, (4, 4), RED)


@pytest.mark.parametrize(
    ("size", "side", "expected"), [((20, 10), 64, (20, 10)), ((200, 100), 64, (64, 32)), ((1, 900), 64, (1, 64))]
)
def test_proportions_stay_and_nothing_is_enlarged(size: tuple[int, int], side: int, expected: tuple[int, int]) -> None:
    opened = open_picture(saved(Image.new("RGB", size, RED)), side)
    assert (opened.image.size, (opened.width, opened.height)) == (expected, size)


def bomb() -> bytes:
    """A small PNG that says that it is 60,000 pixels wide and high."""
    content = bytearray(saved(Image.new("1", (60_000, 1))))
    content[20:24] = (60_000).to_bytes(4)
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4)
    return bytes(content)


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
REFUSED = {
    "empty": (lambda: b"", "the file is empty"),
    "text": (lambda: b"these are words " * 20, "no picture in a format that can be read"),
    "SVG": (lambda: SVG, "an SVG is a drawing without pixels; save it as PNG"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic" + bytes(40), "HEIC cannot be read here; save it as JPEG"),
    "EPS": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no picture in a format that can be read"),
    "truncated JPEG": (lambda: saved(half_and_half(), "JPEG")[:-300], "cut off before its end"),
    "truncated PNG": (lambda: saved(Image.effect_noise((80, 80), 90))[:-2000], "cut off before its end"),
    "bomb": (bomb, "more pixels than the 64 million read here"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(RefusedError, match=reason):
        open_picture(make(), 64)


def test_the_limit_holds_before_anything_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PIXELS", 2_000_000)
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("its pixels were loaded"))
    with pytest.raises(RefusedError, match=r"2,000 × 1,001 are more pixels than the 2 million"):
        open_picture(saved_without_loading((2_000, 1_001)))


def saved_without_loading(size: tuple[int, int]) -> bytes:
    return b"P5 %d %d 255\n" % size + bytes(size[0] * size[1])


def test_a_hundred_nasty_files_end_as_pillow_says(shared_data: Path) -> None:
    folder = shared_data / "nasty" / "images"
    with (folder / "expected.csv").open() as file:
        expected = {row["file"]: row["pillow13_result"] == "ok" for row in csv.DictReader(file)}
    assert {name: is_read((folder / name).read_bytes()) for name in expected} == expected


def is_read(content: bytes) -> bool:
    try:
        image = open_picture(content, 256).image
    except RefusedError:
        return False
    return image.mode == "RGB" and max(image.size) <= 256
