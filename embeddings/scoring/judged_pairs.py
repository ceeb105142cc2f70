"""Files of judged pairs: two words or sentences and a number, in the forms in which such tests are handed around.

With tabs, commas or spaces between the cells; with a header (SICK, SimLex-999, WordSim-353) or without one (MEN, RG-65,
the STS benchmark with its seven columns); lines that begin with ``#`` are comments.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from embeddings.errors import UserError

ALL = "all pairs"
SCORES = (
    "relatedness_score",
    "similarity_score",
    "score",
    "human (mean)",
    "simlex999",
    "mean",
    "similarity",
    "relatedness",
    "rating",
    "gold",
    "label",
)
TEXTS = (
    ("sentence_a", "sentence_b"),
    ("sentence1", "sentence2"),
    ("sentence 1", "sentence 2"),
    ("word1", "word2"),
    ("word 1", "word 2"),
    ("text1", "text2"),
    ("a", "b"),
)
SECTIONS = ("section", "genre", "category", "pos", "dataset")
STS = 7  # columns of the STS benchmark at least: genre, file, year, id, score, and the two sentences


class Row(NamedTuple):
    """The cells of a line, and its number in the file."""

    line: int
    cells: list[str]


class Form(NamedTuple):
    """The places of the cells that count; `section` is None where all pairs are one section."""

    a: int
    b: int
    score: int
    section: int | None = None


def read_pairs(lines: Sequence[str], name: str) -> pd.DataFrame:
    """Return the pairs of a file: ``section``, ``a``, ``b`` and ``judged``.

    Raises
    ------
    UserError
        If no column holds the numbers or the texts, or a line lacks one of them, naming the line.
    """
    rows = rows_of(lines)
    if not rows:
        raise UserError("No pairs", f"“{name}” has comments and no pairs", "Choose another file.")
    headed = not any(number(cell) is not None for cell in rows[0].cells)
    if headed and len(rows) < 2:
        raise not_pairs(name, rows[0])
    form = form_by_names(rows[0].cells) if headed else None
    form = form or form_by_cells(rows[1 if headed else 0].cells)
    if form is None:
        raise not_pairs(name, rows[1 if headed else 0])
    found = [pair_of(row, form, name) for row in rows[1 if headed else 0 :]]
    return pd.DataFrame(found, columns=["section", "a", "b", "judged"])


def rows_of(lines: Sequence[str]) -> list[Row]:
    """Split lines into cells: at tabs where the first has some, else at commas, else at spaces."""
    told = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not told:
        return []
    first = told[0][1]
    if "\t" in first:
        return [Row(at, [cell.strip() for cell in line.split("\t")]) for at, line in told]
    if len(next(csv.reader([first]))) >= 3:
        reader = csv.reader(line for _, line in told)
        rows = []
        for cells in reader:  # a quoted cell may go on in the next line
            rows.append(Row(told[reader.line_num - 1][0], [cell.strip() for cell in cells]))
        return rows
    return [Row(at, line.split()) for at, line in told]


def number(cell: str) -> float | None:
    """Return a cell as a finite number, or None."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def form_by_names(header: Sequence[str]) -> Form | None:
    """Return where the cells stand by the names of the columns, where those are known."""
    names = [name.strip().lower() for name in header]
    score = next((names.index(one) for one in SCORES if one in names), None)
    texts = next((pair for pair in TEXTS if set(pair) <= set(names)), None)
    if score is None or texts is None:
        return None
    section = next((names.index(one) for one in SECTIONS if one in names), None)
    return Form(names.index(texts[0]), names.index(texts[1]), score, section)


def form_by_cells(cells: Sequence[str]) -> Form | None:
    """Return where the cells stand by what is in them: the first two texts and the first number."""
    numbers = [number(cell) is not None for cell in cells]
    if len(cells) >= STS and numbers[4] and not numbers[5] and not numbers[6]:
        return Form(5, 6, 4, 0)
    texts = [at for at, is_number in enumerate(numbers) if not is_number]
    if len(texts) < 2 or True not in numbers:
        return None
    return Form(texts[0], texts[1], numbers.index(True))


def pair_of(row: Row, form: Form, name: str) -> tuple[str, str, str, float]:
    """Read one line.

    Raises
    ------
    UserError
        If it lacks a cell, or its number is none.
    """
    needed = max(form.a, form.b, form.score) + 1
    if len(row.cells) < needed:
        detail = f"Line {row.line:,} of “{name}” has {len(row.cells)} cells; the lines before it have {needed} or more"
        raise UserError("A pair lacks something", detail, "Mend that line, or take it away.")
    a, b, judged = row.cells[form.a], row.cells[form.b], number(row.cells[form.score])
    if judged is None:
        detail = f"Line {row.line:,} of “{name}” has “{row.cells[form.score][:40]}” where its number should be"
        raise UserError("A judgement is no number", detail, "Mend that line, or take it away.")
    if not a or not b:
        detail = f"Line {row.line:,} of “{name}” has an empty text"
        raise UserError("A pair lacks something", detail, "Mend that line, or take it away.")
    section = row.cells[form.section] if form.section is not None and form.section < len(row.cells) else ALL
    return section or ALL, a, b, judged


def not_pairs(name: str, row: Row) -> UserError:
    """Return the refusal of a file that is no test."""
    detail = f"Line {row.line:,} of “{name}” is neither a question of four words nor two texts with a number"
    hint = "Choose a file like questions-words.txt (“: section”, then four words a line), or lines of two texts and a number."
    return UserError("Not a test that can be read", detail, hint)
