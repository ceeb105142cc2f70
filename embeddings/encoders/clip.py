"""CLIP (Radford et al., 2021) as OpenCLIP trained it on two billion pictures with their captions (LAION-2B)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings import hub
from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.open_clip import FILES, About, OpenClip
from embeddings.pictures import Picture
from embeddings.progress import Progress

MODEL, PUBLISHED = "ViT-B-32", "laion/CLIP-ViT-B-32-laion2B-s34B-b79K"


@ENCODERS.register("clip")
@dataclass(frozen=True)
class Clip:
    """Pictures and texts in one space: CLIP (ViT-B-32, LAION-2B), by OpenCLIP."""

    label: ClassVar[str] = "CLIP"
    order: ClassVar[int] = 30
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = OpenClip.libraries
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"
    named: ClassVar[tuple[str, ...]] = ("weights",)

    weights: str = Field(PUBLISHED, title="Weights", description="A safetensors file, or a name on the hub (org/name).")

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return OpenClip.missing()

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: its weights are fetched when they are asked for."""

    def check(self) -> None:
        """Make sure that its weights can be had."""
        hub.check(self.weights, FILES)

    def encode(self, pictures: Sequence[Picture], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of pictures."""
        vectors, about, notes = OpenClip(MODEL, self.weights).encode(pictures, progress)
        return vectors, {"model": MODEL, **about}, notes

    def encode_texts(self, texts: Sequence[str], progress: Progress) -> tuple[np.ndarray, About, list[str]]:
        """Return unit vectors of texts in the space of the pictures."""
        vectors, about, notes = OpenClip(MODEL, self.weights).encode_texts(texts, progress)
        return vectors, {"model": MODEL, **about}, notes
