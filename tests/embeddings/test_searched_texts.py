"""Searching texts: the grades against a search written letter by letter, spelling, columns, any signs, and real data."""

import json
import re
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import Space, UserError, builtin, find_text
from embeddings.searching.folding import fold, words_of
from embeddings.searching.text_index import TextIndex
from embeddings.searching.text_search import GRADE_AT, LONGEST, Grade, TextSearch, key_of, text_columns


def space_of(**columns: list) -> Space:
    frame = pd.DataFrame(columns)
    return Space(np.ones((len(frame), 2), np.float32), frame, text=str(frame.columns[0]))


def texts(*given: str) -> Space:
    return space_of(text=list(given))


def grades_of(index: TextIndex, query: str) -> list[Grade]:
    return [Grade(key >> GRADE_AT) for key in key_of(index, query, False)]


def kind_of(sign: str) -> str:
    letter = sign.isalnum() or unicodedata.category(sign)[0] == "M"
    return "letter" if letter else "space" if sign == " " else "sign"


def grade_by_hand(text: str, query: str) -> Grade:
    """Grade one text by walking through it."""
    text, query = fold(text), fold(query)
    places = [match.start() for match in re.finditer(f"(?={re.escape(query)})", text)]
    if text == query:
        return Grade.EXACT
    begins = [at for at in places if at == 0 or kind_of(text[at - 1]) != kind_of(query[0])]
    ends = [at + len(query) for at in begins]
    if any(end == len(text) or kind_of(text[end]) != kind_of(query[-1]) for end in ends):
        return Grade.WORD
    if begins:
        return Grade.BEGINS
    if places:
        return Grade.INSIDE
    return Grade.APART if all(word in text for word in words_of(query)) else Grade.NONE


ALPHABET = st.text(alphabet="ab é-+ ×日\n", max_size=9)


@settings(deadline=None, max_examples=150)
@given(st.lists(ALPHABET, min_size=1, max_size=8), ALPHABET.filter(str.strip))
def test_every_text_is_graded_as_by_hand(given_texts: list[str], query: str) -> None:
    assert grades_of(TextIndex.of(given_texts), query) == [grade_by_hand(text, query) for text in given_texts]


def test_the_best_come_first_and_the_short_before_the_long() -> None:
    made = texts("seeking", "the king of spades", "kingdom", "king", "the king", "kign", "none")
    found = find_text(made, "KING")
    assert found["index"].tolist() == [3, 4, 1, 2, 0, 5]
    assert found["match"].tolist() == [
        "the whole text",
        "a whole word",
        "a whole word",
        "the beginning of a word",
        "within a word",
        "a similar spelling",
    ]
    assert found["edits"].tolist() == [0, 0, 0, 0, 0, 1]


def test_words_apart_come_before_other_spellings() -> None:
    found = find_text(texts("pie with apples", "aple pie", "apple pie", "pie"), "apple pie")
    assert found[["index", "match"]].to_numpy().tolist() == [
        [2, "the whole text"],
        [0, "its words apart"],
        [1, "a similar spelling"],
    ]


@pytest.mark.parametrize(
    ("query", "text", "edits"),
    [
        ("kitten", "kiten", 1),
        ("kitten", "kittens", 0),
        ("wrold", "world", 1),
        ("accomodation", "Accommodation", 1),
        ("acomodation", "accommodation", 2),
        ("cat", "car", None),
        ("1999", "1998", None),
        ("elephant", "elevant", 2),
        ("kitten", "mitton", None),
    ],
)
def test_other_spellings_are_found_within_the_letters_allowed(query: str, text: str, edits: int | None) -> None:
    found = find_text(texts(text, "nothing of it"), query)
    assert found["edits"].tolist() == ([] if edits is None else [edits])
    assert find_text(texts(text), query, fuzzy=False)["edits"].tolist() == ([0] if edits == 0 else [])


@pytest.mark.parametrize(
    "query", [".*", "c++", "(a", "[x]", "a\\b", "^", "$5", "a|b", "{1}", "?", "🙂", "❤️", "שלום", "مرحبا", "का"]
)
def test_every_sign_stands_for_itself(query: str) -> None:
    made = texts("plain words", f"before {query} after", "a b c x 5 1", "कि")
    assert find_text(made, query)["index"].tolist() == [1]


def test_a_sign_within_a_run_of_signs_is_found() -> None:
    assert find_text(texts("what?!", "🙂🙂", "no"), "🙂")["index"].tolist() == [1]


def test_case_accents_and_white_space_do_not_count() -> None:
    made = texts("Café  au\nlait", "CAFE AU LAIT", "Groß", "ﬁne")
    assert sorted(find_text(made, " café au LAIT ")["index"]) == [0, 1]
    assert find_text(made, "GROSS")["index"].tolist() == [2]
    assert find_text(made, "fin")["index"].tolist() == [3]


