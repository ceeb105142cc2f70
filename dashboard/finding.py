"""Finding items by their text: without regard to case and accents, what begins so first, anywhere last.

`assets/page/finding.js` does the same over the names that the browser has; one table of cases tests both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

EXACT, BEGINS, WORD, INSIDE, SCATTERED = range(5)
EXCERPT, BEFORE = 120, 40


def fold(text: str) -> str:
    """Return a text as it is compared: in small letters, without accents, each run of white space one space."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in parts if not unicodedata.combining(letter)).replace("ß", "ss")
    return " ".join(text.lower().split())


def rank(text: str, query: str, words: Sequence[str]) -> int | None:
    """Return how well a folded text answers a folded query of these words, 0 being best; None where it does not."""
    at = text.find(query)
    if at < 0:
        return SCATTERED if len(words) > 1 and all(word in text for word in words) else None
    if at == 0:
        return EXACT if len(text) == len(query) else BEGINS
    while at >= 0:
        if not text[at - 1].isalnum():
            return WORD
        at = text.find(query, at + 1)
    return INSIDE


def find(texts: Sequence[str], query: str) -> list[int]:
    """Return the indices of the texts that a query finds: the best first, equally good ones in their order.

    Examples
    --------
    >>> find(["seeking", "King", "the king", "café", "kingdom"], "KING")
    [1, 4, 2, 0]
    >>> find(["seeking", "café"], "cafe")
    [1]
    """
    wanted = fold(query)
    if not wanted:
        return []
    words = wanted.split()
    found: list[list[int]] = [[] for _ in range(SCATTERED + 1)]
    for index, text in enumerate(texts):
        place = rank(fold(text), wanted, words)
        if place is not None:
            found[place].append(index)
    return [index for same in found for index in same]


def excerpt(text: str, query: str) -> str:
    """Return one line of a text, of at most 120 letters, in which what was sought is seen."""
    line = " ".join(text.split())
    if len(line) <= EXCERPT:
        return line
    wanted = fold(query)
    at = fold(line).find(wanted)
    if at < 0:
        at = max(0, min((fold(line).find(word) for word in wanted.split()), default=0))
    start = max(0, at - BEFORE) if at + len(wanted) > EXCERPT else 0
    end = start + EXCERPT
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
