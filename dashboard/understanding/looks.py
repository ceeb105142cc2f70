"""What the looks of “Understand” share: what each shows, and lines of Python that begin with the VAE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component

from dashboard.tools import Asked
from dashboard.tools.parts import python, space_line
from embeddings.builtins import BUILTINS
from embeddings.vae import Vae


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked, and the VAE it is about."""

    asked: Asked
    vae: Vae


@dataclass(frozen=True)
class Look:
    """What stands in the tab, what the map draws, and whether a worker is at it."""

    body: list[Component | None]
    drawn: dict[str, Any] = field(default_factory=dict)
    again: bool = False


def lines(question: Question, ours: str, vae: str, *then: str, libraries: tuple[str, ...] = ()) -> Component:
    """Return lines of Python: what is imported from `embeddings` and from `embeddings.vae`, the space, the VAE, then others."""
    opener = "builtin" if question.asked.space_id in BUILTINS.all() else "saved"
    names = sorted({opener, *filter(None, ours.split(", "))}, key=str.casefold)
    models = sorted({"vae_of", *filter(None, vae.split(", "))}, key=str.casefold)
    others = [f"import {library}" for library in libraries]
    return python(
        *others,
        *([""] if others else []),
        f"from embeddings import {', '.join(names)}",
        f"from embeddings.vae import {', '.join(models)}",
        "",
        space_line(question.asked),
        "vae = vae_of(space)",
        *then,
    )
