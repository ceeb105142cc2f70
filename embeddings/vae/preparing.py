"""A picture of one's own, made what a VAE was trained on: as MNIST's digits are, as ink that fills the frame, or as it is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image

from embeddings.errors import UserError
from embeddings.pictures import Picture, as_pictures
from embeddings.vae.drawing import SIDE, drawn_digit, ink_in_frame
from embeddings.vae.images import to_pictures
from embeddings.vae.model import Vae
from embeddings.vae.sources import row_of
from embeddings.vae.walking import dreams

Preparation = Literal["digit", "ink", "whole"]
PREPARATIONS: dict[Preparation, str] = {
    "digit": "As MNIST's digits",
    "ink": "The ink alone",
    "whole": "The whole picture",
}
LARGEST = 1_024  # pixels of the longer side: more than any model takes
LOOKED_AT = 64  # pictures that the model dreams of
EMPTY_RING, EMPTY_CORNERS = 0.02, 0.12  # greys from 0 to 1


def prepared(picture: str | Path | Image.Image | Picture, vae: Vae, how: Preparation | None = None) -> np.ndarray:
    """Return a picture as a row that a VAE takes, ``(pixels,)`` uint8.

    Parameters
    ----------
    picture
        A file, a Pillow image, or a `Picture`.
    vae
        The model, whose sizes and colours the row has.
    how
        ``"digit"``: as MNIST's digits are, see `drawn_digit`; ``"ink"``: what is drawn is cut out and made as large as the
        frame allows, on the paper that the model knows, dark or light; ``"whole"``: the middle of the picture, in grey or in
        colour. None: as `usual_preparation` says.

    Raises
    ------
    UserError
        If the picture cannot be read, nothing is drawn on it, or it cannot be prepared so for this model.

    Examples
    --------
    >>> from embeddings.vae import shipped
    >>> drawing = Image.new("L", (200, 200), 255)
    >>> drawing.paste(0, (90, 20, 110, 180))
    >>> prepared(drawing, shipped("mnist")).shape
    (784,)
    """
    how = how or usual_preparation(vae)
    shape = vae.shape
    if how not in preparations_of(vae):
        sizes = f"{shape.height} × {shape.width} × {shape.channels}"
        detail = f"“{PREPARATIONS[how]}” is not for pictures of {sizes} as this VAE takes them"
        raise UserError("Another kind of picture", detail, "Choose another way to prepare it.")
    image = as_pictures([picture])[0].image(LARGEST)
    if how == "digit":
        return drawn_digit(image)
    if how == "whole":
        return row_of(image, (shape.width, shape.height), shape.channels == 3)
    ink = ink_in_frame(image, shape.height, shape.width)
    return np.asarray(ink if _corners(vae) < 0.5 else 255 - ink).ravel()


def preparations_of(vae: Vae) -> tuple[Preparation, ...]:
    """Return which ways to prepare a picture there are for a VAE."""
    if vae.shape.channels == 3:
        return ("whole",)
    is_square = (vae.shape.height, vae.shape.width) == (SIDE, SIDE)
    return ("digit", "ink", "whole") if is_square else ("ink", "whole")


@lru_cache(maxsize=8)
def usual_preparation(vae: Vae) -> Preparation:
    """Return how pictures of one's own are best prepared, by what the model itself draws.

    Digits as in MNIST lie in a box with an empty ring about it; where at least the corners are always of one colour there is
    ink on paper; all else is taken as it is.
    """
    if vae.shape.channels == 3:
        return "whole"
    if "digit" in preparations_of(vae) and _ring(vae) < EMPTY_RING:
        return "digit"
    return "ink" if min(_corners(vae), 1 - _corners(vae)) < EMPTY_CORNERS else "whole"


@lru_cache(maxsize=8)
def _dreamt(vae: Vae) -> np.ndarray:
    """Return pictures that a VAE of greys dreams of, ``(64, height, width)`` from 0 to 1."""
    return to_pictures(vae.decode(dreams(vae, LOOKED_AT)), vae.shape) / 255


def _ring(vae: Vae) -> float:
    """Return how light the two outermost rows and columns are, from 0 to 1."""
    shown = _dreamt(vae).copy()
    inner = np.ones(shown.shape[1:], bool)
    inner[2:-2, 2:-2] = False
    return float(shown[:, inner].mean())


def _corners(vae: Vae) -> float:
    """Return how light the corners are, from 0 to 1."""
    shown = _dreamt(vae)
    return float(shown[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean())
