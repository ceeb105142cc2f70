"""The work on ready-made vectors: a file of the store, and what was asked of it, become a space."""

from __future__ import annotations

from dataclasses import replace

from dashboard.recipes import MnistRecipe, VectorsRecipe
from dashboard.store import Store
from embeddings.mnist import IMAGES, mnist_files
from embeddings.progress import Progress
from embeddings.vector_files.spaces import vector_space


def read_vectors(recipe: VectorsRecipe, store: Store, progress: Progress) -> None:
    """Read the vectors of a file and what a second one says of them, and keep the space."""
    if store.has_space(recipe.key):
        return
    upload = store.upload(recipe.upload)
    metadata = store.upload(recipe.metadata) if recipe.metadata else None
    space = vector_space(
        upload.path,
        upload.name,
        progress=progress,
        vectors=recipe.vectors,
        metadata=metadata.path if metadata else None,
        metadata_name=metadata.name if metadata else None,
        key=recipe.key_column,
        text=recipe.text,
        label=recipe.label,
        most=recipe.most,
        drop_bad=recipe.drop_bad,
    )
    store.save_space(recipe.key, replace(space, name=recipe.name))


def read_mnist(recipe: MnistRecipe, store: Store, progress: Progress) -> None:
    """Fetch MNIST where it is not there, and keep the space of its first digits."""
    if store.has_space(recipe.key):
        return
    images = mnist_files(store.root / "mnist", progress=progress) / IMAGES
    space = vector_space(images, IMAGES, progress=progress, most=recipe.most)
    store.save_space(recipe.key, replace(space, name=recipe.name))
