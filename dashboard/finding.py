"""Finding items by their text: without regard to case and accents, what begins so first, anywhere last.

`assets/page/finding.js` does the same over the names that the browser has; one table of cases tests both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from embeddings.searching.folding import fold

EXACT, BEGINS, WORD, INSIDE, SCATTERED, ABSENT = range(6)
EXCERPT, BEFORE = 120, 40
CODE = "surrogatepass"  # half a pair is found too
LETTERS = np.array([chr(byte).isalnum() and byte < 128 for byte in range(256)])


class Texts:
    """Texts made ready to be searched many times: a million take a tenth of a second then.

    Parameters
    ----------
    texts
        What is searched, one for each item.

    Examples
    --------
    >>> Texts(["seeking", "King", "the king", "café", "kingdom"]).find("KING").tolist()
    [1, 4, 2, 0]
    >>> Texts(["seeking", "café"]).find("cafe").tolist()
    [1]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        whole = "\n".join(["", *map(fold, texts), ""])
        self._whole = whole.encode("utf-8", CODE)  # as a str, one emoji would make it four times as large
        breaks = np.flatnonzero(np.frombuffer(self._whole, np.uint8) == ord("\n"))
        self._starts, self._ends = breaks[:-1] + 1, breaks[1:]
        self._count = len(texts)

    def find(self, query: str) -> np.ndarray:
        """Return the indices of the texts that a query finds: the best first, equally good ones in their order."""
        wanted = fold(query)
        if not wanted or not self._count:
            return np.empty(0, np.int64)
        ranks = np.full(self._count, ABSENT)
        if len(words := wanted.split()) > 1:
            every = np.ones(self._count, bool)
            for word in words:
                has = np.zeros(self._count, bool)
                has[self._items(self._places(word))] = True
                every &= has
            ranks[every] = SCATTERED
        places = self._places(wanted)
        items = self._items(places)
        begins = places == self._starts[items]
        ranks[items] = INSIDE
        ranks[items[~self._after_letter(places)]] = WORD
        ranks[items[begins]] = BEGINS
        ranks[items[begins & (places + len(wanted.encode("utf-8", CODE)) == self._ends[items])]] = EXACT
        found = np.flatnonzero(ranks < ABSENT)
        return found[np.argsort(ranks[found], kind="stable")]

    def _places(self, part: str) -> np.ndarray:
        wanted = re.escape(part.encode("utf-8", CODE))
        return np.fromiter((match.start() for match in re.finditer(wanted, self._whole)), np.int64)

    def _after_letter(self, places: np.ndarray) -> np.ndarray:
        """Return which places follow a letter or a digit."""
        before = np.frombuffer(self._whole, np.uint8)[places - 1]
        after: np.ndarray = LETTERS[before]
        for at in np.flatnonzero(before > 127):
            start = place = int(places[at])
            while start == place or self._whole[start] & 0xC0 == 0x80:
                start -= 1
            after[at] = self._whole[start:place].decode("utf-8", CODE).isalnum()
        return after

    def _items(self, places: np.ndarray) -> np.ndarray:
        return np.searchsorted(self._starts, places, side="right") - 1


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
