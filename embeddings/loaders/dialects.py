"""How the cells of a text table are separated, whether quotes hold them together, and whether there is a header."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

NONE = "\udfff"  # a separator that no text can hold, half a character: the whole line is one cell
CANDIDATES = [(",", True), ("\t", True), ("\t", False), (";", True), ("|", True)]
SPOKEN = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", NONE: "one column"}
SAMPLE = 400
ENOUGH_ALIKE = 0.6
LONG_CELL = 60
MOSTLY = 0.8
REPEATED = 0.1
NAME = re.compile(r"[^\W\d]\w{0,30}")
THOUSAND = re.compile(r"\d{3}(?!\d)")
YEAR = re.compile(r"(19|20)\d\d")
KNOWN_NAMES = {
    "text", "sentence", "question", "message", "title", "review", "comment", "body", "content", "description", "name",
    "label", "category", "class", "topic", "lang", "language", "type", "intent", "target", "sentiment", "id", "word",
}  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How a table is written down.

    Parameters
    ----------
    delimiter
        What separates the cells.
    quoted
        Whether quotation marks hold cells together.
    """

    delimiter: str
    quoted: bool

    def rows(self, lines: Iterable[str]) -> Iterator[list[str] | None]:
        """Read the rows of some lines, whose ends are kept; None where quotation marks make no sense.

        After such a row, reading goes on with the next line.
        """
        reader = csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            strict=True,
        )
        while True:
            try:
                yield from reader
                return
            except csv.Error:
                yield None

    def sample(self, lines: list[str], whole: bool, most: int) -> list[list[str] | None]:
        """Read the first rows of the beginning of a file, without the one that is cut there."""
        rows = list(islice((row for row in self.rows(lines) if row is None or any(map(str.strip, row))), most + 1))
        return rows[:most] if whole or len(rows) > most or len(rows) < 2 else rows[:-1]

    @property
    def spoken(self) -> str:
        """Its name for people."""
        return SPOKEN.get(self.delimiter, f"“{self.delimiter}”") + ("" if self.quoted else ", quotes as they are")


def dialect_of(lines: list[str], whole: bool, *, prose: bool = False) -> Dialect:
    """Return the dialect under which most rows have as many cells as the first, at least two.

    Where no dialect does that well, one whose first row looks like names of columns will do: then the rows that do not
    fit can be named, rather than each line be taken for one cell.

    Parameters
    ----------
    lines
        The beginning of the file, with line ends.
    whole
        Whether this is all of it; otherwise its last row may be cut.
    prose
        Whether it may well be one text a line, so that commas and semicolons have to look like separators.
    """
    enclosing = quotes_enclose(lines)
    best, best_rank = Dialect(NONE, quotes_hold_lines(lines, whole)), (False, 0.0, False)
    for delimiter, quoted in CANDIDATES:
        dialect = Dialect(delimiter, quoted)
        rows = dialect.sample(lines, whole, SAMPLE)
        share = agreement(rows)
        if prose and delimiter in ",;" and is_prose(rows, share):
            continue
        rank = (share >= ENOUGH_ALIKE, share, delimiter != "\t" or quoted == enclosing)
        if rank > best_rank and (share >= ENOUGH_ALIKE or names_columns(rows)):
            best, best_rank = dialect, rank
    return best


def quotes_hold_lines(lines: list[str], whole: bool) -> bool:
    """Return whether quotation marks hold the cells of a single column together, rather than being part of them."""
    rows = Dialect(NONE, True).sample(lines, whole, SAMPLE)
    return rows.count(None) * 2 <= sum(line.startswith('"') for line in lines[:SAMPLE])


def quotes_enclose(lines: list[str]) -> bool:
    """Return whether every cell of a TSV that begins with a quotation mark ends with one, too."""
    cells = (cell for line in lines for cell in line.rstrip("\r\n").split("\t"))
    return all(len(cell) > 1 and cell.endswith('"') for cell in cells if cell.startswith('"'))


def agreement(rows: list[list[str] | None]) -> float:
    """Return the share of rows that have as many cells as the first, or 0 for a single column."""
    first = rows[0] if rows else None
    if first is None or len(first) < 2:
        return 0.0
    fitting = {len(first), len(without_empty_end(first))}
    return sum(row is not None and len(row) in fitting for row in rows) / len(rows)


def names_columns(rows: list[list[str] | None]) -> bool:
    """Return whether one of several cells in the first row is a usual name of a column, or all could be names."""
    first = rows[0] if rows else None
    if first is None or len(first) < 2:
        return False
    return any(cell.strip().lower() in KNOWN_NAMES for cell in first) or all(map(NAME.fullmatch, first))


def is_prose(rows: list[list[str] | None], share: float) -> bool:
    """Return whether most separators are signs within sentences: before a space or the line's end, or in 1,000.

    Then it is a table only where every row fits under a first one of names.
    """
    pairs = [pair for row in rows if row for pair in pairwise(row)]
    tight = sum(
        bool(after.strip()) and not after[0].isspace() and not (before[-1:].isdigit() and THOUSAND.match(after))
        for before, after in pairs
    )
    names = [cell.strip() for cell in (rows[0] if rows else None) or []]
    return 2 * tight <= len(pairs) and not (share == 1 and len(rows) > 1 and names_columns([names]))


def without_empty_end(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at their end."""
    kept = len(cells)
    while kept and not cells[kept - 1].strip():
        kept -= 1
    return cells[:kept]


def has_header(rows: list[list[str]]) -> bool:
    """Return whether the first row names the columns rather than being data like the others."""
    first, others = rows[0], rows[1:]
    names = [cell.strip() for cell in first]
    if any(name.lower() in KNOWN_NAMES for name in names):
        return True
    if not others and len(names) > 1:
        return True
    votes = sum(vote(name, [row[place] for row in others if len(row) > place]) for place, name in enumerate(names))
    if votes:
        return votes > 0
    if len(names) == 1:
        return " " not in names[0] and not is_number(names[0])
    return all(name and len(name) <= LONG_CELL for name in names)


def is_named(rows: list[list[str]]) -> bool:
    """Return whether the first row surely names the columns: by a usual name, or by what stands below."""
    first, *others = rows
    known = any(cell.strip().lower() in KNOWN_NAMES for cell in first)
    below = ([row[place] for row in others if len(row) > place] for place in range(len(first)))
    return known or sum(map(vote, first, below)) > 0


def vote(name: str, below: list[str]) -> int:
    """Return 1 where the cells below a cell say that it is a name, −1 where they say that it is data, else 0."""
    if not below:
        return 0
    numeric = sum(map(is_number, below)) / len(below) > MOSTLY
    if numeric:
        return 0 if YEAR.fullmatch(name) else -1 if is_number(name) else 1
    if below.count(name) / len(below) > REPEATED:
        return -1
    return int(bool(name) and name not in below and len(set(below)) < len(below) / 2)


def is_number(cell: str) -> bool:
    """Return whether a cell is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def column_names(first: list[str] | None, width: int) -> tuple[list[str], list[str]]:
    """Return the names of the columns, made whole and distinct, and what to tell the person of it."""
    given = [cell.strip() for cell in first] if first is not None else [""] * width
    names: list[str] = []
    notes = []
    for place, name in enumerate(given, start=1):
        base = name or f"Column {place}"
        fresh, number = base, 2
        while fresh in names:
            fresh, number = f"{base} ({number})", number + 1
        if name and fresh != name:
            notes.append(f"Two columns are called “{name}”; one of them is now “{fresh}”.")
        names.append(fresh)
    return names, notes
