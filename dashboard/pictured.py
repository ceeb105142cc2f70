"""The picture of an item as the page shows it: its address, and the components of panels."""

from __future__ import annotations

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.drawn import AnyPictures
from dashboard.store.pictures import Size
from embeddings import Space

NO_PICTURE = 0xFFFFFFFF


def pictures_key(space: Space) -> str | None:
    """Return the key under which the store has the pictures of a space's items."""
    key = space.provenance.get("pictures")
    return str(key) if key and space.image else None


def address(space: Space, index: int, size: Size) -> str | None:
    """Return where an item's picture is served, or None where it has none."""
    key = pictures_key(space)
    reference = space.items[space.image].iat[index] if key else None
    return f"/api/pictures/{key}/{size}/{reference}" if isinstance(reference, str) else None


def thumbnail(space: Space, index: int) -> Component | None:
    """Return a small picture for a row; its name stands beside it."""
    source = address(space, index, "tile")
    return html.Img(src=source, alt="", className="thumbnail", draggable="false") if source else None


def large(space: Space, index: int) -> Component | None:
    """Return the picture as large as a panel shows it; a click opens it alone."""
    source = address(space, index, "view")
    if source is None:
        return None
    picture = html.Img(src=source, alt=space.names[index], className="item-picture")
    return html.A(picture, href=source, target="_blank", title="Open the picture alone", className="picture-frame")


def cells_of(space: Space, pictures: AnyPictures) -> np.ndarray:
    """Return each item's cell, and the width and height of its sprite in pixels: (n, 3) uint32."""
    found = np.array([pictures.cells.get(sha, NO_PICTURE) for sha in space.items[space.image]], "<u4")
    known = found != NO_PICTURE
    rows = np.zeros((len(found), 3), "<u4")
    rows[:, 0] = found
    rows[known, 1:] = pictures.sizes[found[known]]
    return rows
