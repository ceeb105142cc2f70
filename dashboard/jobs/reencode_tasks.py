"""The work on the same items under another encoder."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dashboard.reencode_recipe import ReencodeRecipe
from dashboard.spaces import bare_space, open_space
from dashboard.store import Store
from embeddings import UserError
from embeddings.encoders import ENCODERS
from embeddings.encoding import Around, encode_space
from embeddings.progress import Progress
from embeddings.reading import Table


def reencode(recipe: ReencodeRecipe, store: Store, progress: Progress) -> None:
    """Encode the texts of a space again, and keep the space; one that was killed goes on where it was."""
    if store.has_space(recipe.key):
        return
    space = bare_space(recipe.space, store)
    if space.key != recipe.space_key or space.text is None:
        detail = f"“{space.name}” has other items now than when this was asked"
        raise UserError("The space has changed", detail, "Reload the page, and ask again.")
    keep = store.shards(recipe.key)
    texts = space.items.assign(**{space.text: space.names})
    made = encode_space(
        Table(texts, "", ()),
        text=space.text,
        label=space.label,
        encoder=recipe.encoder,
        parameters=recipe.parameters,
        progress=progress,
        around=Around(keep, partial(open_space, store=store)),
    )
    label = ENCODERS.get(recipe.encoder).label
    store.save_space(recipe.key, replace(made, name=f"{recipe.name} · {label}"))
    keep.remove()
