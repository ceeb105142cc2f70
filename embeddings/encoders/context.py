"""A word in its context: what MiniLM's transformer makes of one word in each sentence (after Peters et al., 2018)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field
from pydantic.dataclasses import dataclass

from embeddings.encoders import ENCODERS, Takes
from embeddings.encoders.minilm import MiniLm, load_model, provenance, readable, unit
from embeddings.progress import Progress
from embeddings.tally import tallied

BATCH = 32


@ENCODERS.register("context")
@dataclass(frozen=True)
class Context:
    """Sentences by what one word means in each: river banks apart from the banks that lend."""

    label: ClassVar[str] = "Word in context"
    order: ClassVar[int] = 7
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = MiniLm.libraries
    heavy: ClassVar[bool] = True
    together: ClassVar[bool] = False
    takes: ClassVar[Takes] = "text"
    named: ClassVar[tuple[str, ...]] = ("word",)

    word: str = Field("", title="Word", description="The word to look at in each sentence; the whole text if empty.")

    @classmethod
    def missing(cls) -> str | None:
        """Say what to install, or None."""
        return MiniLm.missing()

    @classmethod
    def warm_up(cls) -> None:
        """MiniLM, whose transformer it uses, is warmed up already."""

    def encode(
        self, texts: Sequence[str], progress: Progress
    ) -> tuple[np.ndarray, dict[str, str | int | bool], list[str]]:
        """Return unit vectors: the mean over the word's pieces; a text without the word is a zero vector."""
        progress(0, len(texts), "loading the model")
        model = load_model()
        made = np.zeros((len(texts), int(model.get_embedding_dimension())), np.float32)
        for start in range(0, len(texts), BATCH):
            part = [readable(text) for text in texts[start : start + BATCH]]
            tokens = model.encode(part, output_value="token_embeddings", batch_size=BATCH, show_progress_bar=False)
            cut = model.tokenizer(part, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True)
            for place, (text, found) in enumerate(zip(part, tokens, strict=True)):
                chosen = pieces_of(self.word, text, cut["offset_mapping"][place])
                if len(chosen):
                    made[start + place] = (
                        found[: len(cut["offset_mapping"][place])][chosen].float().cpu().mean(0).numpy()
                    )
            progress(start + len(part), len(texts), "reading sentences")
        lacking = int((~made.any(axis=1)).sum())
        without = f"without “{self.word}” (among what is read), so"
        one, many = f"texts is {without} its place means nothing", f"texts are {without} their places mean nothing"
        return unit(made), provenance(model), tallied(lacking, len(texts), one, many)


def pieces_of(word: str, text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """Return which pieces of a text are the word, wherever it stands alone; all of them if there is no word.

    Examples
    --------
    >>> pieces_of("bank", "The Bank", [(0, 0), (0, 3), (4, 8), (0, 0)])
    [2]
    """
    if not word:
        return list(range(len(offsets)))
    spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)]
    return [
        place
        for place, (start, stop) in enumerate(offsets)
        if stop > start and any(start < end and stop > begin for begin, end in spans)
    ]
