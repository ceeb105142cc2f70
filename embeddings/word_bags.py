"""Texts as bags of words, over words that have vectors: which words a text has, and the mean of their vectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from embeddings.searching.passages import ALONE

MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0963\u0966-\u0dff"  # vowel signs and accents, no letters to `re`
)
LETTER = rf"(?![{ALONE}])[\w{MARKS}]"
TOKEN = re.compile(rf"[{ALONE}]|(?:{LETTER})+(?:['’-](?:{LETTER})+)*")
PLAIN = re.compile(r"\w+(?:['-]\w+)*", re.ASCII)
JOINT = re.compile("['’-]")


def tokens_of(text: str) -> list[str]:
    """Return the words of a text as they stand there; in scripts without spaces each letter is one.

    Examples
    --------
    >>> tokens_of("Don't touch: top-up of £5!")
    ["Don't", 'touch', 'top-up', 'of', '5']
    """
    return (PLAIN if text.isascii() else TOKEN).findall(text)


def places_of(words: Iterable[str]) -> dict[str, int]:
    """Return the place of each word; of two that are the same the first, the more frequent, counts."""
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places.setdefault(word, place)
    return places


def known(token: str, places: Mapping[str, int]) -> list[int]:
    """Return the places of a word: as it stands, else in small letters, else those of the parts that it is joined of."""
    for form in (token, token.lower()):
        if form in places:
            return [places[form]]
    parts = JOINT.split(token)
    return [place for part in parts for place in known(part, places)] if len(parts) > 1 else []


def bags(texts: Iterable[str], places: Mapping[str, int]) -> Iterator[tuple[list[int], list[str]]]:
    """Yield for each text the places of its known words, one for each time it has them, and its unknown words."""
    found: dict[str, list[int]] = {}
    for text in texts:
        tokens = tokens_of(text)
        for token in tokens:
            if token not in found:
                found[token] = known(token, places)
        yield [place for token in tokens for place in found[token]], [token for token in tokens if not found[token]]


def means(bagged: Sequence[Sequence[int]], vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean of the weighted vectors of each bag, (n, d) float64; an empty one is zero."""
    from scipy.sparse import csr_matrix

    sizes = np.array([len(bag) for bag in bagged], np.int64)
    columns = np.fromiter((place for bag in bagged for place in bag), np.int64, int(sizes.sum()))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    shape = (len(bagged), len(vectors))
    counted = csr_matrix((np.asarray(weights, np.float64)[columns], columns, starts), shape=shape)
    return np.asarray(counted @ np.asarray(vectors, np.float64)) / np.maximum(sizes, 1)[:, None]


def packed(words: Sequence[str]) -> np.ndarray:
    """Return words as an array of bytes, which can be kept beside others; `unpacked` gives them back."""
    return np.frombuffer("\n".join(words).encode("utf-8", "surrogatepass"), np.uint8)


def unpacked(array: np.ndarray) -> list[str]:
    """Return the words that `packed` made an array of.

    Examples
    --------
    >>> unpacked(packed(["one", "two"]))
    ['one', 'two']
    """
    return bytes(array).decode("utf-8", "surrogatepass").split("\n") if len(array) else []
