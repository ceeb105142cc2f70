"""`load`: from a file, or from a folder or an archive of pictures, to a space in one call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from embeddings.encoders import require
from embeddings.encoding import encode_space, usable
from embeddings.errors import UserError
from embeddings.galleries import gather, is_gallery
from embeddings.galleries.archive import title_of
from embeddings.galleries.captions import called_by
from embeddings.galleries.rows import Chosen
from embeddings.galleries.table import gallery_of
from embeddings.mixed import centre_each, with_sentences
from embeddings.mnist import IMAGES, is_mnist, mnist_files
from embeddings.pictures.spaces import load_gallery
from embeddings.progress import Progress, silent
from embeddings.reading import GUESSED, items_of, preview, read
from embeddings.searching.passages import passages
from embeddings.space import Space
from embeddings.unpacking import stem_of
from embeddings.vector_files.spaces import Options, existing, is_vectors, vector_space

OF_VECTORS = {"vectors", "metadata", "key", "most", "drop_bad"}


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
    """Read texts (CSV, JSON, Parquet, Excel, …), or pictures in a folder or an archive, and encode them; or read vectors.

    Parameters
    ----------
    path
        The file, or the folder; the sub-folders of a folder, or in a zip or a tar, are the labels of its pictures.
        ``"mnist"`` fetches that set, once.
    text, label
        The columns to encode and to colour by; guessed when left out.
    image
        The column of a table that names picture files, or holds pictures as data URLs, if its items are pictures.
        With an encoder of both, such as CLIP, the texts of the column `text` are items too.
    encoder
        ``"minilm"`` or ``"lsa"`` for texts, the first being usual; ``"pixels"`` or ``"colour-histogram"`` for pictures.
        With ``"word2vec"`` the items are the words that are learnt from the texts, unless ``map="texts"``.
    skip_bad_rows
        Leave out rows with too few or too many cells, rather than refuse the file.
    progress
        Called with (done, total, message).
    parameters
        The encoder's own parameters; for texts also ``passage_words``, to cut long ones into passages of so many words,
        ``passage_overlap``, the words that a passage shares with the next (a fifth of them when left out), and
        ``reading``, what is not to be guessed of a table: the ``encoding`` of a CSV, the ``header_row`` of a sheet; for
        pictures also ``sentences``, to be placed among them, and ``centre_each``, to take the mean of the pictures from
        the pictures and that of the texts from the texts. For a file of
        ready-made vectors `vectors`, `metadata`, `key`, `most` and `drop_bad` (see
        `embeddings.vector_files.spaces.vector_space`); such a file needs none of them, and no encoder.

    Raises
    ------
    UserError
        If the file, a column or the encoder will not do.
    """
    if is_mnist(path):
        path = mnist_files(progress=progress) / IMAGES
        space = load(path, text=text, label=label, encoder=encoder, progress=progress, **parameters)
        return replace(space, name="MNIST")
    path = Path(path)
    wanted = {name: parameters.pop(name) for name in OF_VECTORS & parameters.keys()}
    if wanted or (text is None and image is None and encoder is None and is_vectors(path)):
        return load_vectors(path, {**wanted, "text": text, "label": label}, encoder, skip_bad_rows, progress)
    if image is not None or is_gallery(path):
        columns = Chosen(str(image), text, label)
        return load_pictures(path, columns, encoder or "pixels", skip_bad_rows, progress, parameters)
    words, overlap = parameters.pop("passage_words", None), parameters.pop("passage_overlap", None)
    if words is None and overlap is not None:
        raise UserError("No passages", "passage_overlap says what passages share", "Say passage_words, too.")
    reading: Mapping[str, Any] = parameters.pop("reading", GUESSED)
    encoder = encoder or "minilm"
    require(encoder, "text", f"“{path.name}”, a table of texts,")
    usable(encoder, parameters)
    if text is None or label is None:
        guess = preview(path, reading=reading)
        text = text or guess.text
        label = label or (guess.label if guess.label != text else None)
    rows = read(path, skip_bad_rows=skip_bad_rows, reading=reading, progress=progress)
    table = items_of(rows, text, label)
    if words is not None:
        table = passages(table, str(text), words, words // 5 if overlap is None else overlap)
    space = encode_space(table, text=str(text), label=label, encoder=encoder, parameters=parameters, progress=progress)
    return replace(space, name=stem_of(path.name))


def load_pictures(
    path: Path, columns: Chosen, encoder: str, skip_bad: bool, progress: Progress, parameters: dict[str, Any]
) -> Space:
    """Read the pictures of a place, or those that a table names or holds, and the texts among them."""
    sentences, apart = parameters.pop("sentences", ()), parameters.pop("centre_each", False)
    require(encoder, "image", f"“{path.name}”, a place of pictures,")
    usable(encoder, parameters)
    if is_gallery(path):
        name, gallery = title_of(path), called_by(gather(path, progress), columns.text)
    else:
        table = read(path, skip_bad_rows=skip_bad)
        name, gallery = path.stem, gallery_of(path, table, *columns, progress)
    gallery = with_sentences(gallery, [sentences] if isinstance(sentences, str) else sentences)
    space = load_gallery(
        gallery, name=name, label=columns.label, encoder=encoder, parameters=parameters, progress=progress
    )
    return centre_each(space) if apart else space


def load_vectors(path: Path, options: dict[str, Any], encoder: str | None, skip_bad: bool, progress: Progress) -> Space:
    """Read a file of ready-made vectors; an encoder has nothing to do there."""
    if encoder is not None:
        detail = f"“{encoder}” would make vectors, and those of “{path.name}” are to be read"
        raise UserError("Vectors or an encoder", detail, "Leave one of the two out.")
    asked: Options = {"drop_bad": skip_bad, **options}  # type: ignore[typeddict-item]  # `load` names them
    return vector_space(existing(path), progress=progress, **asked)
