"""Spaces of pictures: a gallery, what was seen of it, and an encoder of pictures make one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from embeddings.encoders import require
from embeddings.encoding import provenance, run_on_pictures, usable
from embeddings.errors import UserError
from embeddings.galleries import FOUND, Gallery, free_name
from embeddings.mixed import KIND, PICTURE, TEXT, encode_texts, gap_note, texts_of
from embeddings.pictures import Picture
from embeddings.pictures.survey import Survey, survey
from embeddings.progress import Progress, silent
from embeddings.reading import as_numbers
from embeddings.shards import Shards
from embeddings.space import Space

PLACES = ("folder", "archive")  # a space made from one of these says where its pictures lie


def load_gallery(
    gallery: Gallery, *, name: str, label: str | None, encoder: str, parameters: Mapping[str, Any], progress: Progress
) -> Space:
    """Look at the pictures of a gallery and encode them; see `embeddings.load`."""
    seen = survey(gallery, progress=progress)
    space = image_space(gallery, seen, label=label, encoder=encoder, parameters=parameters, progress=progress)
    where = {gallery.source: gallery.place} if gallery.source in PLACES else {}
    return replace(space, name=name, provenance={**space.provenance, **where})


def image_space(
    gallery: Gallery,
    seen: Survey,
    *,
    label: str | None,
    encoder: str,
    parameters: Mapping[str, Any],
    progress: Progress = silent,
    keep: Shards | None = None,
) -> Space:
    """Encode the pictures that can be read; each item refers to its picture by content; whoever asks gives a name.

    What is finished goes into `keep`, and what is there already is not encoded again.

    Raises
    ------
    UserError
        If the encoder or the label will not do.
    """
    require(encoder, "image", "A gallery of pictures")
    made = usable(encoder, parameters)
    texts, lost = texts_of(gallery, made)
    items = items_of(gallery, seen, texts)
    label = checked_label(items, label) or gallery.label or (kind_column(gallery) if texts else None)
    members = [gallery.members[one.member] for one in seen.seen]
    pictures = [Picture(member.path, partial(gallery.read, member)) for member in members]
    found = run_on_pictures(made, pictures, progress, keep)
    space = Space(
        vectors=found.vectors,
        items=items[: len(members)],
        text=gallery.text,
        label=label,
        image=gallery.reference,
        encoder=encoder,
        provenance=provenance(made, found.about),
        notes=(*seen.notes, *lost, *found.notes),
        learnt=found.learnt,
    )
    if not texts:
        return space
    written = encode_texts(made, list(items[gallery.text][len(members) :]), progress, keep)
    space = replace(space, vectors=np.vstack([found.vectors, written.vectors]), items=items)
    return replace(space, notes=(*space.notes, *written.notes, gap_note(space)))


def items_of(gallery: Gallery, seen: Survey, texts: Sequence[tuple[str, ...]] = ()) -> pd.DataFrame:
    """Return a row for each picture that can be read, then one for each text.

    A picture has its cells, its size, its format and its content; among texts, the column of kinds tells them apart.
    """
    members = [gallery.members[one.member] for one in seen.seen]
    cells = [*(member.cells for member in members), *texts]
    items = pd.DataFrame(cells, columns=list(gallery.columns), dtype="object")
    files = [gallery.called(member) for member in members]
    called = [cell.strip() and cell for cell in items[gallery.text]]
    items[gallery.text] = [cell or file for cell, file in zip(called, [*files, *[""] * len(texts)], strict=True)]
    for column in items.columns.difference([gallery.text, gallery.label]):
        items[column] = as_numbers(items[column])
    for column in FOUND:
        if column not in items.columns:
            items[column] = [*(getattr(one, column) for one in seen.seen), *[None] * len(texts)]
    if texts:
        items[kind_column(gallery)] = [PICTURE] * len(members) + [TEXT] * len(texts)
    items[gallery.reference] = [*(member.sha256 for member in members), *[None] * len(texts)]
    return items


def kind_column(gallery: Gallery) -> str:
    """Return the column that tells pictures from texts: “kind”, or a longer name where that is taken."""
    return free_name(KIND, (*gallery.columns, *FOUND))


def checked_label(items: pd.DataFrame, label: str | None) -> str | None:
    """Return the column to colour by, or refuse one that is not there."""
    columns = list(items.columns[:-1])
    if label is not None and label not in columns:
        raise UserError(
            "No such column", f"There is no column “{label}”", f"The columns are: {', '.join(map(str, columns))}."
        )
    return label
