"""Spaces of pictures: a gallery, what was seen of it, and an encoder of pictures make one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from embeddings.encoders import require
from embeddings.encoding import provenance, run_on_pictures, usable
from embeddings.errors import UserError
from embeddings.galleries import FOUND, Gallery
from embeddings.pictures import Picture
from embeddings.progress import Progress, silent
from embeddings.reading import as_numbers
from embeddings.shards import Shards
from embeddings.space import Space
from embeddings.survey import Survey, survey

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
    items = items_of(gallery, seen)
    label = checked_label(items, label) or gallery.label
    members = [gallery.members[one.member] for one in seen.seen]
    pictures = [Picture(member.path, partial(gallery.read, member)) for member in members]
    vectors, about, notes = run_on_pictures(made, pictures, progress, keep)
    return Space(
        vectors=vectors,
        items=items,
        text=gallery.text,
        label=label,
        image=gallery.reference,
        encoder=encoder,
        provenance=provenance(made, about),
        notes=(*seen.notes, *notes),
    )


def items_of(gallery: Gallery, seen: Survey) -> pd.DataFrame:
    """Return a row for each picture that can be read: its cells, its size, its format, its content."""
    members = [gallery.members[one.member] for one in seen.seen]
    cells = [member.cells for member in members]
    items = pd.DataFrame(cells, columns=list(gallery.columns), dtype="object")
    for column in items.columns.difference([gallery.text, gallery.label]):
        items[column] = as_numbers(items[column])
    for column in FOUND:
        if column not in items.columns:
            items[column] = [getattr(one, column) for one in seen.seen]
    items[gallery.reference] = [member.sha256 for member in members]
    return items


def checked_label(items: pd.DataFrame, label: str | None) -> str | None:
    """Return the column to colour by, or refuse one that is not there."""
    columns = list(items.columns[:-1])
    if label is not None and label not in columns:
        raise UserError(
            "No such column", f"There is no column “{label}”", f"The columns are: {', '.join(map(str, columns))}."
        )
    return label
