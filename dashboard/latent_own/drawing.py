"""Where pictures of one's own stand on the map: a diamond each, lines to what is nearest, a star on the nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from dashboard.jobs import JobState
from dashboard.latent_walks.ground import Ground
from dashboard.placing import how_true, placement
from dashboard.tools import Asked
from embeddings import UserError
from embeddings.vae import Vae

LINES = 3


class Mark(NamedTuple):
    """A picture of one's own: its place in the latent space, its name on the map, and the items nearest to it."""

    latent: np.ndarray
    label: str
    near: list[int]


def drawing(asked: Asked, vae: Vae, own: Mark | None, kept: Sequence[Mark]) -> tuple[dict[str, Any], bool, str]:
    """Return what the map draws, whether a place is still being found, and how far to trust the places."""
    marks = [*([own] if own else []), *kept]
    if not marks:
        return {}, False, ""
    spots, again, told = places(asked, vae, np.stack([mark.latent for mark in marks]))
    if not spots:
        return {}, again, told
    drawn: list[dict[str, Any]] = [
        {"at": spot, "shape": "diamond", "label": mark.label} for mark, spot in zip(marks, spots, strict=True)
    ]
    lines = []
    if own:
        drawn.insert(0, {"at": own.near[0], "shape": "star", "label": asked.space.names[own.near[0]], "below": True})
        lines = [{"from": spots[0], "to": item, "faint": True} for item in own.near[:LINES]]
    legend = "◇ yours, ★ the nearest real item." if own else "◇ yours."
    return {"path": [], "marks": drawn, "arrows": lines}, False, f"{legend} {told}."


def places(asked: Asked, vae: Vae, latents: np.ndarray) -> tuple[list[list[float]], bool, str]:
    """Return where places of the latent space are on the map, whether to wait, and how far to trust the first of them."""
    axes = Ground(asked, vae).axes
    if axes is not None:
        whole = len(axes) == vae.shape.latent
        told = "This map shows the latent numbers as they are" if whole else "This map shows two of the latent numbers"
        return latents[:, list(axes)].astype(float).tolist(), False, told
    try:
        found = placement(asked.map, latents, asked.services, patience=0)
    except UserError as error:
        return [], False, f"It is not drawn on the map: {error.detail}. {error.hint}"
    if isinstance(found, JobState):
        return [], True, "Its place on the map is being found …"
    return found.coordinates.tolist(), False, how_true(found)
