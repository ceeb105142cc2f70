"""What the looks of “Understand” share: what each shows, and lines of Python that begin with the VAE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component

from dashboard.tools import Asked
from dashboard.tools.parts import python, space_line
from embeddings import Space
from embeddings.builtins import BUILTINS
from embeddings.vae import Preparation, Vae
from embeddings.vae.shipped import NAMES

READS_PICTURES = ("from hashlib import sha256", "from pathlib import Path", "", "import numpy as np")


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


def lines(question: Question, ours: str, vae: str, *then: str, imports: tuple[str, ...] = ()) -> Component:
    """Return lines of Python: what is imported from `embeddings` and from `embeddings.vae`, the space, the VAE, then others."""
    opener = "builtin" if question.asked.space_id in BUILTINS.all() else "saved"
    names = sorted({opener, *filter(None, ours.split(", "))}, key=str.casefold)
    models = sorted({"vae_of", *filter(None, vae.split(", "))}, key=str.casefold)
    return python(
        *imports,
        *([""] if imports else []),
        f"from embeddings import {', '.join(names)}",
        f"from embeddings.vae import {', '.join(models)}",
        "",
        space_line(question.asked),
        "vae = vae_of(space)",
        *then,
    )


def lines_of_pictures(question: Question, vae: str, last: str, imports: tuple[str, ...] = ()) -> Component | None:
    """Return lines that read the pictures behind the items from the person's own folder; None where no item has one."""
    space = question.asked.space
    if space.image is None:
        return None
    how = usual_way(space)
    return lines(
        question,
        "",
        f"prepared, {vae}",
        'folder = Path("PICTURES")  # where your pictures lie',
        'files = {sha256(file.read_bytes()).hexdigest(): file for file in folder.rglob("*") if file.is_file()}',
        f'rows = np.stack([prepared(files[one], vae, "{how}") for one in space.items[{space.image!r}]])',
        last,
        imports=(*READS_PICTURES, *imports),
    )


def usual_way(space: Space) -> Preparation:
    """Return how the encoder prepared the pictures of a space."""
    return "digit" if space.provenance.get("model") in NAMES else "whole"
