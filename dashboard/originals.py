"""The true pictures beside those that a decoder has drawn: MNIST's own digits, where the set is on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from dash import html
from dash.development.base_component import Component
from PIL import Image

from dashboard import pictured
from dashboard.drawn import AnyPictures, DrawnPictures, pictures_under
from dashboard.store import Store
from embeddings import Space
from embeddings.mnist import usual_folder

TO_HAVE_IT = "“Add data”, then “Fetch MNIST”, brings it."
ENLARGED = 4


@runtime_checkable
class Reconstructed(Protocol):
    """A built-in space whose pictures are a decoder's, and whose originals may be on this machine."""

    def originals(self, folders: Iterable[Path]) -> np.ndarray | None:
        """Return the originals, ``(n, height, width)`` uint8, from the first of some folders that has them."""


def original(pictures: AnyPictures, reference: str, store: Store) -> bytes | None:
    """Return the original of a picture as PNG, or None where it is not on this machine."""
    made = reconstructed(pictures)
    found = None if made is None else made.originals(folders(store))
    if found is None or reference not in pictures.cells:
        return None
    grey = found[pictures.cells[reference]].repeat(ENLARGED, 0).repeat(ENLARGED, 1)
    held = BytesIO()
    Image.fromarray(grey).save(held, "PNG")
    return held.getvalue()


def beside(space: Space, index: int, store: Store) -> Component | None:
    """Return what the decoder made of an item and its original, side by side; None for pictures of another kind."""
    key = pictured.pictures_key(space)
    pictures, decoded = pictures_under(key, store), pictured.large(space, index)
    made = None if pictures is None else reconstructed(pictures)
    if made is None or decoded is None:
        return None
    if made.originals(folders(store)) is None:
        true: Component = html.Div(f"Not on this machine. {TO_HAVE_IT}", className="absent")
    else:
        source = f"/api/pictures/{key}/original/{space.items[space.image].iat[index]}"
        picture = html.Img(src=source, alt=f"{space.names[index]}, as it was written", className="item-picture")
        link = {"href": source, "target": "_blank", "title": "Open the picture alone"}
        true = html.A(picture, className="picture-frame", **link)
    captions = ((decoded, "the decoder's picture"), (true, "the true digit, from MNIST"))
    return html.Div([html.Figure([one, html.Figcaption(told)]) for one, told in captions], className="picture-pair")


def reconstructed(pictures: AnyPictures) -> Reconstructed | None:
    """Return the built-in space whose decoder has drawn some pictures, or None where they are the originals."""
    made = pictures.made if isinstance(pictures, DrawnPictures) else None
    return made if isinstance(made, Reconstructed) else None


def folders(store: Store) -> tuple[Path, Path]:
    """Return where MNIST may be: where the page fetches it to, and where the command line does."""
    return store.root / "mnist", usual_folder()
