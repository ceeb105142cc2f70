"""`load`: from a file, or from a folder of pictures, to a space in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from embeddings.encoders import require
from embeddings.encoding import encode_space, usable
from embeddings.galleries import gather, is_gallery
from embeddings.galleries.table import gallery_of
from embeddings.image_spaces import load_gallery
from embeddings.passages import passages
from embeddings.progress import Progress, silent
from embeddings.reading import items_of, preview, read
from embeddings.space import Space
from embeddings.unpacking import ENDING


def load(
    path: str | Path,
    *,
    text: str | None = None,
    label: str | None = None,
    image: str | None = None,
    encoder: str | None = None,
    skip_bad_rows: bool = False,
    progress: Progress = silent,
    **parameters: Any,
) -> Space:
    """Read a table of text (CSV, JSON, Parquet, Excel, …; packed by gzip or not) or a folder of pictures, and encode it.

    Parameters
    ----------
    path
        The file, or the folder; the sub-folders of a folder are the labels of its pictures.
    text, label
        The columns to encode and to colour by; guessed when left out.
    image
        The column of a table that names picture files, if its items are pictures.
    encoder
        ``"minilm"`` or ``"lsa"`` for texts, the first being usual; ``"pixels"`` or ``"colour-histogram"`` for pictures.
    skip_bad_rows
        Leave out rows with too few or too many cells, rather than refuse the file.
    progress
        Called with (done, total, message).
    parameters
        The encoder's own parameters; for texts also ``passage_words``, to cut long ones into passages of so many words,
        and ``passage_overlap``, the words that a passage shares with the next (a fifth of them when left out).

    Raises
    ------
    UserError
        If the file, a column or the encoder will not do.
    """
    path = Path(path)
    if image is not None or is_gallery(path):
        encoder = encoder or "pixels"
        require(encoder, "image", f"“{path.name}”, a place of pictures,")
        usable(encoder, parameters)
        if is_gallery(path):
            gallery = gather(path, progress)
        else:
            gallery = gallery_of(path, read(path, skip_bad_rows=skip_bad_rows), str(image), text, label, progress)
        name = path.resolve().name if path.is_dir() else path.stem
        return load_gallery(gallery, name=name, label=label, encoder=encoder, parameters=parameters, progress=progress)
    words, overlap = parameters.pop("passage_words", None), parameters.pop("passage_overlap", None)
    encoder = encoder or "minilm"
    require(encoder, "text", f"“{path.name}”, a table of texts,")
    usable(encoder, parameters)
    if text is None or label is None:
        guess = preview(path)
        text = text or guess.text
        label = label or (guess.label if guess.label != text else None)
    table = items_of(read(path, skip_bad_rows=skip_bad_rows, progress=progress), text, label)
    if words is not None:
        table = passages(table, str(text), words, words // 5 if overlap is None else overlap)
    return encode_space(
        table,
        text=str(text),
        label=label,
        name=Path(path.name.removesuffix(ENDING)).stem,
        encoder=encoder,
        parameters=parameters,
        progress=progress,
    )
