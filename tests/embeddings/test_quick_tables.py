"""Whole blocks of well-formed rows are read at once, and as the careful reader reads them, row by row."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from embeddings import UserError
from embeddings.gathering import gather
from embeddings.loaders import Rows, blocks
from embeddings.progress import silent
from embeddings.reading import opened_file, read

ROOT = Path(__file__).parents[2]
CELLS = st.sampled_from(
    [
        "a",
        "bc",
        "",
        " ",
        '"d"',
        '"e,f"',
        '"g\nh"',
        '"i""j"',
        '""',
        '"""k"',
        'l"m',
        '"n" o',
        "é",
        "日本",
        "NA",
        "p\x1fq",
        "1.50",
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2) | st.lists(CELLS, max_size=3), max_size=30)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
BUFFERS = 48 << 20
PEAK = """
import sys
from pathlib import Path
import pyarrow.csv
from embeddings.reading import items_of, read

def peak():  # of this process alone: `ru_maxrss` begins with its parent's
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

path = Path(sys.argv[1])
small = path.with_name("small.csv")
small.write_text("text,label\\na,b\\n")
items_of(read(small), "text", "label")
before = peak()
table = items_of(read(path), "text", "label")
assert len(table.frame) == 600_000
print(peak() - before)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quick") / "quick.csv"


def both(path: Path, skip_bad_rows: bool = True) -> tuple[object, object]:
    """Return what the careful reader makes of a file, and what the quick one does, in blocks of a few bytes."""
    with patch.multiple(blocks, FIRST=8, BLOCK=32):
        return outcome(path, skip_bad_rows, False), outcome(path, skip_bad_rows, True)


def outcome(path: Path, skip_bad_rows: bool, quick: bool) -> object:
    try:
        with opened_file(path, path.name) as (opened, size):
            assert opened.quick is not None
            chosen = opened if quick else opened._replace(quick=None)
            gathered = gather(chosen, size, skip_bad_rows, silent)
            return gathered.frame.to_numpy().tolist(), gathered.notes
    except UserError as refusal:
        return refusal.args


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=ROWS, end=ENDS, encoding=ENCODINGS, separator=st.sampled_from(",;\t"), skip=st.booleans(), last=st.booleans()
)
@example(rows=[["a", '"b']], end="\n", encoding="utf-8", separator=",", skip=True, last=True)
@example(
    rows=[["a", "b"]] * 9 + [["\ufeffa", "b"]] * 9, end="\n", encoding="utf-8", separator=",", skip=True, last=True
)
def test_both_ways_of_reading_give_the_same(
    path: Path, rows: list[list[str]], end: str, encoding: str, separator: str, skip: bool, last: bool
) -> None:
    lines = [separator.join(cell.replace("\n", end) for cell in row) for row in [["text", "label"], *rows]]
    path.write_bytes((end.join(lines) + end * last).encode(encoding, "replace"))
    careful, quick = both(path, skip)
    assert quick == careful


def test_both_ways_agree_on_one_text_a_line(file: Callable[..., Path]) -> None:
    path = file('text\n"hello, ""you"""\n\nwell "then"\n \nx\x1fy\n' * 9, "lines.csv")
    careful, quick = both(path)
    assert quick == careful


@pytest.mark.parametrize("folder", ["nasty/csv-spectrum/csvs", "text/messy", "text"])
def test_both_ways_agree_on_real_files(shared_data: Path, folder: str) -> None:
    found = sorted(path for kind in ("*.csv", "*.tsv") for path in (shared_data / folder).glob(kind))
    assert found
    for path in found:
        assert outcome(path, True, True) == outcome(path, True, False), path.name


def test_well_formed_blocks_are_taken_whole_and_odd_rows_alone(file: Callable[..., Path]) -> None:
    good = 'a fine text,"b, c"\r\n' * 20_000
    path = file("text,label\n" + good + 'an "odd" one,b\r\n' + good * 10)
    with patch.object(blocks, "BLOCK", 1 << 21), opened_file(path, "a.csv") as (opened, _):
        assert opened.quick is not None
        kinds = [type(row) is Rows for row in opened.quick]
    assert kinds.count(True) >= 2
    assert kinds.count(False) < 150_000  # the block with the odd row in it, and the first


def test_a_row_that_does_not_fit_is_named_far_down_behind_whole_blocks(file: Callable[..., Path]) -> None:
    good = 'a fine\ntext,b\n\n"two\nlines",c\n'.replace("a fine\n", "a fine ")
    with pytest.raises(UserError, match="Row 450,002 has 3 cells, not 2"):
        read(file("text,label\n" + good * 150_000 + "x,y,z\n"))


def test_a_large_file_costs_little_more_memory_than_it_has_bytes(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("text,label,stars\n")
        for number in range(600_000):
            file.write(
                f'"A text, number {number}, that is about as long as what people write of {number}",{number % 9},5\n'
            )
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    size = path.stat().st_size
    assert size < int(done.stdout) < 2 * size + BUFFERS  # rows of Python's objects take four times the file
