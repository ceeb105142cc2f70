"""Files that are no table of text are refused with a sentence that says what they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import UserError
from embeddings.reading import items_of, preview, read

REFUSED = {
    "nothing": (b"", "has no content"),
    "white space": (b"  \n\n \n", "has no content"),
    "a mark and nothing": (b"\xef\xbb\xbf", "no cell with anything"),
    "a UTF-16 mark and nothing": (b"\xff\xfe", "no cell with anything"),
    "separators alone": (b",\n,\n", "no cell with anything"),
    "spaces of every kind": ("\u3000;\xa0\n\u2003\n".encode(), "no cell with anything"),
    "empty quotes": (b'"",""\n"",""\n', "no cell with anything"),
    "a header": (b"text,label\n", "has a header and no rows"),
    "a header of one column": (b"text\n", "has a header and no rows"),
    "a header of unusual names": (b"foo,bar\n", "has a header and no rows"),
    "a PNG picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "looks like a PNG picture"),
    "a JPEG picture": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "looks like a JPEG picture"),
    "a workbook": (b"PK\x03\x04" + bytes(range(256)), "looks like a ZIP archive or an Excel file"),
    "a Parquet file": (b"PAR1" + bytes(range(256)), "looks like a Parquet file"),
    "a NumPy array": (b"\x93NUMPY\x01\x00v\x00{'descr': '<f4'}", "looks like a NumPy array"),
    "zeros": (b"text,label\n" + bytes(400), "holds binary data"),
    "control characters": (b"text,label\n" + bytes(range(1, 9)) * 40, "holds binary data"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("way", [preview, read])
def test_a_file_without_rows_of_text_is_refused(
    file: Callable[..., Path], way: Callable[..., object], content: bytes, reason: str
) -> None:
    with pytest.raises(UserError, match=reason) as refusal:
        way(file(content, "mine.csv"), "mine.csv")
    assert "“mine.csv”" in refusal.value.detail
    assert refusal.value.hint


@pytest.mark.parametrize("way", [preview, read])
def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, way: Callable[..., object]) -> None:
    with pytest.raises(UserError, match=r"“gone\.csv”: No such file"):
        way(tmp_path / "gone.csv")
    with pytest.raises(UserError, match="Is a directory"):
        way(tmp_path)


def test_a_table_of_numbers_has_no_text_column(file: Callable[..., Path]) -> None:
    path = file("a,b\n1,2\n3,4\n")
    guess = preview(path)
    assert guess.text is None
    with pytest.raises(UserError, match=r"None of the columns “a”, “b” looks like text.*Choose one"):
        items_of(read(path), guess.text, guess.label)


def test_a_column_that_is_not_there_is_refused_with_those_that_are(file: Callable[..., Path]) -> None:
    table = read(file("text,label\nhello,a\n"))
    with pytest.raises(UserError, match=r"no column “words”.*text, label"):
        items_of(table, "words", None)
    with pytest.raises(UserError, match=r"no column “kind”.*text, label"):
        items_of(table, "text", "kind")


def test_a_column_without_any_text_is_refused_by_name(file: Callable[..., Path]) -> None:
    table = read(file("text,label\n,a\n  ,b\n"))
    with pytest.raises(UserError, match="No row has anything in the column “text”"):
        items_of(table, "text", "label")
