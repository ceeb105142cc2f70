"""The pictures in a page of its own: their sprites, for the map and the cards; finer ones would make it too heavy."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from dashboard.drawn import AnyPictures
from dashboard.pictured import cells_of
from dashboard.store.sprites import CELLS, COLUMNS, SIDE
from embeddings import Space

MOST_BYTES = 24 << 20


def sprite_bytes(pictures: AnyPictures) -> int:
    """Return how many bytes all sprites are."""
    return sum(len(pictures.page(number) or b"") for number in range(pictures.pages))


def too_large(pictures: AnyPictures | None) -> str:
    """Say that the pictures are left out, where they are too large for one file."""
    if pictures is None or (size := sprite_bytes(pictures)) <= MOST_BYTES:
        return ""
    return f"The pictures are left out: {size / 1e6:,.0f} MB of them are too large for one file"


def sprites_of(space: Space, pictures: AnyPictures | None) -> dict[str, Any] | None:
    """Return the pages of sprites and which of them each item has, or nothing where they are too large."""
    if pictures is None or too_large(pictures):
        return None
    pages = [pictures.page(number) or b"" for number in range(pictures.pages)]
    return {
        "key": "page",
        "side": SIDE,
        "columns": COLUMNS,
        "each": CELLS,
        "pages": [f"data:image/webp;base64,{base64.b64encode(page).decode('ascii')}" for page in pages],
        "cells": base64.b64encode(np.ascontiguousarray(cells_of(space, pictures)).tobytes()).decode("ascii"),
    }
