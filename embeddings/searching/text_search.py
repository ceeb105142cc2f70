"""Searching texts: exact and fuzzy, without regard to case and accents, over any columns, the best matches first.

Every sign of a query stands for itself. A whole word comes before the beginning of one, that before what is inside one,
words of the query that stand apart after that, and other spellings (by their edit distance) last.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from embeddings.displayed import display_values
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.searching.folding import fold, whole, words_of
from embeddings.searching.spelling import allowed, closest_words, spelt_alike
from embeddings.searching.text_index import TextIndex
from embeddings.space import Space

if TYPE_CHECKING:
    import pandas as pd

LONGEST = 2_000  # letters of a query
MOST_WORDS = 12  # of a query are looked up; the rest of a longer one is only compared as it stands
NO_EDITS = 255
GRADE_AT, EDITS_AT, COLUMN_AT = 13, 8, 4  # the places of the bits of a sorting key
MOST_EDITS, MOST_COLUMNS = 31, 16


class Grade(IntEnum):
    """How well a text answers a query, the best first."""

    EXACT = 0
    WORD = 1
    BEGINS = 2
    INSIDE = 3
    APART = 4
    SIMILAR = 5
    NONE = 6


TOLD = {
    Grade.EXACT: "the whole text",
    Grade.WORD: "a whole word",
    Grade.BEGINS: "the beginning of a word",
    Grade.INSIDE: "within a word",
    Grade.APART: "its words apart",
    Grade.SIMILAR: "a similar spelling",
}


def find_text(
    space: Space,
    query: str,
    columns: Sequence[str] | None = None,
    *,
    fuzzy: bool = True,
    among: np.ndarray | None = None,
) -> pd.DataFrame:
    """Return the items whose texts have a query in them, the best first.

    Parameters
    ----------
    space
        Where to look.
    query
        A word, the beginning of one, several: every sign stands for itself; case, accents and white space do not count.
    columns
        Where to look for it: by default in the space's text, then in every other column of text.
    fuzzy
        Whether words that are spelt alike count: with one letter added, left out, changed or two exchanged from four
        letters on, with two from eight on (the optimal string alignment distance, Damerau 1964).
    among
        Which items count, (n,) bool, such as from `embeddings.searching.filters.matching`; all by default.

    Returns
    -------
    pandas.DataFrame
        ``index``, ``column`` (where it was found), ``match`` (how, in words) and ``edits`` (letters that differ).
        Equally good ones are in the order of the columns, shorter texts first, then in the order of the items.

    Raises
    ------
    UserError
        If the query is empty or has more than 2,000 letters, there is no such column, or there are more than 16.

    Examples
    --------
    >>> import pandas as pd
    >>> doors = Space(np.eye(3, dtype=np.float32), pd.DataFrame({"text": ["Scarlet", "a car", "cars"]}), text="text")
    >>> find_text(doors, "CAR")["match"].tolist()
    ['a whole word', 'the beginning of a word', 'within a word']
    """
    import pandas as pd

    found = TextSearch.of(space, columns).find(query, fuzzy=fuzzy, among=among)
    match, names = np.array(list(TOLD.values()), object), np.array(found.columns, object)
    return pd.DataFrame(
        {
            "index": found.indices,
            "column": names[found.column],
            "match": match[found.grades],
            "edits": found.edits.astype(np.int64),
        }
    )


def text_columns(space: Space) -> list[str]:
    """Return the columns that are searched by default: the text of the items, then every other one that holds text."""
    import pandas as pd

    others = [
        str(name)
        for name, kind in space.items.dtypes.items()
        if name not in (space.text, space.image) and not pd.api.types.is_numeric_dtype(kind)
    ]
    return ([] if space.text is None else [space.text]) + others


@dataclass(frozen=True, eq=False)
class Ranking:
    """What was found: the items, best first, the sorting key of each, and the columns that were searched."""

    indices: np.ndarray
    keys: np.ndarray
    columns: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def grades(self) -> np.ndarray:
        """How well each answers, (m,)."""
        return self.keys >> GRADE_AT

    @property
    def edits(self) -> np.ndarray:
        """In how many letters each differs, (m,)."""
        return (self.keys >> EDITS_AT) & MOST_EDITS

    @property
    def column(self) -> np.ndarray:
        """In which of the columns each was found, (m,)."""
        return (self.keys >> COLUMN_AT) & (MOST_COLUMNS - 1)


@dataclass(frozen=True, eq=False)
class TextSearch:
    """Some columns of a space made ready to be searched many times.

    Parameters
    ----------
    indexes
        The index of each column, in the order in which they count.
    """

    indexes: Mapping[str, TextIndex]

    @classmethod
    def of(cls, space: Space, columns: Sequence[str] | None = None, progress: Progress = silent) -> TextSearch:
        """Make columns of a space ready; raises UserError if one is not there, or they are too many."""
        chosen = text_columns(space)[:MOST_COLUMNS] if columns is None else list(dict.fromkeys(columns))
        if len(chosen) > MOST_COLUMNS:
            detail = f"{len(chosen)} columns were given, and {MOST_COLUMNS} can be searched at once"
            raise UserError("Too many columns", detail, "Choose fewer.")
        for name in chosen:
            if name not in space.items.columns:
                known = ", ".join(map(str, space.items.columns[:12]))
                raise UserError("No such column", f"There is no column “{name}”", f"The columns are: {known}.")
        return cls({name: TextIndex.of(cells_of(space, name), progress) for name in chosen})

    def find(self, query: str, *, fuzzy: bool = True, among: np.ndarray | None = None) -> Ranking:
        """Return every item that has a query in one of the columns, the best first; raises as `find_text` does."""
        check_query(query)
        keys = [key_of(index, query, fuzzy, at) for at, index in enumerate(self.indexes.values())]
        if not keys:
            return Ranking(np.empty(0, np.int64), np.empty(0, np.uint16), ())
        key = reduce(np.minimum, keys)
        found = key < Grade.NONE << GRADE_AT
        hits = np.flatnonzero(found if among is None else found & among)
        order = hits[np.argsort(key[hits], kind="stable")]  # of 16 bits: sorted by radix
        return Ranking(order, key[order], tuple(self.indexes))

    def spellings(self, query: str, most: int = 3) -> list[str]:
        """Return words of the columns whose spelling is nearest to a query's."""
        return closest_words(self.indexes.values(), fold(whole(query)), most)