def test_half_a_pair_of_surrogates_is_no_error() -> None:
    index = TextIndex.of(["broken \ud83d sign", "whole"])
    assert grades_of(index, "\ud83d sign") == [Grade.WORD, Grade.NONE]


def test_the_column_of_the_best_match_is_named_and_the_text_comes_first() -> None:
    made = space_of(title=["red door", "ball"], kind=["door", "red"], size=[1.0, 2.0])
    assert text_columns(made) == ["title", "kind"]
    found = find_text(made, "red")
    assert found[["index", "column"]].to_numpy().tolist() == [[1, "kind"], [0, "title"]], "the whole text is better"
    assert find_text(made, "door")["column"].tolist() == ["kind"]
    assert find_text(made, "2", ["size"])["index"].tolist() == [1]
    with pytest.raises(UserError, match="no column “colour”"):
        find_text(made, "red", ["colour"])


def test_equal_matches_are_in_the_order_of_columns_then_of_items() -> None:
    made = space_of(a=["x", "y", "x"], b=["y", "x", "x"])
    assert find_text(made, "x")[["index", "column"]].to_numpy().tolist() == [[0, "a"], [2, "a"], [1, "b"]]


def test_sixteen_columns_are_searched_at_once() -> None:
    made = space_of(**{f"c{at}": ["x" if at == 15 else "y", "n"] for at in range(17)})
    assert find_text(made, "x")["column"].tolist() == ["c15"]
    with pytest.raises(UserError, match="17 columns were given"):
        find_text(made, "x", list(made.items.columns))


def test_only_some_items_count() -> None:
    assert find_text(texts("a", "a", "a"), "a", among=np.array([True, False, True]))["index"].tolist() == [0, 2]


def test_missing_cells_and_other_values_are_searched_as_they_are_read() -> None:
    made = space_of(word=["a", None, "nan"], mixed=[1, None, True], many=[["x", "y"], [], ["z"]])
    assert find_text(made, "nan")["index"].tolist() == [2]
    assert find_text(made, "true")["index"].tolist() == [2]
    assert find_text(made, "y", ["many"])["index"].tolist() == [0]


@pytest.mark.parametrize("query", ["", "   ", "\u0301"])
def test_nothing_is_no_search(query: str) -> None:
    with pytest.raises(UserError, match="The text is empty"):
        find_text(texts("a"), query)


def test_a_query_without_end_is_refused_and_a_long_one_is_not() -> None:
    long = "word " * 400
    with pytest.raises(UserError, match="100,000 letters"):
        find_text(texts("a"), "x" * 100_000)
    assert find_text(texts("a", f"the {long}", "word"), long[:LONGEST])["index"].tolist() == [1]


def test_the_nearest_spellings_are_told() -> None:
    search = TextSearch.of(texts("Elephant in the room", "telephone", "none"))
    assert search.spellings("olifant")[0] == "elephant"
    assert search.spellings("🙂") == []


def test_an_index_is_plain_arrays_and_opens_from_them(tmp_path: Path) -> None:
    index = TextIndex.of(["a red door", "Red!", "a red door"])
    for name, array in index.arrays.items():
        np.save(tmp_path / f"{name}.npy", array)
    opened = TextIndex({name: np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in index.arrays})
    assert grades_of(opened, "red") == [Grade.WORD, Grade.WORD, Grade.WORD]
    assert len(opened.texts) == 2, "equal texts are kept once"
    assert opened.nbytes < 300


def test_no_text_at_all_is_no_error() -> None:
    assert find_text(texts("", ""), "a").empty
    given_vectors = Space(np.eye(2, dtype=np.float32), pd.DataFrame({"number": [1, 2]}))
    assert find_text(given_vectors, "1").empty
    assert find_text(given_vectors, "1", ["number"])["index"].tolist() == [0]


def test_the_page_and_this_fold_alike() -> None:
    cases = json.loads((Path(__file__).parents[1] / "finding_cases.json").read_text("utf-8"))
    for case in filter(lambda case: case["query"].strip() and case["texts"], cases):
        found = find_text(texts(*case["texts"]), case["query"], fuzzy=False)["index"]
        assert sorted(found) == sorted(case["found"]), case["query"]


def test_many_languages_are_searched_as_by_hand(shared_data: Path) -> None:
    table = pd.read_csv(shared_data / "text/tatoeba_113_languages.tsv", sep="\t", header=None, quoting=3, nrows=30_000)
    made = texts(*table[1].astype(str))
    folded = [fold(text) for text in made.names]
    search = TextSearch.of(made)
    for query in ("he", "Tom", "न", "מה", "где", "don't", "is not", ". ", "ё"):
        wanted = fold(query)
        expected = [at for at, text in enumerate(folded) if wanted in text]
        found = search.find(query, fuzzy=False)
        assert sorted(found.indices[found.grades < Grade.APART]) == expected, query


def test_words_of_a_built_in_space_are_found() -> None:
    words = builtin("words")
    found = find_text(words, "qeuen")
    assert words.names[found["index"][0]] == "queen"
