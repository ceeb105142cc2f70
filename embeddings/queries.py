"""Texts that are typed, put among the items of a space: encoded in the way in which those were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from embeddings.encoders import ENCODERS, EncodesTextsToo, Learns
from embeddings.encoding import usable
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import Space


def encode_queries(space: Space, texts: Sequence[str], progress: Progress = silent) -> np.ndarray:
    """Return vectors of texts that can be compared with those of a space.

    Parameters
    ----------
    space
        What they are to be compared with.
    texts
        What somebody typed.
    progress
        Called with (done, total, message).

    Returns
    -------
    numpy.ndarray
        ``(n, d)`` float32; a text of which the encoder knows nothing is zero.

    Raises
    ------
    UserError
        If the encoder of the space cannot encode one more text, or is not installed.
    """
    if space.encoder.partition(":")[0] not in ENCODERS.all():
        raise UserError("No encoder", f"The vectors of “{space.name}” came ready-made", "Search its texts instead.")
    known = [field.name for field in fields(ENCODERS.get(space.encoder))]
    made = usable(space.encoder, {name: space.provenance[name] for name in known if name in space.provenance})
    if isinstance(made, Learns) and space.learnt:
        return made.encode_by(space.learnt, texts, progress)[0]
    if made.together or (made.takes == "image" and not isinstance(made, EncodesTextsToo)):
        detail = f"{made.label} made the vectors of “{space.name}”, and keeps nothing by which to encode another text"
        raise UserError("No vectors for typed texts", detail, "Search its texts, or encode it with another encoder.")
    if isinstance(made, EncodesTextsToo):
        return made.encode_texts(texts, progress)[0]
    return made.encode(texts, progress)[0]
