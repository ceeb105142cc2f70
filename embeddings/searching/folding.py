"""How texts are compared when one searches them: in small letters, without accents; and the words that they are made of.

`assets/page/finding.js` folds in the same way; one table of cases tests both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
VARIANTS = range(0xFE00, 0xFE10)  # they say how the sign before them looks, and are no part of a word
PLANES = 0x20000  # beyond them there are no such marks but variants
HALVES = re.compile("[\ud800-\udfff]")  # half a pair, which no UTF-8 holds


def fold(text: str) -> str:
    """Return a text as it is compared: in small letters, without accents, each run of white space one space.

    Examples
    --------
    >>> fold("  Café  au LAIT")
    'cafe au lait'
    """
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """Return a text in small letters and without accents, its white space as it is."""
    if not text.isascii():
        text = ACCENTS.sub("", unicodedata.normalize("NFKD", text)).replace("ß", "ss")
    return text.lower()


def whole(text: str) -> str:
    """Return a text with a mark in the place of each half of a pair of surrogates, so that UTF-8 can hold it."""
    return text if text.isascii() else HALVES.sub("\ufffd", text)


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, and what stands between them other than space, in order.

    Examples
    --------
    >>> words_of("don't use c++ 🙂")
    ['don', "'", 't', 'use', 'c', '++', '🙂']
    """
    return word_pattern().findall(folded)


@cache
def word_pattern() -> re.Pattern[str]:
    """Return the pattern of words (letters, digits and the marks of other scripts), and of runs of other signs."""
    marks = _marks()
    return re.compile(rf"(?:[^\W_]|[{marks}])+|(?:(?![{marks}])[^\w\s]|_)+")


@cache
def _marks() -> str:
    """Return the signs that belong to the letter before them, as a class of a regular expression."""
    ranges: list[list[int]] = []
    for code in range(0x300, PLANES):
        if code in VARIANTS or not unicodedata.category(chr(code)).startswith("M"):
            continue
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)
