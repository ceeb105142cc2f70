"""A row with too few or too many cells, or with stray quotes, is named by its number or left out on request."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import UserError
from embeddings.reading import preview, read

RAGGED = "text,label\nhello world,a\ngood, bye,b\nwell then,a\nx\ny,b\n"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("a,b\nc,d\ne,f,g\n", "Row 4 has 3 cells, not 2: one after “label”"),
        ("a,b\nc,d\ne\n", "Row 4 has 1 cell, not 2: none for “label”"),
        ("a,b,c\n", "Row 2 has 3 cells, not 2: one after “label”"),
        ('"two\nlines",b\n\nc,d,e\n', "Row 4 has 3 cells, not 2"),
        ('a,b\n"Hi" she said,d\n', "Row 3 has text beside a quotation mark"),
        ('a,b\nc,"d\ne,"f"\ng,h\n', "Row 3 has text beside a quotation mark"),
    ],
)
def test_the_row_is_named_as_a_spreadsheet_numbers_it(file: Callable[..., Path], rows: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        read(file("text,label\n" + rows))


def test_the_number_is_right_far_down_and_without_a_header(file: Callable[..., Path]) -> None:
    path = file("ham\thello there\n" * 30_000 + "ham\n" + "spam\tbye now\n" * 10, "sms.tsv")
    with pytest.raises(UserError, match="Row 30,001 has 1 cell, not 2: none for “Column 2”"):
        read(path)


def test_such_rows_are_left_out_on_request_and_told_of(file: Callable[..., Path]) -> None:
    table = read(file(RAGGED), skip_bad_rows=True)
    assert table.frame["text"].tolist() == ["hello world", "well then", "y"]
    assert table.notes == ("2 rows that did not fit left out: 3, 5.",)


def test_a_row_with_stray_quotes_is_left_out_alone(file: Callable[..., Path]) -> None:
    table = read(file('text,label\na,b\n"Hi" she said,c\nd,e\n'), skip_bad_rows=True)
    assert table.frame["text"].tolist() == ["a", "d"]
    assert table.notes == ("1 row that did not fit left out: 3.",)


def test_only_the_first_few_of_many_are_listed(file: Callable[..., Path]) -> None:
    table = read(file("text,label\n" + "a,b\n" * 20 + "c\n" * 9), skip_bad_rows=True)
    assert table.notes == ("9 rows that did not fit left out: 22, 23, 24, 25, 26 ….",)


def test_nothing_is_left_when_no_row_fits(file: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="no rows below it"):
        read(file("text,label\na,b,c\n"), skip_bad_rows=True)


@pytest.mark.parametrize("skip_bad_rows", [False, True])
@pytest.mark.parametrize("place", [2, 5])
def test_a_quote_that_swallows_the_rest_is_refused_however_it_is_read(
    file: Callable[..., Path], skip_bad_rows: bool, place: int
) -> None:
    rows = [f"text {number},a\n" for number in range(2, 9)]
    rows[place - 2] = '"' + rows[place - 2]
    with pytest.raises(UserError, match=f"Row {place} has a quotation mark that holds all the rest"):
        read(file("text,label\n" + "".join(rows)), skip_bad_rows=skip_bad_rows)


def test_a_quote_that_swallows_the_rest_is_refused_in_the_last_column(file: Callable[..., Path]) -> None:
    path = file('label,text\na,b\nc,d\ne,f\ng,"hello\nh,i\n')
    with pytest.raises(UserError, match="Row 5 has a quotation mark"):
        preview(path)


def test_the_preview_shows_a_row_that_does_not_fit_and_leaves_its_refusal_to_reading(file: Callable[..., Path]) -> None:
    assert preview(file(RAGGED)).rows["text"].tolist() == ["hello world", "good", "well then", "x", "y"]
