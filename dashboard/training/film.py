"""The film of a training: a space of the pictures that are on the map meanwhile, and where each is after every epoch."""

from __future__ import annotations

import numpy as np

from dashboard.store import Store
from dashboard.train_recipe import TrainVaeRecipe
from dashboard.training.given import Given
from embeddings import Space

MOST_SIDES = 50
DRAWABLE = {2, 3}


def film_space(recipe: TrainVaeRecipe, given: Given) -> Space:
    """Return the space of the pictures of a film: before the first epoch there is only how they look.

    Parameters
    ----------
    recipe
        The training.
    given
        The pictures of the film alone.
    """
    return Space(
        pressed(given.images.rows),
        given.items,
        name=recipe.space_name,
        text=given.text,
        label=given.label,
        image=given.image,
        provenance={"pictures": given.pictures, "training": recipe.key, "film": True, "normalised": False},
        notes=(
            "While the VAE is trained, neighbours are found by the pictures' pixels (their first 50 principal components).",
        ),
    )


def pressed(rows: np.ndarray) -> np.ndarray:
    """Return the first principal components of pictures, ``(n, up to 50)`` float32, from ``(n, pixels)`` uint8."""
    from sklearn.decomposition import PCA

    sides = min(MOST_SIDES, *rows.shape)
    return np.asarray(PCA(sides, random_state=0).fit_transform(rows.astype(np.float32) / 255), np.float32)


def keep_frame(recipe: TrainVaeRecipe, number: int, latents: np.ndarray, store: Store) -> None:
    """Keep the map after an epoch."""
    if store.has_result(recipe.coordinates_key(number)):
        return
    before = store.result(recipe.coordinates_key(number - 1))
    coordinates = frame(latents, None if before is None else before.arrays["coordinates"])
    store.save_result(recipe.coordinates_key(number), {"coordinates": coordinates}, {"epoch": number})


def frame(latents: np.ndarray, before: np.ndarray | None = None) -> np.ndarray:
    """Return latent means as a map draws them: as they are where they are two or three numbers, else their widest plane.

    Parameters
    ----------
    latents
        ``(m, latent)`` floats.
    before
        The frame before, ``(m, 2)``: a plane is turned to lie as near to it as it can (orthogonal Procrustes), so that
        what moves on the map has moved in the latent space.

    Returns
    -------
    numpy.ndarray
        ``(m, 2 or 3)`` float32.
    """
    if latents.shape[1] in DRAWABLE:
        return np.ascontiguousarray(latents, np.float32)
    centred = np.asarray(latents, np.float64) - latents.mean(0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    plane = left[:, :2] * size[:2]
    if before is not None and before.shape == plane.shape:
        one, _, other = np.linalg.svd(plane.T @ (before - before.mean(0)))
        plane = plane @ (one @ other)
    return np.ascontiguousarray(plane, np.float32)
