"""ResNet-50 (He et al., 2016): the 2,048 features before its classifier, by timm's weights for ImageNet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings import hub
from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.timm import FILES, Timm, features, source
from embeddings.pictures import Picture
from embeddings.progress import Progress

MODEL = "resnet50.a1_in1k"


@ENCODERS.register("resnet50")
@dataclass(frozen=True)
class ResNet50:
    """Pictures of the same things lie close together: ResNet-50's features, learnt from ImageNet."""

    label: ClassVar[str] = "ResNet-50"
    order: ClassVar[int] = 32
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = Timm.libraries
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "image"
    named: ClassVar[tuple[str, ...]] = ("weights",)

    weights: str = Field(
        "", title="Weights", description="A safetensors file; the published ones from the hub if empty."
    )

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return Timm.missing()

    @classmethod
    def warm_up(cls) -> None:
        """Nothing: its weights are fetched when they are asked for."""

    def check(self) -> None:
        """Make sure that its weights can be had."""
        hub.check(source(MODEL, self.weights), FILES)

    def encode(
        self, pictures: Sequence[Picture], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors of the pooled features."""
        vectors, about, notes = features(MODEL, self.weights, pictures, progress)
        return vectors, {"model": MODEL, **about}, notes
