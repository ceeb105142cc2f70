"""The pictures behind the items of a VAE's space, as the VAE takes them: MNIST's own, or those that the store has."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from dashboard.drawn import pictures_under
from dashboard.pictured import pictures_key
from dashboard.store import Store
from dashboard.understanding.looks import usual_way
from dashboard.understanding.strangeness import is_mnist_vae
from embeddings import Space, UserError
from embeddings.mnist import FILES, is_sound, usual_folder
from embeddings.progress import Progress
from embeddings.vae import mnist, prepared, vae_of


def mnist_folders(store: Store) -> tuple[Path, Path]:
    """Return where MNIST's files may lie: in the user's cache, and in the store."""
    return usual_folder(), store.root / "mnist"


def mnist_is_here(store: Store) -> bool:
    """Return whether MNIST's files lie here, without reading them."""
    return any(all((folder / name).is_file() for name in FILES) for folder in mnist_folders(store))


def rows_behind(space: Space, store: Store, progress: Progress) -> np.ndarray:
    """Return the picture of every item, ``(n, pixels)`` uint8. MNIST is fetched where it is absent.

    Raises
    ------
    UserError
        If they are no pictures, are gone, or cannot be fetched.
    """
    if is_mnist_vae(space):
        usual, own = mnist_folders(store)
        here = all(is_sound(usual / name, name) for name in FILES)
        return mnist("test", usual if here else own, progress).rows
    vae, pictures = vae_of(space), pictures_under(pictures_key(space), store)
    if vae is None or pictures is None or space.image is None:
        detail = f"The items of “{space.name}” are no pictures, or their pictures are gone"
        raise UserError("No pictures", detail, "Add the pictures again.")
    how = usual_way(space)
    rows = np.zeros((len(space), vae.shape.pixels), np.uint8)
    for place, reference in enumerate(space.items[space.image]):
        progress(place, len(space), "reading pictures")
        cell = pictures.cells.get(reference)
        content = None if cell is None else pictures.picture(cell, "tile")
        if content is None:
            raise UserError("A picture is gone", f"Picture {place + 1} is not in the store", "Add the pictures again.")
        try:
            rows[place] = prepared(Image.open(BytesIO(content)), vae, how)
        except UserError:  # nothing is drawn on it: an empty sheet, as when it was encoded
            continue
    return rows
