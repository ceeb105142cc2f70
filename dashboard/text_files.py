"""From a table of texts on the command line to a recipe: what is wrong with it is said before anything starts."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from dashboard.recipes import EncodeRecipe
from dashboard.store import Store
from dashboard.vector_files import recipe_of_vectors
from embeddings import UserError
from embeddings.encoders import ENCODERS, BuildsOnWords, ChecksTexts, encoders_of, require
from embeddings.encoding import usable
from embeddings.reading import items_of, preview, read
from embeddings.searching.passages import check_sizes
from embeddings.unpacking import stem_of


def recipe_of_texts(path: Path, options: argparse.Namespace, store: Store) -> EncodeRecipe:
    """Return the recipe of a table of texts, which is read once.

    Raises
    ------
    UserError
        If the file, a column, the encoder or the passages will not do.
    """
    name = options.encoder or usable_encoder()
    require(name, "text", f"“{path}”, a table of texts,")
    made = usable(name, {})
    check_passages(options.passage_words, options.passage_overlap)
    guess = preview(path)
    text, label = options.text or guess.text, options.label or guess.label
    table = items_of(read(path, skip_bad_rows=options.skip_bad_rows), text, label)
    if isinstance(made, ChecksTexts):
        made.check_texts(list(table.frame[text]))
    encoder, parameters = with_words(name, made, store)
    return EncodeRecipe(
        upload=store.add_file(path).id,
        name=printable(stem_of(path.name)),
        text=text or "",
        label=label,
        encoder=encoder,
        parameters=parameters,
        skip_bad_rows=options.skip_bad_rows,
        passage_words=options.passage_words,
        passage_overlap=options.passage_overlap,
    )


def check_passages(words: int | None, overlap: int | None) -> None:
    """Refuse numbers of words that make no passages."""
    if words is None and overlap is not None:
        raise UserError("No passages", "--passage-overlap says what passages share", "Give --passage-words, too.")
    if words is not None and overlap is not None:
        check_sizes(words, overlap)


def with_words(name: str, made: Any, store: Store) -> tuple[str, dict[str, Any]]:
    """Return the encoder and its parameters: a file of word vectors that its name carries becomes a space of the store.

    So the recipe names their content, and the worker, the page and a second run find them.
    """
    if not isinstance(made, BuildsOnWords) or not Path(made.words).is_file():
        return name, {}
    recipe = recipe_of_vectors(Path(made.words), store, {})
    store.save_recipe(recipe)
    return name.partition(":")[0], {"words": recipe.key}


def printable(name: str) -> str:
    """Return a file's name as text: a byte that is none of UTF-8 becomes the replacement mark."""
    return os.fsencode(name).decode("utf-8", "replace")


def usable_encoder() -> str:
    """Return the first encoder that can be used here, and say so where it is not the first choice."""
    first, *others = encoders_of("text")
    missing = ENCODERS.get(first).missing()
    if missing is None:
        return first
    chosen = next(name for name in others if not ENCODERS.get(name).missing())
    print(f"{missing} Encoding with {ENCODERS.get(chosen).label} instead.", file=sys.stderr)
    return chosen
