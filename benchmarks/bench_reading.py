"""Reading a table: our `read` beside `pandas.read_csv(dtype=str)`, in time and in memory: 200,000 rows, then 300 MB."""

import csv
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.data import banking_questions
from benchmarks.peers import ROOT
from benchmarks.timing import table

ROWS, REPEATS, FAIR = 200_000, 5, 1.3
MANY, LONG, FEWER = 1_000_000, 5, 3  # rows; how many questions each of them is; repeats
WAYS = {
    "pandas.read_csv(dtype=str)": "import pandas\nread = lambda: pandas.read_csv(path, dtype=str, keep_default_na=False)",
    "pandas.read_csv(dtype=object)": "import pandas\nread = lambda: pandas.read_csv(path, dtype=object, keep_default_na=False)",
    "embeddings.reading.read": "from embeddings.reading import read as ours\nread = lambda: ours(path)",
}
MEASURE = """
import sys, time
from pathlib import Path
def peak():  # of this process alone: `ru_maxrss` begins with its parent's
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
path = Path(sys.argv[1])
{way}
small = path.with_name("small.csv")
path, large = small, path
read()
path = large
before = peak()
start = time.perf_counter()
kept = read()
print(time.perf_counter() - start, peak() - before)
"""


def main() -> None:
    """Time each way in fresh processes, in turns, after a small file that is not counted."""
    compare(ROWS, 1, REPEATS)
    print()
    compare(MANY, LONG, FEWER)


def compare(rows: int, questions: int, repeats: int) -> None:
    """Print the table of one file, and a warning where ours is slower than is fair."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.csv"), Path(folder, "small.csv")
        write(large, rows, questions)
        write(small, 100, questions)
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
        for _ in range(repeats):
            for name, way in WAYS.items():
                measured[name].append(once(way, large))
        size = large.stat().st_size / 2**20
    times = {name: statistics.median(seconds for seconds, _ in found) for name, found in measured.items()}
    peaks = {name: statistics.median(peak for _, peak in found) for name, found in measured.items()}
    theirs, *_, ours = times
    told = [
        [
            name,
            f"{times[name]:.2f} s",
            f"{times[name] / times[theirs]:.2f}",
            f"{peaks[name]:,.0f} MB",
            f"{peaks[name] / size:.1f}",
        ]
        for name in WAYS
    ]
    head = [f"{rows:,} rows, {size:.0f} MB", "median", "times pandas", "peak above the start", "times the file"]
    table(head, told)
    if times[ours] / times[theirs] > FAIR:
        print(f"\nOurs is slower, {times[ours] / times[theirs]:.1f} times.")


def write(path: Path, count: int, questions: int) -> None:
    """Write real questions, some of them together in a cell, with a label and two numbers."""
    rng, texts = random.Random(0), banking_questions()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label", "stars", "date"])
        for number in range(count):
            day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
            asked = " ".join(texts[(number * questions + place) % len(texts)] for place in range(questions))
            writer.writerow([asked, f"label {rng.randrange(77)}", rng.randrange(1, 6), day])


def once(way: str, path: Path) -> tuple[float, float]:
    """Return the seconds of one reading, and the MB that it added to the most that the process held."""
    script = [sys.executable, "-c", MEASURE.format(way=way), str(path)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024
