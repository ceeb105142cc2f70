"""From a file of vectors on the command line to a space in the store: what is wrong is said before a server starts."""

from __future__ import annotations

from pathlib import Path

from dashboard.jobs.vector_tasks import read_vectors
from dashboard.recipes import VectorsRecipe
from dashboard.store import Store
from embeddings.galleries.folder import readable
from embeddings.progress import silent
from embeddings.unpacking import stem_of
from embeddings.vector_files import Ask, Beside, reader_of
from embeddings.vector_files.spaces import Options, existing


def recipe_of_vectors(path: Path, store: Store, options: Options) -> VectorsRecipe:
    """Copy a file of vectors into the store with what lies beside it, make its space, and return the recipe of that.

    Raises
    ------
    UserError
        If it holds no vectors, some are damaged, or a column or the metadata will not do.
    """
    vectors = options.get("vectors")
    beside = beside_of(path, vectors)
    given = options.get("metadata")
    metadata = existing(Path(given)) if given else beside.metadata
    recipe = VectorsRecipe(
        upload=store.add_file(path).id,
        name=readable(stem_of(path.name)),
        vectors=vectors or beside.vectors,
        text=options.get("text"),
        label=options.get("label"),
        most=options.get("most"),
        drop_bad=options.get("drop_bad", False),
        metadata=store.add_file(metadata).id if metadata else None,
        key_column=options.get("key"),
    )
    read_vectors(recipe, store, silent)
    return recipe


def beside_of(path: Path, vectors: str | None) -> Beside:
    """Return what lies beside a file of vectors and belongs to it."""
    reader = reader_of(path, path.name, Ask(vectors))
    return reader.beside(path) if reader else Beside()
