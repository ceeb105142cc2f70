"""Where in a text, as it is written, a query stands: what one marks, and the piece of a long text around it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from embeddings.searching.folding import fold, plain, whole, words_of
from embeddings.searching.spelling import allowed

Span = tuple[int, int]
MOST_MARKS = 50


def marks(text: str, query: str, *, fuzzy: bool = True) -> list[Span]:
    """Return where a query stands in a text; else where its words do; else the words that are spelt alike.

    Parameters
    ----------
    text
        As it is written.
    query
        As it was typed.
    fuzzy
        Whether words that are spelt alike count.

    Returns
    -------
    list of tuple
        Beginning and end of each place, in order, none within another.

    Examples
    --------
    >>> [text[a:b] for text in ["Un CAFÉ  crème"] for a, b in marks(text, "cafe creme")]
    ['CAFÉ  crème']
    >>> [text[a:b] for text in ["a kitten sits"] for a, b in marks(text, "kiten")]
    ['kitten']
    """
    folded, origins = traced(text)
    wanted = fold(whole(query))
    if not wanted:
        return []
    places = _all_places(folded, wanted)
    if not places:
        words = words_of(wanted)
        places = [place for word in dict.fromkeys(words) for place in _all_places(folded, word)]
        missing = [word for word in words if word not in folded and allowed(word)]
        places += _alike(folded, missing) if fuzzy and missing else []
    found = sorted((origins[start], _end(origins, end - 1)) for start, end in places)
    return _apart(found)[:MOST_MARKS]


def _end(origins: list[int], last: int) -> int:
    """Return where the letter ends that a folded one comes from; one such as “ﬁ” makes two."""
    return next(origin for origin in origins[last + 1 :] if origin > origins[last])


def traced(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and where each of its letters comes from; at the end, where the text ends.

    The white space at its beginning is left out, and a run of it is one space, as `fold` has it.
    """
    parts: list[str] = []
    origins: list[int] = []
    for at, letter in enumerate(text):
        same = " " if letter.isspace() else _plain_letter(letter)
        if same == " " and (not parts or parts[-1] == " "):
            continue
        if same:
            parts.append(same)
            origins.extend([at] * len(same))
    return "".join(parts), [*origins, len(text)]


@lru_cache(maxsize=8192)
def _plain_letter(letter: str) -> str:
    return plain(whole(letter))


def _all_places(folded: str, part: str) -> list[Span]:
    return [match.span() for match in re.finditer(re.escape(part), folded)]


def _alike(folded: str, words: list[str]) -> list[Span]:
    """Return where words stand that are spelt like one of these."""
    from rapidfuzz.distance import OSA

    found, at = [], 0
    for other in words_of(folded):
        at = folded.index(other, at)
        if any(OSA.distance(word, other, score_cutoff=allowed(word)) <= allowed(word) for word in words):
            found.append((at, at + len(other)))
        at += len(other)
    return found


def _apart(spans: list[Span]) -> list[Span]:
    """Return spans in order without those that begin within one before."""
    kept: list[Span] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def around(text: str, found: list[Span], letters: int = 160) -> tuple[str, list[Span], bool, bool]:
    """Return a piece of a text in which the first mark is seen.

    Parameters
    ----------
    text
        The text.
    found
        What is marked in it.
    letters
        The most letters of the piece.

    Returns
    -------
    tuple
        The piece, the marks within it, and whether anything is left out before and after it.
    """
    first, last = found[0] if found else (0, 0)
    start = 0 if last <= letters else max(0, min(first - letters // 4, len(text) - letters))
    end = min(len(text), start + letters)
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start]
    return text[start:end], inside, start > 0, end < len(text)


def pieces(text: str, found: list[Span]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether it is marked.

    Examples
    --------
    >>> pieces("a red door", [(2, 5)])
    [('a ', False), ('red', True), (' door', False)]
    """
    edges = sorted({0, len(text), *(edge for span in found for edge in span)})
    starts = {start for start, _ in found}
    return [(text[a:b], a in starts) for a, b in pairwise(edges)]
