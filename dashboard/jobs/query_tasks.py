"""The work on a question: a text or a picture becomes a vector of a space; what is near it, the page finds itself."""

from __future__ import annotations

from dashboard.question_recipes import QueryRecipe
from dashboard.spaces import open_space
from dashboard.store import Store
from embeddings.pictures import Picture
from embeddings.progress import Progress
from embeddings.searching.querying import query_vector


def answer(recipe: QueryRecipe, store: Store, progress: Progress) -> None:
    """Find the vector of a question, and keep it."""
    if store.has_result(recipe.key):
        return
    upload = store.upload(recipe.picture) if recipe.picture else None
    picture = Picture(upload.name, upload.path.read_bytes) if upload else None
    vector = query_vector(open_space(recipe.space, store), recipe.text, picture=picture, progress=progress)
    store.save_result(recipe.key, {"vector": vector}, {})
