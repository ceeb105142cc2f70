"""Whatever opens also opens packed by gzip; nothing of it stays behind, and bombs and cut files are refused."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest
from openpyxl import Workbook

from embeddings import UserError, load, unpacking
from embeddings.reading import preview, read

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

CONTENTS = {
    "reviews.csv": (b"text,label\nhello world,a\n", "CSV, comma, UTF-8, header, gzip"),
    "reviews.tsv": (b"text\tlabel\nhello world\ta\n", "TSV, tab, UTF-8, header, gzip"),
    "reviews.jsonl": (b'{"text": "hello world", "label": "a"}\n', "JSONL, UTF-8, gzip"),
    "reviews.json": (b'[{"text": "hello world", "label": "a"}]', "JSON, UTF-8, gzip"),
}


def expect_hello(path: Path, format: str, name: str | None = None) -> None:
    table = read(path, name)
    assert table.frame.to_dict("records") == [{"text": "hello world", "label": "a"}]
    assert table.format == preview(path, name).format == format


@pytest.mark.parametrize("name", CONTENTS)
def test_text_opens_packed(file: Callable[..., Path], name: str) -> None:
    content, format = CONTENTS[name]
    expect_hello(file(gzip.compress(content), f"{name}.gz"), format)
    expect_hello(file(gzip.compress(content), f"{name}.GZ"), format)


@pytest.mark.parametrize("name", CONTENTS)
def test_its_bytes_tell_what_the_name_does_not(file: Callable[..., Path], name: str) -> None:
    content, format = CONTENTS[name]
    if name != "reviews.jsonl":  # one line alone may be either
        expect_hello(file(gzip.compress(content), "upload"), format)
    expect_hello(file(gzip.compress(content), "upload"), format, f"{name}.gz")


def test_columns_and_workbooks_open_packed(file: Callable[..., Path], tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pa.table({"text": ["hello world"], "label": ["a"]}), tmp_path / "a.parquet")
    expect_hello(file(gzip.compress((tmp_path / "a.parquet").read_bytes()), "b.parquet.gz"), "Parquet, gzip")
    book = Workbook()
    book.active.append(["text", "label"])
    book.active.append(["hello world", "a"])
    book.save(tmp_path / "a.xlsx")
    expect_hello(file(gzip.compress((tmp_path / "a.xlsx").read_bytes()), "b.xlsx.gz"), "Excel, header, gzip")


def test_a_space_of_a_packed_file_has_its_plain_name(file: Callable[..., Path]) -> None:
    rows = "".join(f"hello number {n},a\n" for n in range(5))
    space = load(file(gzip.compress(f"text,label\n{rows}".encode()), "my.reviews.csv.gz"), encoder="lsa")
    assert (space.name, len(space)) == ("my.reviews", 5)


@pytest.mark.parametrize("way", [preview, read])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(gzip.compress(b"text,label\n" + b"hello,a\n" * 9)[:-9], r"“a\.csv\.gz” ends before", id="cut"),
        pytest.param(gzip.compress(b"text,label\nhello,a\n")[:10] + b"\xff" * 30, "is no sound gzip", id="noise"),
        pytest.param(gzip.compress(b"text,label\nhello,a\n") + b"junk", "is no sound gzip", id="junk at its end"),
        pytest.param(b"text,label\nhello,a\n", "does not begin like gzip", id="not packed"),
        pytest.param(b"", "does not begin like gzip", id="nothing"),
        pytest.param(gzip.compress(b""), r"“a\.csv\.gz” has no content", id="nothing, packed"),
    ],
)
def test_what_is_cut_or_no_gzip_is_refused(
    file: Callable[..., Path], way: Callable[[Path], object], content: bytes, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence) as refusal:
        way(file(content, "a.csv.gz"))
    assert refusal.value.hint


def test_a_bomb_is_refused(file: Callable[..., Path]) -> None:
    content = gzip.compress(b"text,label\n" + b"hello,a\n" * 9_000_000)
    with pytest.raises(UserError, match="unpacks to more than 64 MB"):
        read(file(content, "a.csv.gz"))


def test_what_would_fill_the_disk_is_refused(file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 1 << 20)
    with pytest.raises(UserError, match="unpacks to more than 1 MB"):
        read(file(gzip.compress(bytes(3 << 20)), "a.csv.gz"))


def test_a_row_that_does_not_fit_leaves_nothing_behind(file: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match="Row 3 has 1 cell"):
        read(file(gzip.compress(b"text,label\nhello,a\nx\n"), "a.csv.gz"))
