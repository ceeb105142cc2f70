"""Tables in all their spellings are read cell by cell as they were meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings import UserError
from embeddings.reading import items_of, preview, read

PLAIN = "text,label\nhello world,a\ngood bye,b\nwell then,a\n"
ROWS = [["hello world", "a"], ["good bye", "b"], ["well then", "a"]]


def cells(path: Path) -> list[list[str]]:
    return read(path).frame.to_numpy().tolist()


@pytest.mark.parametrize(
    ("separator", "format"), [(",", "CSV, comma"), (";", "CSV, semicolon"), ("|", "CSV, bar"), ("\t", "TSV, tab")]
)
def test_the_separator_is_found_whatever_the_ending(file: Callable[..., Path], separator: str, format: str) -> None:
    path = file(PLAIN.replace(",", separator), "table.csv")
    assert cells(path) == ROWS
    assert read(path).format == f"{format}, UTF-8, header"


def test_commas_in_a_semicolon_table_stay_in_their_cells(file: Callable[..., Path]) -> None:
    assert cells(file("text;label\nhello, world;a\nyes, no, maybe;b\n")) == [
        ["hello, world", "a"],
        ["yes, no, maybe", "b"],
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_end_ends_a_row(file: Callable[..., Path], end: str) -> None:
    assert cells(file(PLAIN.replace("\n", end))) == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_and_quotes_within_a_cell_stay(file: Callable[..., Path], end: str) -> None:
    path = file(f'text,label{end}"hello{end}""world"", all",a{end}"{end}x",b{end}')
    assert cells(path) == [[f'hello{end}"world", all', "a"], [f"{end}x", "b"]]


def test_a_last_line_without_an_end_is_a_row(file: Callable[..., Path]) -> None:
    assert cells(file(PLAIN.rstrip("\n"))) == ROWS
    assert cells(file('text,label\nhello,"a"')) == [["hello", "a"]]


def test_one_row_is_a_table(file: Callable[..., Path]) -> None:
    assert cells(file("text,label\nhello there,a\n")) == [["hello there", "a"]]
    assert cells(file("hello there my friend\n")) == [["hello there my friend"]]


def test_equal_cells_are_kept_every_one(file: Callable[..., Path]) -> None:
    assert cells(file("text,label\nsame,x\nsame,x\nsame,x\n")) == [["same", "x"]] * 3
    assert cells(file("same\nsame\nsame\n")) == [["same"]] * 3


def test_columns_of_one_name_are_told_apart_and_told_of(file: Callable[..., Path]) -> None:
    table = read(file("text,text,,text (2)\nhello,b,c,d\n"))
    assert list(table.frame.columns) == ["text", "text (2)", "Column 3", "text (2) (2)"]
    assert table.notes[0] == "Two columns are called “text”; one of them is now “text (2)”."


def test_a_cell_of_ten_megabytes_is_read_wherever_it_stands(file: Callable[..., Path]) -> None:
    long = "word, " * 1_700_000
    for rows in (f'"{long}",a\nshort,b\n', f'short,b\n"{long}",a\n'):
        path = file("What was said,Its kind\n" + rows)
        frame = read(path).frame
        assert sorted(map(len, frame["What was said"])) == [5, len(long)]
        assert sorted(frame["Its kind"]) == ["a", "b"]
        assert preview(path).text == "What was said"


def test_blank_lines_are_no_rows(file: Callable[..., Path]) -> None:
    assert cells(file("\n,\ntext,label\n\nhello world,a\n   \ngood bye,b\n\nwell then,a\n\n")) == ROWS


def test_separators_at_the_end_of_rows_make_no_columns(file: Callable[..., Path]) -> None:
    assert cells(file("What was said,Its kind,,\nhello world,a\ngood bye,b,,\nwell then,a,\n")) == ROWS
    assert list(read(file("text,label,\nhello,a,3\nbye,b,\n")).frame.columns) == ["text", "label", "Column 3"]


def test_one_text_a_line_needs_no_separator_and_keeps_its_quotes(file: Callable[..., Path]) -> None:
    lines = ['"Hi," she said to me', 'I said "bye", and went', "\x1fwell | then; so\tbe it", '"and that was all']
    assert [row[0] for row in cells(file("\n".join(lines), "lines.txt"))] == lines


def test_quotes_that_hold_the_cells_of_one_column_are_taken_off(file: Callable[..., Path]) -> None:
    assert cells(file('text\n"hello, world"\n"two\nlines"\nplain\n')) == [["hello, world"], ["two\nlines"], ["plain"]]


def test_quotes_in_a_tab_table_stay_unless_they_hold_its_cells(file: Callable[..., Path]) -> None:
    loose = 'ham\t"Hello, he said\nspam\tWin a "prize"\nham\t"Oh" well\nham\tOk\n'
    assert [row[1] for row in cells(file(loose, "a.tsv"))] == ['"Hello, he said', 'Win a "prize"', '"Oh" well', "Ok"]
    assert cells(file('text\tlabel\n"a\tb"\tx\n"c ""d"""\ty\n', "b.tsv")) == [["a\tb", "x"], ['c "d"', "y"]]


