"""The text side of an encoder of both pictures and texts, such as CLIP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.encoders import Encoder, Encodes, EncodesTextsToo
from embeddings.progress import Progress


@dataclass(frozen=True)
class TextSide:
    """The side of an encoder of pictures that takes texts, as an encoder of its own."""

    both: EncodesTextsToo
    together = False

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return vectors of texts in the space of the pictures."""
        return self.both.encode_texts(texts, progress)


def text_side(made: Encoder) -> Encodes:
    """Return what encodes texts: an encoder of texts itself, or the side of one of pictures that takes them."""
    return TextSide(made) if isinstance(made, EncodesTextsToo) else made
