"""Workbooks of Excel: the first sheet with anything on it, by the values that a person sees."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from embeddings import UserError
from embeddings.reading import preview, read

ROWS = [["text", "label", "stars"], ["hello, world", "a", 4.0], ["bye", None, 2.5], ["well", "b", None]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a workbook of named sheets."""

    def written(sheets: dict[str, list[list[Any]]], name: str = "a.xlsx") -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return written


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "upload"])
def test_a_sheet_is_a_table(book: Callable[..., Path], name: str) -> None:
    table = read(book({"Sheet": ROWS}, name))
    assert list(table.frame.columns) == ROWS[0]
    assert table.frame.to_numpy().tolist() == [["hello, world", "a", "4"], ["bye", "", "2.5"], ["well", "b", ""]]
    assert (table.format, table.notes) == ("Excel, header", ())


def test_the_first_sheet_with_content_is_read_and_the_others_are_named(book: Callable[..., Path]) -> None:
    path = book({"Cover": [], "Reviews": ROWS, "Sums": [["a", 1]]})
    table = read(path)
    assert len(table.frame) == 3
    assert table.notes == ("Only the sheet “Reviews” was read; the others are “Cover”, “Sums”.",)
    assert preview(path).notes == table.notes


def test_values_are_as_a_person_sees_them(book: Callable[..., Path]) -> None:
    moment = datetime.datetime(2026, 11, 25, 8, 30)
    row = ["hello", moment, moment.date(), datetime.time(8, 30), True, 10**12]
    cells = read(book({"Sheet": [["text", "a", "b", "c", "d", "e"], row]})).frame.to_numpy().tolist()
    assert cells == [["hello", "2026-11-25 08:30:00", "2026-11-25", "08:30:00", "true", "1000000000000"]]


def test_formulas_are_what_they_were_when_saved(book: Callable[..., Path], tmp_path: Path) -> None:
    path, saved = book({"Sheet": [["text", "n"], ["hello", "=1+2"]]}), tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(saved, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, source.read(entry).replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>"))
    assert read(saved).frame["n"].tolist() == ["3"]


def test_blank_rows_count_and_cells_beyond_the_header_get_a_name(book: Callable[..., Path]) -> None:
    table = read(book({"Sheet": [[], ["text", "label"], [], ["hello world", "a", "more"], ["bye", "b"]]}))
    assert list(table.frame.columns) == ["text", "label", "Column 3"]
    assert table.frame["Column 3"].tolist() == ["more", ""]


def test_a_wide_row_far_down_is_named(book: Callable[..., Path]) -> None:
    path = book({"Sheet": [["text", "label"], *[["hello", "a"]] * 700, [], ["bye", "b", "c"]]})
    with pytest.raises(UserError, match="Row 703 has 3 cells, not 2: one after “label”"):
        read(path)
    assert len(read(path, skip_bad_rows=True).frame) == 700


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook of Excel 97"),
        (b"<html><table><tr><td>a</td></tr></table></html>", "but is a web page"),
        (b"text,label\nhello,a\n", "but is none"),
        (b"PK\x03\x04" + bytes(600), "but is none"),
        (b"", "but is none"),
    ],
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_what_is_no_workbook_is_refused(file: Callable[..., Path], name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence) as refusal:
        read(file(content, name))
    assert "CSV" in refusal.value.hint


def test_damaged_empty_and_foreign_archives_are_refused(book: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no cell with anything"):
        read(book({"Sheet": [], "Other": []}))
    path, cut = book({"Sheet": ROWS}), tmp_path / "cut.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(cut, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, content[: len(content) // 2] if "sheet1" in entry else content)
    with pytest.raises(UserError, match=r"“cut\.xlsx” cannot be read"):
        read(cut)
    with zipfile.ZipFile(tmp_path / "no.xlsx", "w") as target:
        target.writestr("a.txt", "hello")
    with pytest.raises(UserError, match=r"“no\.xlsx” cannot be read"):
        read(tmp_path / "no.xlsx")


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in range(9):
            archive.writestr(f"xl/{part}.xml", bytes(1 << 27))
    with pytest.raises(UserError, match=r"unpacks to 1\.1 GB, over 1"):
        read(path)


def test_titles_above_the_header_are_left_out_and_told_of(book: Callable[..., Path]) -> None:
    path = book({"Sheet": [["Answers of 2024"], [], ["Asked in May"], *ROWS, ["so, so", "a", 3]]})
    table = read(path)
    assert list(table.frame.columns) == ROWS[0]
    assert table.frame["text"].tolist() == ["hello, world", "bye", "well", "so, so"]
    assert table.notes == ("2 rows above the header left out: “Answers of 2024 Asked in May”.",)
    assert preview(path).reading == {"header_row": 4}


def test_the_row_of_the_header_can_be_given(book: Callable[..., Path]) -> None:
    path = book({"Sheet": [["Answers of 2024"], *ROWS]})
    assert preview(path).columns == tuple(ROWS[0])
    as_rows = read(path, reading={"header_row": 0})
    assert as_rows.frame.iloc[:2, 0].tolist() == ["Answers of 2024", "text"]
    assert read(path, reading={"header_row": 1}).frame.columns[0] == "Answers of 2024"
    assert list(read(path, reading={"header_row": 3}).frame.columns) == ["hello, world", "a", "4"]
    with pytest.raises(UserError, match="nothing from row 9 on"):
        read(path, reading={"header_row": 9})


@pytest.mark.parametrize(
    "rows",
    [
        [["only one"], ["hello", "a"], ["bye", "b"], ["well", "a"], ["so", "b"]],
        [["a text"], ["another"], ["a third"]],
        [["text", None], ["hello", "a"], ["bye", "b"]],
    ],
    ids=["no names below", "one column", "a header with a gap"],
)
def test_a_first_row_with_few_cells_is_kept_where_no_names_follow(
    book: Callable[..., Path], rows: list[list[str | None]]
) -> None:
    table = read(book({"Sheet": rows}))
    found = [*table.frame.columns, *table.frame.to_numpy().ravel()]
    assert rows[0][0] in found
