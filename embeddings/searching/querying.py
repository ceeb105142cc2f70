"""A question in words, or a picture, becomes a vector of a space: by the encoder that made the space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from embeddings.encoders import ENCODERS, Encoder, Learns, LearnsWords, Takes, understands
from embeddings.encoding import run_on_pictures, run_on_texts, usable
from embeddings.errors import UserError
from embeddings.mixed import PICTURE, TEXT, centred
from embeddings.pictures import as_pictures
from embeddings.progress import Progress, silent
from embeddings.space import Space
from embeddings.text_side import text_side

GIVEN = "given"
TAKES: dict[str, Takes] = {TEXT: "text", PICTURE: "image"}


def query_vector(
    space: Space, text: str | None = None, *, picture: Any = None, progress: Progress = silent
) -> np.ndarray:
    """Return where a text or a picture lies in a space, so that `embeddings.nearest.neighbours.nearest_to` finds what is near.

    Parameters
    ----------
    space
        Where to look: its encoder is made again from what the space says of it.
    text
        A word, a sentence.
    picture
        A path, a Pillow image or a `Picture`, in place of a text.
    progress
        Called with (done, total, message).

    Returns
    -------
    numpy.ndarray
        ``(d,)`` float32.

    Examples
    --------
    >>> import pandas as pd
    >>> from embeddings.encoding import encode_space
    >>> from embeddings.nearest.neighbours import nearest_to
    >>> from embeddings.reading import Table
    >>> doors = encode_space(
    ...     Table(pd.DataFrame({"text": ["a red door", "a red ball", "a blue ball"]}), "", ()),
    ...     text="text", label=None, encoder="tfidf", parameters={},
    ... )
    >>> nearest_to(doors, query_vector(doors, "something blue"), k=1)["index"].tolist()
    [2]

    Raises
    ------
    UserError
        If both or none are given, or the encoder cannot take it, is not known or is not installed here.
    """
    if (text is None) == (picture is None):
        raise UserError("What to look for?", "One text or one picture is needed", "Give either of them.")
    if text is not None and not text.strip():
        raise UserError("What to look for?", "The text is empty", "Type a word or a sentence.")
    kind = TEXT if text is not None else PICTURE
    made = encoder_of(space, kind)
    items = [text] if text is not None else as_pictures([picture])
    vector = np.asarray(placed(made, kind, items, space, progress)[0], np.float32)
    if vector.shape != space.vectors.shape[1:]:
        detail = f"“{space.encoder}” makes {len(vector)} numbers here, the space has {space.vectors.shape[1]}"
        raise UserError("Another encoder", detail, "Encode the data again; the model behind this name has changed.")
    if not vector.any():
        detail = f"{made.label} knows nothing of it: no item has any of these words"
        raise UserError("Nothing to compare", detail, "Try other words.")
    return centred(vector, kind, space.learnt)


def query_vectors(space: Space, texts: Sequence[str], progress: Progress = silent) -> np.ndarray:
    """Return where several texts lie in a space, ``(len(texts), d)`` float32.

    Unlike `query_vector` it refuses no text of which the encoder knows nothing: its vector is zero.

    Raises
    ------
    UserError
        If the encoder of the space takes no texts, is not known or is not installed here.
    """
    return np.asarray(placed(encoder_of(space, TEXT), TEXT, list(texts), space, progress), np.float32)


def takes(space: Space, kind: str) -> bool:
    """Return whether texts (``"text"``) or pictures (``"picture"``) can be looked for in a space, as far as is known here."""
    try:
        encoder = ENCODERS.get(space.encoder)
    except UserError:
        return False
    knows = (
        not hasattr(encoder, "place") or len(space.learnt) > 0
    )  # what one learns from a space has to be kept with it
    return understands(encoder, TAKES[kind]) and not encoder.missing() and knows


def encoder_of(space: Space, kind: str) -> Encoder:
    """Make the encoder of a space again, as it was, if it takes what is asked for.

    Raises
    ------
    UserError
        If it is not known, not installed, or takes the other.
    """
    check_encoder(space, kind)
    cls = ENCODERS.get(space.encoder)
    parameters = {name: space.provenance[name] for name in cls.__dataclass_fields__ if name in space.provenance}
    if "role" in parameters:  # a model of two prompts, of which items have the other
        parameters["role"] = "query"
    return usable(space.encoder, parameters)


def check_encoder(space: Space, kind: str) -> None:
    """Refuse what the encoder of a space can never place, before any work begins.

    Raises
    ------
    UserError
        If the encoder is not known, or takes the other kind.
    """
    if space.encoder == GIVEN:
        detail = f"The vectors of “{space.name}” were given ready-made, and their model is not known"
        raise UserError("No encoder", detail, "Search by words, or encode the texts here, such as with minilm.")
    encoder = ENCODERS.get(space.encoder)
    if not understands(encoder, TAKES[kind]):
        raise cannot(encoder, kind)


def cannot(encoder: type[Encoder], kind: str) -> UserError:
    """Return the refusal of a question that an encoder does not understand."""
    asked, hint = {
        TEXT: ("texts", "Encode the pictures with clip: it takes texts and pictures."),
        PICTURE: ("pictures", "Type a text instead."),
    }[kind]
    return UserError("Not for this encoder", f"{encoder.label} takes no {asked}", hint)


def placed(made: Encoder, kind: str, items: list[Any], space: Space, progress: Progress) -> np.ndarray:
    """Return the vectors of texts or pictures by an encoder, from what it has learnt where it learns."""
    if isinstance(made, Learns | LearnsWords):
        if not space.learnt:
            detail = f"“{space.name}” was made before what {made.label} learns was kept with a space"
            raise UserError("Nothing was kept", detail, "Encode the data again under another name.")
        return made.place(items, space.learnt)
    if kind == PICTURE:
        return run_on_pictures(made, items, progress).vectors
    return run_on_texts(text_side(made), items, progress).vectors
