"""Real files from the wild are read as their makers and the manifest of the shared data describe them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.reading import items_of, preview, read

SPECTRUM = [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
]  # fmt: skip


@pytest.mark.parametrize("name", SPECTRUM)
def test_the_csv_spectrum_reads_as_its_answers(shared_data: Path, file: Callable[..., Path], name: str) -> None:
    folder = shared_data / "nasty" / "csv-spectrum"
    written = (folder / "csvs" / f"{name}.csv").read_bytes()
    answer = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    with_lf = json.loads(json.dumps(answer).replace("\\r\\n", "\\n"))
    with_crlf = json.loads(json.dumps(with_lf).replace("\\n", "\\r\\n"))
    assert read(file(written)).frame.to_dict("records") == with_lf
    assert read(file(written.replace(b"\n", b"\r\n"))).frame.to_dict("records") == with_crlf
    assert answer == (with_crlf if name.endswith("_crlf") else with_lf)


@pytest.mark.parametrize(
    ("name", "rows", "columns", "text", "format"),
    [
        ("bachelorette", 921, 23, "CONTESTANT", "CSV, comma, UTF-8, header"),
        ("castle-solutions", 1349, 11, "Why did you choose your troop deployment?", "CSV, comma, UTF-8, header"),
        ("fivethirtyeight_partisan_lean_DISTRICTS", 435, 2, "district", "CSV, comma, UTF-8 with a mark, header"),
        ("food-world-cup-data", 1373, 48, None, "CSV, comma, Mac Roman, header"),
        ("genius_hip_hop_lyrics", 377, 9, "line", "CSV, comma, Mac Roman, header"),
        ("low_numbers", 3660, 2, "Show Your Work", "CSV, comma, UTF-8, header"),
    ],
)
def test_messy_files_are_read_whole(
    shared_data: Path, name: str, rows: int, columns: int, text: str | None, format: str
) -> None:
    path = shared_data / "text" / "messy" / f"{name}.csv"
    table, guess = read(path), preview(path)
    assert (table.frame.shape, table.format, table.notes) == ((rows, columns), format, ())
    assert text in (None, guess.text)


def test_the_cells_of_messy_files_are_whole(shared_data: Path) -> None:
    folder = shared_data / "text" / "messy"
    castle = read(folder / "castle-solutions.csv").frame["Why did you choose your troop deployment?"]
    assert castle[0] == "because, I am number one!"
    assert sum("\n" in cell or "\r" in cell for cell in castle) == 127
    numbers = read(folder / "low_numbers.csv").frame
    assert max(map(len, numbers.to_numpy().ravel())) == 17_771
    assert numbers["Your Number"][2] == "-999,999,999,999,999,000,000,000,000"


def test_letters_of_the_old_mac_are_read_as_such(shared_data: Path) -> None:
    folder = shared_data / "text" / "messy"
    food = read(folder / "food-world-cup-data.csv").frame
    assert food.columns[1].startswith("Generally speaking, how would you rate your level of knowledge\xa0of cuisines")
    lyrics = read(folder / "genius_hip_hop_lyrics.csv").frame
    mended = [artist.encode("cp1252").decode() for artist in lyrics["artist"] if "Shant" in artist]
    assert set(mended) == {"Roxanne Shanté"}  # it was UTF-8 once, read as Windows-1252 and saved on a Mac


def test_messages_without_a_header_keep_their_quotes(shared_data: Path) -> None:
    path = shared_data / "text" / "sms_spam.tsv"
    guess, table = preview(path), read(path)
    lines = path.read_text("utf-8").splitlines()
    assert (guess.text, guess.label) == ("Column 2", "Column 1")
    assert len(table.frame) == 5_574
    assert (table.frame["Column 1"] + "\t" + table.frame["Column 2"]).tolist() == lines
    assert set(table.frame["Column 1"]) == {"Ham", "Spam"}


@pytest.mark.parametrize(("part", "rows"), [("train", 10_003), ("test", 3_080)])
def test_questions_to_a_bank_have_their_77_intents(shared_data: Path, part: str, rows: int) -> None:
    path = shared_data / "text" / f"banking77_{part}.csv"
    guess = preview(path)
    table = items_of(read(path), guess.text, guess.label)
    assert (guess.text, guess.label) == ("text", "category")
    assert (len(table.frame), table.frame["category"].nunique(), table.notes) == (rows, 77, ())


@pytest.mark.parametrize("columns", [["text"], ["text", "label"]], ids=["alone", "with a label"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["few quotes", "all quoted"])
def test_naughty_strings_come_back_verbatim(
    shared_data: Path, file: Callable[..., Path], columns: list[str], quoting: int
) -> None:
    strings = json.loads((shared_data / "nasty" / "blns" / "blns.json").read_text("utf-8"))
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=quoting)
    writer.writerows([columns, *([text, f"group {n % 3}"][: len(columns)] for n, text in enumerate(strings))])
    path = file(written.getvalue())
    assert len(strings) == 515
    assert read(path).frame["text"].tolist() == strings
    assert preview(path).text == "text"
