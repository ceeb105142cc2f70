"""Long documents are cut into passages that overlap, end with sentences where they can, and lose no word."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import UserError, load
from embeddings.reading import Table
from embeddings.searching.passages import passages, passages_of

LONG = " ".join(f"Word{n}{'.' if n % 17 == 0 else ''}" for n in range(1, 301))


def table(texts: list[str], **columns: list[str]) -> Table:
    return Table(pd.DataFrame({"text": texts} | columns, dtype="object"), "CSV", ("A note.",))


def test_each_passage_has_the_columns_of_its_document_and_its_place() -> None:
    cut = passages(table(["One two three four five six.", "", "Short."], label=["a", "b", "c"]), "text", 4, 1)
    assert cut.frame.to_dict("records") == [
        {"text": "One two three four", "label": "a", "document": 0, "passage": 1},
        {"text": "four five six.", "label": "a", "document": 0, "passage": 2},
        {"text": "Short.", "label": "c", "document": 2, "passage": 1},
    ]
    assert cut.notes == ("A note.", "3 documents cut into 3 passages of up to 4 words.")


def test_a_passage_ends_with_a_sentence_that_ends_near_its_limit() -> None:
    found = list(passages_of(LONG, 60, 10))
    assert [passage.split()[-1] for passage in found[:2]] == ["Word51.", "Word101"]
    assert [passage.split()[0] for passage in found[:2]] == ["Word1", "Word42"]


def test_without_a_sentence_it_ends_with_its_last_word() -> None:
    assert [len(passage.split()) for passage in passages_of("word " * 100, 30, 0)] == [30, 30, 30, 10]


def test_scripts_without_spaces_are_cut_between_letters() -> None:
    found = list(passages_of("私は本を読む。" * 10, 20, 5))
    assert found[0] == "私は本を読む。" * 3
    assert all(len(passage) <= 30 for passage in found)


@given(
    ends=st.lists(st.sampled_from(["", "", "", ".", "!”", "\n\n", " \t "]), max_size=60),
    words=st.integers(1, 9),
    share=st.floats(0, 0.5),
)
def test_passages_hold_every_word_and_overlap_as_asked(ends: list[str], words: int, share: float) -> None:
    overlap = int(words * share)
    text = " ".join(f"w{n}{end}" for n, end in enumerate(ends))
    found = [passage.split() for passage in passages_of(text, words, overlap)]
    assert all(passage in text for passage in passages_of(text, words, overlap))
    assert all(len(passage) <= words for passage in found)
    assert all(before[len(before) - overlap :] == after[:overlap] for before, after in pairwise(found))
    assert [word for place, passage in enumerate(found) for word in passage[overlap * bool(place) :]] == text.split()


def test_columns_of_those_names_are_kept() -> None:
    cut = passages(table(["hello"], document=["mine"]), "text")
    assert cut.frame.to_dict("records") == [{"text": "hello", "document": "mine", "document (2)": 0, "passage": 1}]


@pytest.mark.parametrize(("words", "overlap"), [(0, 0), (10, 6), (10, -1)])
def test_numbers_that_do_not_fit_are_refused(words: int, overlap: int) -> None:
    with pytest.raises(UserError, match=f"cannot share {overlap}"):
        passages(table(["hello"]), "text", words, overlap)


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(UserError, match="no column “body”"):
        passages(table(["hello"]), "body")


def test_load_makes_a_space_of_passages(file: Callable[..., Path]) -> None:
    path = file(f"text,label\n{LONG},a\nA short one.,b\n,c\n")
    space = load(path, encoder="lsa", passage_words=60, passage_overlap=10)
    assert space.items["document"].tolist() == [0] * (len(space) - 1) + [1]
    assert space.items["passage"].tolist() == [*range(1, len(space)), 1]
    assert space.names[0].endswith("Word51.")
    assert "2 documents cut into 8 passages of up to 60 words." in space.notes
    assert len(load(path, encoder="lsa", passage_words=60)) > 2
    assert len(load(path, encoder="lsa")) == 2
