"""Texts made ready to be searched: each different text once, its words, and for each word the texts that have it.

A column of a million texts takes a few seconds to make ready, and a few thousandths of a second to search then. All of
it is plain arrays, which can be kept in a file and opened memory-mapped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from embeddings.progress import Progress, silent
from embeddings.searching.folding import fold, whole, word_pattern

BLOCK = 50_000


@dataclass(frozen=True, eq=False)
class TextIndex:
    """The arrays of an index, and what a search looks up in them.

    Parameters
    ----------
    arrays
        ``codes`` (n,) int32: which of the different texts each item has; ``letters`` uint8 and ``ends`` int64: the
        different texts, folded; ``words`` uint8 and ``word_ends`` int64: the different words, short ones first;
        ``texts_of`` int32 and ``starts`` int64: for each word, the texts that have it.

    Examples
    --------
    >>> index = TextIndex.of(["a red door", "Red!"])
    >>> index.words.to_pylist()
    ['!', 'a', 'red', 'door']
    >>> index.texts_with(index.is_word("red")).tolist()
    [True, True]
    """

    arrays: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, texts: Sequence[str], progress: Progress = silent) -> TextIndex:
        """Make texts ready; each block of them is counted to `progress`."""
        import pandas as pd

        codes, different = pd.factorize(np.array([*texts, ""], object)[:-1])
        found = [_Block.of(list(different[at : at + BLOCK])) for at in _counted(len(different), progress)]
        letters = b"".join(block.letters for block in found)
        lengths = np.concatenate([block.lengths for block in found] or [np.empty(0, np.int64)])
        arrays: dict[str, np.ndarray] = {
            "codes": codes.astype(np.int32),
            "letters": np.frombuffer(letters, np.uint8),
            "ends": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        }
        return cls({**arrays, **_postings([block.words for block in found], [block.counts for block in found])})

    @cached_property
    def texts(self) -> Any:
        """The different texts, folded, as an Arrow array that copies nothing."""
        return _strings(self.arrays["letters"], self.arrays["ends"])

    @cached_property
    def words(self) -> Any:
        """The different words, short ones first, as an Arrow array that copies nothing."""
        return _strings(self.arrays["words"], self.arrays["word_ends"])

    @cached_property
    def word_lengths(self) -> np.ndarray:
        """How many letters each word has, (v,) int64, ascending."""
        import pyarrow.compute as pc

        return np.asarray(pc.utf8_length(self.words).to_numpy(zero_copy_only=False), np.int64)

    @cached_property
    def length_classes(self) -> np.ndarray:
        """How long each text is, in powers of two up to 15, (u,) uint16: the short come before the long."""
        classes: np.ndarray = np.minimum(np.log2(np.diff(self.arrays["ends"]) + 1), 15).astype(np.uint16)
        return classes

    @property
    def nbytes(self) -> int:
        """The memory that all of it takes once it is read, in bytes."""
        return sum(int(array.nbytes) for array in self.arrays.values())

    def places(self, part: str) -> np.ndarray:
        """Return where in each word a part stands first, in bytes; -1 where it does not, (v,)."""
        import pyarrow.compute as pc

        return np.asarray(pc.find_substring(self.words, part).to_numpy(zero_copy_only=False))

    def is_word(self, word: str) -> np.ndarray:
        """Return which word is this one, (v,) bool."""
        import pyarrow.compute as pc

        return np.asarray(pc.equal(self.words, word).to_numpy(zero_copy_only=False), bool)

    def texts_with(self, chosen: np.ndarray) -> np.ndarray:
        """Return which of the different texts have any of the chosen words, (u,) bool."""
        starts, texts = self.arrays["starts"], self.arrays["texts_of"]
        found = np.zeros(len(self.texts), bool)
        some = np.flatnonzero(chosen)
        first, counts = starts[some], starts[some + 1] - starts[some]
        ahead = np.cumsum(counts) - counts
        found[texts[np.repeat(first - ahead, counts) + np.arange(counts.sum())]] = True
        return found


@dataclass(frozen=True, eq=False)
class _Block:
    """Some texts: folded, their lengths in bytes, their words one after the other, and how many each has."""

    letters: bytes
    lengths: np.ndarray
    words: Any
    counts: np.ndarray

    @classmethod
    def of(cls, texts: list[str]) -> _Block:
        import pyarrow as pa

        folded = [whole(fold(text)) for text in texts]
        split = list(map(word_pattern().findall, folded))
        encoded = [text.encode() for text in folded]
        return cls(
            b"".join(encoded),
            np.fromiter(map(len, encoded), np.int64, len(encoded)),
            pa.array(list(chain.from_iterable(split)), pa.large_string()).dictionary_encode(),
            np.fromiter(map(len, split), np.int64, len(split)),
        )


def _counted(count: int, progress: Progress) -> Any:
    for at in range(0, count, BLOCK):
        progress(at, count, "Making texts ready to be searched")
        yield at
    progress(count, count, "Making texts ready to be searched")


def _postings(words: list[Any], counts: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Return the different words, and which texts have each."""
    import pyarrow as pa
    import pyarrow.compute as pc

    one = pa.chunked_array(words, pa.dictionary(pa.int32(), pa.large_string())).unify_dictionaries()
    known = one.chunk(0).dictionary if one.num_chunks else pa.array([], pa.large_string())
    order = pc.sort_indices(
        pa.table({"length": pc.utf8_length(known), "word": known}),
        sort_keys=[("length", "ascending"), ("word", "ascending")],
    ).to_numpy()
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    given = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in one.chunks]
    of_token = rank[np.concatenate(given)] if given else np.empty(0, np.int64)
    texts = np.repeat(np.arange(sum(map(len, counts))), np.concatenate(counts)) if counts else np.empty(0, np.int64)
    place = np.argsort(of_token, kind="stable")
    of_token, texts = of_token[place], texts[place]
    new = np.ones(len(texts), bool)
    new[1:] = (of_token[1:] != of_token[:-1]) | (texts[1:] != texts[:-1])
    sizes = np.bincount(of_token[new], minlength=len(order))
    letters, ends = _bytes_of(known.take(pa.array(order)))
    return {
        "words": letters,
        "word_ends": ends,
        "texts_of": texts[new].astype(np.int32),
        "starts": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    }


def _strings(letters: np.ndarray, ends: np.ndarray) -> Any:
    import pyarrow as pa

    return pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(letters))


def _bytes_of(strings: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the letters and the ends of an Arrow array of strings."""
    _, ends, letters = strings.buffers()
    found = np.frombuffer(letters, np.uint8) if letters is not None else np.empty(0, np.uint8)
    bounds = np.frombuffer(ends, np.int64)[: len(strings) + 1] if ends is not None else np.zeros(1, np.int64)
    return found[: bounds[-1]], bounds