def cells_of(space: Space, column: str) -> Sequence[str]:
    """Return the cells of a column as they are searched: as a person reads them."""
    return list(display_values(space.items[column]))


def check_query(query: str) -> None:
    """Refuse nothing, and too much.

    Raises
    ------
    UserError
        If the query is empty, or has too many letters.
    """
    if not fold(query):
        raise UserError("What to look for?", "The text is empty", "Type a word, or a part of one.")
    if len(query) > LONGEST:
        detail = f"The text has {len(query):,} letters, of which {LONGEST:,} can be searched"
        raise UserError("Too long to be searched", detail, "Search a part of it, or by meaning.")


def key_of(index: TextIndex, query: str, fuzzy: bool, column: int = 0) -> np.ndarray:
    """Return by what each item is sorted, (n,) uint16: the grade, the edits, the column and the length, in its bits."""
    wanted = fold(whole(query))
    tokens = words_of(wanted)
    grades = np.full(len(index.texts), Grade.NONE, np.uint16)
    edits = np.zeros(len(index.texts), np.uint16)
    if len(tokens) <= MOST_WORDS:
        _grade_words(index, tokens, fuzzy, grades, edits)
    if len(tokens) == 1:
        _grade_token(index, wanted, grades)
    elif tokens:
        _grade_phrase(index, wanted, tokens, grades)
    key = (grades << GRADE_AT) | (edits << EDITS_AT) | (column << COLUMN_AT) | index.length_classes
    found: np.ndarray = key[index.arrays["codes"]]
    return found