def test_a_stray_zero_byte_is_kept_in_its_cell(file: Callable[..., Path]) -> None:
    assert cells(file(PLAIN.replace("hello", "he\0llo") + "a long text,b\n" * 3))[0] == ["he\0llo world", "a"]


def test_the_preview_shows_the_beginning_as_it_is_read(file: Callable[..., Path]) -> None:
    path = file("text,label\n" + "".join(f"number {n},{n % 3}\n" for n in range(50)))
    seen = preview(path, rows=7)
    assert seen.rows.equals(read(path).frame.head(7))
    assert (seen.columns, seen.text, seen.label) == (("text", "label"), "text", "label")


def test_a_preview_of_a_large_file_reads_its_beginning_only(file: Callable[..., Path]) -> None:
    seen = preview(file("text,label\n" + "a fine text,b\n" * 30_000 + "broken,row,here\n"))
    assert (len(seen.rows), seen.text) == (20, "text")


def test_items_are_the_rows_with_a_text_and_those_without_are_told_of(file: Callable[..., Path]) -> None:
    table = items_of(read(file("text,label\nhello,a\n ,b\n,c\nbye,d\n")), "text", "label")
    assert table.frame["label"].tolist() == ["a", "d"]
    assert list(table.frame.index) == [0, 1]
    assert table.notes == ("2 rows without text left out.",)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["1", "2.5", ""], [1, 2.5, None]),
        (["-1E+3", " 2 ", "3"], [-1000, 2, 3]),
        (["007", "1", "2"], None),
        (["1,5", "2", "3"], None),
        (["1e999", "2", "3"], None),
        (["12345678901234567", "2", "3"], None),
        (["nan", "2", "3"], None),
        (["", "", ""], None),
    ],
)
def test_a_column_becomes_numbers_only_where_each_cell_stays_what_it_is(
    file: Callable[..., Path], written: list[str], meant: list[float | None] | None
) -> None:
    rows = "".join(f'hello {n};a;"{cell}"\n' for n, cell in enumerate(written))
    table = items_of(read(file("text;label;size\n" + rows)), "text", "label")
    size = table.frame["size"]
    found = [None if missing else value for value, missing in zip(size, size.isna(), strict=True)]
    assert found == (written if meant is None else meant)


def test_progress_counts_bytes_and_what_it_raises_ends_the_reading(file: Callable[..., Path]) -> None:
    path = file("text,label\n" + "a fine text,b\n" * 5_000)
    told: list[tuple[int, int]] = []
    read(path, progress=lambda done, total, message: told.append((done, total)))
    size = path.stat().st_size
    assert len(told) >= 2
    assert told == sorted(told)
    assert told[-1] == (size, size)
    assert all(0 < done <= total == size for done, total in told)

    def stop(done: int, total: int, message: str) -> None:
        raise KeyboardInterrupt("enough")

    with pytest.raises(KeyboardInterrupt, match="enough"):
        read(path, progress=stop)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_by_which_excel_names_the_separator_is_no_row(
    file: Callable[..., Path], first: str, encoding: str
) -> None:
    path = file(f"{first}\r\ntext;size\r\nhéllo, world;1,5\r\nbye;2,5\r\n", encoding=encoding)
    table = read(path)
    assert table.frame.to_dict("list") == {"text": ["héllo, world", "bye"], "size": ["1,5", "2,5"]}
    assert preview(path).columns == ("text", "size")


def test_any_sign_may_be_named_and_rows_count_without_that_line(file: Callable[..., Path]) -> None:
    assert read(file("sep=^\ntext^label\na^b\n")).frame.to_dict("list") == {"text": ["a"], "label": ["b"]}
    with pytest.raises(UserError, match="Row 3 has 3 cells"):
        read(file("sep=,\ntext,label\na,b\nc,d,e\n"))


def test_a_line_that_only_resembles_it_is_a_row(file: Callable[..., Path]) -> None:
    assert read(file("sep=;x\nsep=;y\n", "lines.txt")).frame.to_numpy().ravel().tolist()[-1].endswith("y")
