"""Pictures and texts in one space, by an encoder that takes both, such as CLIP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from embeddings.counting import counted
from embeddings.encoders import Encoder, EncodesTextsToo
from embeddings.encoding import Encoded, run_on_texts
from embeddings.errors import UserError
from embeddings.galleries import Gallery
from embeddings.progress import Progress
from embeddings.shards import Shards
from embeddings.space import Space
from embeddings.text_side import text_side

KIND, PICTURE, TEXT = "kind", "picture", "text"
MEANS = {PICTURE: "picture_mean", TEXT: "text_mean"}
GAP = "the modality gap, Liang et al. 2022"


def with_sentences(gallery: Gallery, sentences: Sequence[str]) -> Gallery:
    """Return a gallery with more texts among its pictures."""
    column = gallery.captions or gallery.text
    rows = [
        tuple(sentence.strip() if name == column else "" for name in gallery.columns)
        for sentence in sentences
        if sentence.strip()
    ]
    return replace(gallery, texts=(*gallery.texts, *rows))


def texts_of(gallery: Gallery, encoder: Encoder) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows of a gallery that are texts, for an encoder that takes them; for another, what is left out."""
    if not isinstance(encoder, EncodesTextsToo):
        left_out = counted(len(gallery.texts), "text")
        lost = [f"{left_out} without a picture left out: {encoder.label} takes pictures alone; CLIP takes both."]
        return [], lost if gallery.texts else []
    captioned = [member.cells for member in gallery.members] if gallery.captions else []
    at = gallery.columns.index(gallery.captions or gallery.text)
    return [cells for cells in [*captioned, *gallery.texts] if cells[at].strip()], []


def encode_texts(encoder: Encoder, texts: Sequence[str], progress: Progress, keep: Shards | None) -> Encoded:
    """Encode texts into the space of an encoder's pictures."""
    assert isinstance(encoder, EncodesTextsToo), "others have no texts"
    apart = Shards(keep.folder / "texts", keep.block) if keep else None
    return run_on_texts(text_side(encoder), texts, progress, apart)


def is_picture(space: Space) -> np.ndarray:
    """Return which items are pictures, (n,) bool."""
    if space.image is None:
        return np.zeros(len(space), bool)
    return space.items[space.image].notna().to_numpy(bool)


def means_of(space: Space) -> dict[str, np.ndarray]:
    """Return the mean vector of the pictures and that of the texts."""
    pictured = is_picture(space)
    return {PICTURE: space.vectors[pictured].mean(axis=0), TEXT: space.vectors[~pictured].mean(axis=0)}


def gap_note(space: Space) -> str:
    """Say how far texts lie from pictures, which surprises everyone who sees it first."""
    means = means_of(space)
    apart = float(np.linalg.norm(means[PICTURE] - means[TEXT]))
    what = "Texts and pictures lie apart in such a space even where they say the same"
    return f"{what} ({GAP}): here their means are {apart:.2f} apart; they can be centred, each on its own mean."


def centre_each(space: Space) -> Space:
    """Return a space of pictures and texts with the mean of each taken away from its vectors.

    Raises
    ------
    UserError
        If it holds only one of the two.
    """
    pictured = is_picture(space)
    if pictured.all() or not pictured.any():
        raise UserError(
            "Nothing to centre apart",
            f"“{space.name}” does not hold both pictures and texts",
            "Add texts, by an encoder such as clip, or do not centre each.",
        )
    means = means_of(space)
    told = [note for note in space.notes if GAP not in note]
    apart = float(np.linalg.norm(means[PICTURE] - means[TEXT]))
    note = f"Pictures and texts are centred, each on its own mean; these were {apart:.2f} apart ({GAP})."
    return replace(
        space,
        vectors=space.vectors - np.where(pictured[:, None], means[PICTURE], means[TEXT]),
        provenance={**space.provenance, "centre_each": True},
        notes=(*told, note),
        learnt={**space.learnt, **{MEANS[kind]: mean for kind, mean in means.items()}},
    )


def centred(vector: np.ndarray, kind: str, learnt: Mapping[str, Any]) -> np.ndarray:
    """Return a vector of a picture or a text as those of a centred space are; in others it stays as it is."""
    return vector - learnt[MEANS[kind]] if MEANS[kind] in learnt else vector
