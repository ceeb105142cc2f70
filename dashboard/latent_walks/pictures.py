"""Decoded pictures as files: one picture, a sheet of many, or a film."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

PACE = 70  # milliseconds for each picture of a film


def sheet(pictures: np.ndarray, columns: int) -> np.ndarray:
    """Lay pictures out row by row; what remains of the last row is black.

    Parameters
    ----------
    pictures
        ``(n, height, width)`` or ``(n, height, width, 3)`` uint8.
    columns
        How many stand in a row.
    """
    count, height, width = pictures.shape[:3]
    columns = min(columns, count)
    rows = -(-count // columns)
    padded = np.zeros((rows * columns, *pictures.shape[1:]), np.uint8)
    padded[:count] = pictures
    cells = padded.reshape(rows, columns, *pictures.shape[1:])
    return np.ascontiguousarray(cells.swapaxes(1, 2)).reshape(rows * height, columns * width, *pictures.shape[3:])


def png(picture: np.ndarray, enlarged: int = 1) -> bytes:
    """Return a picture as PNG, each pixel as so many; nothing is lost."""
    return _saved([_image(picture, enlarged)], "PNG")


def gif(pictures: np.ndarray, enlarged: int = 1) -> bytes:
    """Return a film that begins again at its end."""
    frames = [_image(picture, enlarged) for picture in pictures]
    return _saved(frames, "GIF", save_all=True, append_images=frames[1:], duration=PACE, loop=0)


def _image(picture: np.ndarray, enlarged: int) -> Image.Image:
    image = Image.fromarray(picture)
    return image.resize((image.width * enlarged, image.height * enlarged), Image.Resampling.NEAREST)


def _saved(images: list[Image.Image], kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    images[0].save(file, kind, **how)
    return file.getvalue()
