"""Spaces that hold vectors of words, from which texts can be encoded; and what is checked of a recipe before it starts."""

from __future__ import annotations

from typing import Any

from dashboard.recipes import AnyRecipe, EncodeRecipe
from dashboard.spaces import has_space, list_spaces
from dashboard.store import Store
from embeddings import UserError
from embeddings.builtins import BUILTINS
from embeddings.encoders import ENCODERS, BuildsOnWords, ChecksTexts
from embeddings.reading import items_of, read

WORD_COLUMNS = {"word", "words", "token", "tokens", "term", "terms"}
SMALL = 1 << 18  # bytes of a file that is read at once: a larger one is taken to have text enough


def word_choices(store: Store) -> list[dict[str, Any]]:
    """Return the spaces of words as entries of a menu: built-in ones first, then the newest."""
    built_in = BUILTINS.all()
    return [
        {
            "value": space.id,
            "label": f"{space.name}, {space.count:,} words{', built in' if space.id in built_in else ''}",
        }
        for space in list_spaces(store)
        if (space.text or "").lower() in WORD_COLUMNS
    ]


def check_recipe(recipe: AnyRecipe, store: Store) -> None:
    """Refuse what would fail soon after it started: word vectors that are not there, too little text to learn from.

    A page may only name spaces of the store, never files of the server.

    Raises
    ------
    UserError
        Saying what to do instead.
    """
    if not isinstance(recipe, EncodeRecipe):
        return
    made = ENCODERS.make(recipe.encoder, recipe.parameters)
    if isinstance(made, BuildsOnWords) and not has_space(made.words, store):
        detail = f"There is no space of words “{made.words}”"
        raise UserError("No such word vectors", detail, "Choose another, or add a file of word vectors first.")
    upload = store.upload(recipe.upload) if isinstance(made, ChecksTexts) else None
    if isinstance(made, ChecksTexts) and upload is not None and upload.size <= SMALL:
        table = items_of(read(upload.path, upload.name, skip_bad_rows=recipe.skip_bad_rows), recipe.text, recipe.label)
        made.check_texts(list(table.frame[recipe.text]))
