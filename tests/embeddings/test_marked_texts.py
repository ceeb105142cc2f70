"""What is marked in a text that was found, and the piece of a long one around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.searching.folding import fold
from embeddings.searching.highlighting import around, marks, pieces


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The King and the king", "KING", ["King", "king"]),
        ("Un CAFÉ \n crème", "cafe creme", ["CAFÉ \n crème"]),
        ("e\u0301te\u0301 ete", "ete", ["e\u0301te\u0301", "ete"]),
        ("pie of apples", "apple pie", ["pie", "apple"]),
        ("a kiten sat", "kitten", ["kiten"]),
        ("ﬁne, of late", "f", ["ﬁ", "f"]),
        ("Straße", "strasse", ["Straße"]),
        ("a.*b axb", ".*", [".*"]),
        ("שלום עולם", "עולם", ["עולם"]),
        ("so 🙂🙂!", "🙂", ["🙂", "🙂"]),
        ("aaa", "aa", ["aa"]),
        ("nothing", "else", []),
        ("nothing", " ", []),
    ],
)
def test_what_is_found_is_marked_as_it_is_written(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, query)] == marked


def test_other_spellings_are_marked_only_where_they_count() -> None:
    assert marks("a kiten sat", "kitten", fuzzy=False) == []


@given(st.text(max_size=30), st.text(max_size=4))
def test_marks_are_in_order_apart_and_say_the_query(text: str, query: str) -> None:
    found = marks(text, query, fuzzy=False)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    assert "".join(part for part, _ in pieces(text, found)) == text
    if found and fold(query) in fold(text):
        assert all(fold(query) in fold(text[start:end]) for start, end in found)


def test_a_long_text_is_cut_around_its_first_mark() -> None:
    text = "word " * 100 + "needle" + " more" * 100
    piece, inside, before, after = around(text, marks(text, "needle"))
    assert [piece[start:end] for start, end in inside] == ["needle"]
    assert (len(piece), before, after) == (160, True, True)
    assert around("short", []) == ("short", [], False, False)
    at_the_end = "x" * 500 + " end"
    piece, inside, _, after = around(at_the_end, marks(at_the_end, "end"))
    assert piece.endswith("end")
    assert not after