def _grade_token(index: TextIndex, token: str, grades: np.ndarray) -> None:
    """Grade the texts that have a query without a break in it, which then stands within one of their words."""
    places = index.places(token)
    begins = places == 0
    equal = begins & (index.word_lengths == len(token))
    for grade, chosen in ((Grade.INSIDE, places > 0), (Grade.BEGINS, begins), (Grade.WORD, equal)):
        grades[index.texts_with(chosen)] = grade
    whole_ones = np.flatnonzero(grades == Grade.WORD)
    sizes = np.diff(index.arrays["ends"])[whole_ones]
    grades[whole_ones[sizes == len(token.encode())]] = Grade.EXACT


def _grade_phrase(index: TextIndex, wanted: str, tokens: list[str], grades: np.ndarray) -> None:
    """Grade the texts that have a query of several words in them as it stands."""
    import pyarrow as pa
    import pyarrow.compute as pc

    candidates = np.flatnonzero(reduce(np.logical_and, map(index.texts_with, _needed(index, tokens))))
    texts = index.texts.take(pa.array(candidates))
    has = np.asarray(pc.match_substring(texts, wanted).to_numpy(zero_copy_only=False), bool)
    hits, texts = candidates[has], texts.filter(pa.array(has))
    left = f"(^|{_another(tokens[0][0])})"
    right = f"({_another(tokens[-1][-1])}|$)"
    grades[hits] = Grade.INSIDE
    for grade, pattern in ((Grade.BEGINS, left + _literal(wanted)), (Grade.WORD, left + _literal(wanted) + right)):
        matched = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
        grades[hits[np.asarray(matched, bool)]] = grade
    grades[hits[np.asarray(pc.equal(texts, wanted).to_numpy(zero_copy_only=False), bool)]] = Grade.EXACT


def _needed(index: TextIndex, tokens: list[str]) -> Iterator[np.ndarray]:
    """Yield which words can hold the first, the last and the longest other words of a query, (v,) bool each."""
    import pyarrow.compute as pc

    for match, token in ((pc.ends_with, tokens[0]), (pc.starts_with, tokens[-1])):
        yield np.asarray(match(index.words, token).to_numpy(zero_copy_only=False), bool)
    for token in sorted(set(tokens[1:-1]), key=len, reverse=True)[: MOST_WORDS - 2]:
        yield index.is_word(token)


def _grade_words(index: TextIndex, tokens: list[str], fuzzy: bool, grades: np.ndarray, edits: np.ndarray) -> None:
    """Grade the texts that have every word of a query somewhere, or one that is spelt alike."""
    if not tokens or (len(tokens) == 1 and not (fuzzy and allowed(tokens[0]))):
        return
    apart, alike, differing = None, None, np.zeros(len(grades), np.uint16)
    for token in dict.fromkeys(tokens):
        has = index.texts_with(index.places(token) >= 0)
        apart = has if apart is None else apart & has
        off = np.where(has, 0, NO_EDITS).astype(np.uint16)
        for count, chosen in spelt_alike(index, token) if fuzzy else ():
            with_it = index.texts_with(chosen)
            off[with_it] = np.minimum(off[with_it], count)
        alike = (off < NO_EDITS) if alike is None else alike & (off < NO_EDITS)
        differing += off
    grades[alike] = Grade.SIMILAR
    edits[alike] = np.minimum(differing[alike], MOST_EDITS)
    grades[apart] = Grade.APART


def _another(sign: str) -> str:
    """Return the class, in RE2, of what ends a word that has a letter there, or a run of signs that has this one."""
    return r"[^\p{L}\p{N}\p{M}]" if sign.isalnum() or unicodedata.category(sign)[0] == "M" else r"[\p{L}\p{N}\p{M} ]"


def _literal(text: str) -> str:
    """Return a text as a pattern of RE2 that matches it alone."""
    return "".join(rf"\{letter}" if letter.isascii() and not letter.isalnum() else letter for letter in text)
