"""Whatever the bytes of a file are, reading gives a table or a sentence for a person, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from embeddings import UserError
from embeddings.reading import items_of, preview, read

PIECES = st.sampled_from(
    [
        "text",
        "label",
        "héllo wörld",
        "1",
        "-2.5e3",
        "nan",
        "inf",
        "",
        " ",
        '"',
        '""',
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r",
        "\r\n",
    ]
)
ODD = st.sampled_from(["\0", "\x1f", "\ufeff", "\ufffd", "😀", "日本", "\x85", "\u2028", "'", "\\"])
TEXTS = st.lists(PIECES | ODD, max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
WRITTEN = st.builds(str.encode, TEXTS, ENCODINGS) | TEXTS.map(lambda text: text.encode("cp1252", "replace"))
MARKED = st.builds(
    bytes.__add__, st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"text,label\n"]), st.binary()
)


Answer = TypeVar("Answer")


def answer(question: Callable[[], Answer]) -> Answer | UserError:
    """Return what a function returns, or its refusal, which must be whole."""
    try:
        return question()
    except UserError as refusal:
        return whole(refusal)


def whole(refusal: UserError) -> UserError:
    assert all(refusal.args), refusal
    return refusal


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "any.csv"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=WRITTEN | MARKED, skip_bad_rows=st.booleans(), rows=st.integers(1, 5))
@example(content=b"\xff\xfe\x00\xd8", skip_bad_rows=False, rows=1)
@example(content=b'"', skip_bad_rows=True, rows=1)
@example(content=b"text,label\n\xed\xa0\x80,a\n", skip_bad_rows=False, rows=1)
def test_every_file_is_a_table_or_a_sentence(path: Path, content: bytes, skip_bad_rows: bool, rows: int) -> None:
    path.write_bytes(content)
    guess = answer(lambda: preview(path, rows=rows))
    table = answer(lambda: read(path, skip_bad_rows=skip_bad_rows))
    if isinstance(guess, UserError):
        assert isinstance(table, UserError)
        return
    assert 1 <= len(guess.rows) <= rows
    assert len(set(guess.columns)) == len(guess.columns)
    assert guess.text in (None, *guess.columns)
    assert guess.label in (None, *guess.columns)
    if isinstance(table, UserError):
        return
    assert tuple(table.frame.columns) == guess.columns
    assert all(isinstance(cell, str) for cell in table.frame.to_numpy().ravel())
    items = answer(lambda: items_of(table, guess.text, guess.label))
    assert isinstance(items, UserError) or 1 <= len(items.frame) <= len(table.frame)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=12)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), delimiter=st.sampled_from(",;|\t"))
def test_what_a_spreadsheet_writes_is_read_cell_by_cell(
    path: Path, rows: list[tuple[str, str]], delimiter: str
) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in [("text", "label"), *rows]]
    path.write_bytes("".join(f"{delimiter.join(row)}\n" for row in quoted).encode())
    assert read(path).frame.to_numpy().tolist() == [list(row) for row in rows]
