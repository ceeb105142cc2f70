"""What the page knows of the space on the map: counts, encoder, columns, the hint, and what reading met."""

from __future__ import annotations

from typing import Any

from dashboard.annotating import about_annotations
from dashboard.asking import ways_to_ask
from dashboard.colours import COLOURS
from dashboard.columns import list_columns
from dashboard.spaces import open_space
from dashboard.store import Store
from embeddings import Space, UserError
from embeddings.builtins import BUILTINS
from embeddings.encoders import ENCODERS

DEFAULT_HINT = "Click a point to see its nearest neighbours"
PICTURES_HINT = "Zoom in to see the pictures; click one to see its nearest neighbours"


def space_info(space_id: str, store: Store) -> dict[str, Any]:
    """Return the space called `space_id` as plain data for the page."""
    space = open_space(space_id, store)
    built_in = BUILTINS.all().get(space_id)
    columns = [column for column in list_columns(space) if column["kind"] != "text"]
    return {
        "id": space_id,
        "name": space.name,
        "count": len(space),
        "dimensions": space.vectors.shape[1],
        "encoder": encoder_label(space),
        "columns": columns,
        "computed": [
            {"value": f"~{name}", "label": colour.label, "needs": list(colour.needs)}
            for name, colour in COLOURS.all().items()
        ],
        "label": space.label,
        "hint": getattr(built_in, "hint", PICTURES_HINT if space.image else DEFAULT_HINT),
        "notes": list(space.notes),
        "parent": parent_of(space),
        "asks": ways_to_ask(space),
    } | about_annotations(space_id, store)


def parent_of(space: Space) -> dict[str, str] | None:
    """Return the space that this one's items were taken from, and what this one is called within it."""
    parent, name = space.provenance.get("parent"), str(space.provenance.get("parent_name", ""))
    return {"id": str(parent), "name": name, "here": f"{len(space):,}"} if parent else None


def encoder_label(space: Space) -> str:
    """Return what people call the encoder that made a space."""
    try:
        return str(ENCODERS.get(space.encoder).label)
    except UserError:
        return "given vectors"
