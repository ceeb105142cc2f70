"""A drawn digit as MNIST has its digits: the ink in a box of 20 × 20, its centre of mass in the middle of 28 × 28."""

from __future__ import annotations

import numpy as np
from PIL import Image

from embeddings.errors import UserError

SIDE, BOX = 28, 20
MIDDLE = 14.5  # from the edge, on average in MNIST's own files: the middle of a pixel
FAINT = 26  # a grey that is a tenth of white: what is darker is no ink


def drawn_digit(drawing: Image.Image | np.ndarray) -> np.ndarray:
    """Return a drawing as a row that a VAE trained on MNIST takes, ``(784,)`` uint8.

    As LeCun, Cortes and Burges did: the ink is cut out, made to fit a box of 20 × 20 with its proportions kept, and put so
    that its centre of mass is the middle of 28 × 28.

    Parameters
    ----------
    drawing
        A picture, or ``(height, width)`` uint8: light ink on dark or dark on light, at any place and of any size. What is
        transparent is paper. A pen a twelfth of the digit's height looks most like MNIST's.

    Raises
    ------
    UserError
        If nothing is drawn.
    """
    return centred(ink_within(drawing, BOX, BOX)).ravel()


def ink_in_frame(drawing: Image.Image | np.ndarray, height: int, width: int) -> np.ndarray:
    """Return a drawing's ink as large as a frame allows and in its middle, ``(height, width)`` uint8: 0 paper, 255 ink.

    Raises
    ------
    UserError
        If nothing is drawn.
    """
    ink = ink_within(drawing, height, width)
    top, left = (height - ink.shape[0]) // 2, (width - ink.shape[1]) // 2
    frame = np.zeros((height, width), np.uint8)
    frame[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return frame


def ink_within(drawing: Image.Image | np.ndarray, height: int, width: int) -> np.ndarray:
    """Return a drawing's ink, cut out, with its proportions kept, so that one side just fits: at most ``(height, width)``.

    Raises
    ------
    UserError
        If nothing is drawn.
    """
    grey = ink_of(drawing)
    rows, columns = (np.flatnonzero((grey > FAINT).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        raise UserError("Nothing is drawn", "The drawing is of one colour", "Draw a digit first.")
    cut = Image.fromarray(grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = min(width / cut.width, height / cut.height)
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    return np.asarray(cut.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR))


def ink_of(drawing: Image.Image | np.ndarray) -> np.ndarray:
    """Return a drawing's ink, ``(height, width)`` uint8: 0 paper, 255 the strongest ink."""
    image = Image.fromarray(drawing) if isinstance(drawing, np.ndarray) else drawing
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        alpha = np.asarray(clear.getchannel("A"))
        if alpha.min() < 128:  # drawn upon nothing, as on a canvas: where there is something there is ink
            return stretched(alpha.astype(np.float32))
        image = clear
    grey = np.asarray(image.convert("L"), np.float32)
    edge = np.concatenate([grey[[0, -1]].ravel(), grey[:, [0, -1]].ravel()])
    paper = float(np.median(edge))
    return stretched(paper - grey if paper > 127 else grey - paper)


def stretched(ink: np.ndarray) -> np.ndarray:
    """Return ink as bytes of which the strongest is 255; a difference too small to see is none."""
    strongest = float(ink.max(initial=0))
    if strongest < FAINT:
        return np.zeros(ink.shape, np.uint8)
    return np.rint(np.clip(ink / strongest, 0, 1) * 255).astype(np.uint8)


def centred(ink: np.ndarray) -> np.ndarray:
    """Return a digit of at most 20 × 20 in a square of 28 × 28, its centre of mass in the middle as near as pixels allow."""
    mass = ink.astype(np.float64)
    down, right = (
        (np.arange(size) + 0.5) @ mass.sum(axis=axis) / mass.sum() for size, axis in zip(ink.shape, (1, 0), strict=True)
    )
    top, left = (
        int(np.clip(round(MIDDLE - centre), 0, SIDE - size))
        for centre, size in zip((down, right), ink.shape, strict=True)
    )
    square = np.zeros((SIDE, SIDE), np.uint8)
    square[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return square
