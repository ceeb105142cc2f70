"""Words that are spelt alike, by the letters that one has to add, leave out, change or exchange to make one the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from embeddings.searching.folding import words_of
from embeddings.searching.text_index import TextIndex

ONE_FROM, TWO_FROM = 4, 8  # letters of a word in which one, or two, may differ
LONGEST_WORD = 64
NEAR = 0.5  # of its letters at least a suggested word shares
MOST_READ = 400_000  # words that a suggestion is chosen from


def allowed(word: str) -> int:
    """Return in how many letters another spelling of a word may differ; numbers have none.

    Examples
    --------
    >>> [allowed(word) for word in ("cat", "kitten", "elephant", "1999")]
    [0, 1, 2, 0]
    """
    if len(word) > LONGEST_WORD or not word[0].isalpha() or any(letter.isdigit() for letter in word):
        return 0
    return int(len(word) >= ONE_FROM) + int(len(word) >= TWO_FROM)


def spelt_alike(index: TextIndex, word: str) -> Iterator[tuple[int, np.ndarray]]:
    """Yield in how many letters words differ, from 1 on, and which words of the index those are, (v,) bool."""
    most = allowed(word)
    if not most:
        return
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    low, high = np.searchsorted(index.word_lengths, [len(word) - most, len(word) + most + 1])
    others = index.words[int(low) : int(high)].to_pylist()
    off = cdist([word], others, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0] if others else np.empty(0)
    for count in range(1, most + 1):
        chosen = np.zeros(len(index.word_lengths), bool)
        chosen[low:high] = off == count
        yield count, chosen


def closest_words(indexes: Iterable[TextIndex], query: str, most: int = 3) -> list[str]:
    """Return words of some texts, for each the text itself, that are spelt most like the longest word of a query."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    words = [word for word in words_of(query) if word[0].isalnum()]
    if not words:
        return []
    longest = max(words, key=len)[:LONGEST_WORD]
    found: dict[str, float] = {}
    for index in indexes:
        low, high = np.searchsorted(index.word_lengths, [max(2, len(longest) // 2), 2 * len(longest) + 1])
        others = index.words[int(low) : min(int(high), int(low) + MOST_READ)].to_pylist()
        for word, score, _ in extract(longest, others, scorer=OSA.normalized_similarity, limit=most, score_cutoff=NEAR):
            found[word] = max(score, found.get(word, 0.0))
    return sorted(found, key=lambda word: (-found[word], word))[:most]
