"""Long documents become passages: a few hundred words each, overlapping, cut where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from embeddings.counting import counted
from embeddings.errors import UserError
from embeddings.loaders.dialects import column_names
from embeddings.reading import Table

WORDS, OVERLAP = 200, 40
NEAR = 0.75  # a passage may end with a sentence from here on, rather than with its last word
ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # letters of scripts without spaces
WORD = re.compile(rf"[{ALONE}][^\w\s]*|[^\s{ALONE}]+")
SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'’”»)\]]*$")


def passages(table: Table, text: str, words: int = WORDS, overlap: int = OVERLAP) -> Table:
    """Return a table of passages, each with all columns of its document, and with its place.

    Parameters
    ----------
    table
        The documents, one a row.
    text
        Their column of text. A document without words has no passage.
    words
        The most words of a passage; in scripts without spaces, each letter counts as one.
    overlap
        How many words the end of a passage shares with the beginning of the next, at most half of `words`.

    Returns
    -------
    Table
        With `document`, the row of the document from 0 on, and `passage`, its number from 1 on.

    Raises
    ------
    UserError
        If there is no such column, or the numbers do not fit together.
    """
    names = list(table.frame.columns)
    if text not in names:
        raise UserError("No such column", f"There is no column “{text}”", f"The columns are: {', '.join(names)}.")
    check_sizes(words, overlap)
    cut = [
        (row, number, passage)
        for row, document in enumerate(table.frame[text])
        for number, passage in enumerate(passages_of(document, words, overlap), start=1)
    ]
    frame = table.frame.iloc[[row for row, _, _ in cut]].reset_index(drop=True)
    frame[text] = pd.Series([passage for _, _, passage in cut], dtype="object")
    (document, place), notes = column_names([*names, "document", "passage"], 0)[0][-2:], list(table.notes)
    frame[document], frame[place] = [row for row, _, _ in cut], [number for _, number, _ in cut]
    documents = counted(len(table.frame), "document")
    notes.append(f"{documents} cut into {counted(len(cut), 'passage')} of up to {counted(words, 'word')}.")
    return Table(frame, table.format, tuple(notes))


def check_sizes(words: int, overlap: int) -> None:
    """Refuse passages of no words, and such as share more than half of them.

    Raises
    ------
    UserError
        If the numbers do not fit together.
    """
    if words < 1 or not 0 <= overlap <= words // 2:
        detail = f"Passages of {counted(words, 'word')} cannot share {overlap:,} with the next"
        raise UserError("Passages that do not fit", detail, "Share from 0 to half of the words, which are 1 or more.")


def passages_of(document: str, words: int = WORDS, overlap: int = OVERLAP) -> Iterator[str]:
    """Yield the passages of a document, each a piece of it as it stands there.

    Examples
    --------
    >>> list(passages_of("One two. Three four five. Six.", words=4, overlap=1))
    ['One two. Three four', 'four five. Six.']
    """
    found = [match.span() for match in WORD.finditer(document)]
    start = 0
    while start < len(found):
        limit = min(start + words, len(found))
        end = (
            limit if limit == len(found) else sentence_end(document, found, start + max(1, round(NEAR * words)), limit)
        )
        yield document[found[start][0] : found[end - 1][1]]
        if end == len(found):
            return
        start = end - overlap


def sentence_end(document: str, found: list[tuple[int, int]], nearest: int, limit: int) -> int:
    """Return the last number of words, from `nearest` to `limit`, with which a sentence ends, or else the limit."""
    for end in range(limit, nearest - 1, -1):
        first, last = found[end - 1]
        if SENTENCE_END.search(document[first:last]):
            return end
    return limit
