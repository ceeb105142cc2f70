"""A file of text, a few megabytes at a time: well-formed rows as a whole by Arrow's parser, all others line by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from operator import length_hint
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import numpy as np

from embeddings.loaders import Rows

FIRST, BLOCK, TASK = 1 << 16, 1 << 23, 1 << 20
LONGEST = 1_000  # lines of a cell that is cut by the end of a block
NO_SEPARATOR = "\x1f"  # for a single column, as long as no cell holds it
QUOTE, LINE_FEED, RETURN = b'"\n\r'
UNREADABLE = "\ufffd".encode()


class Layout(NamedTuple):
    """What well-formed rows look like: how many cells, what separates them, whether quotation marks hold them."""

    width: int
    separator: str
    quoted: bool


class Blocks:
    """What is left of a file, as UTF-8.

    Iterating gives the lines of one block after another; between two blocks, `whole` may take the next as it is.

    Parameters
    ----------
    path, encoding
        The file; letters that the encoding does not have become “�”.
    without_first
        Whether its first line is left out, and not counted.
    """

    def __init__(self, path: Path, encoding: str, without_first: bool = False) -> None:
        self._raw = path.open("rb")
        self._held, self._read_all = b"", False
        self._lines: Iterator[str] = iter(())
        self.position, self.ended = 0, False
        if encoding == "utf-8-sig":
            self._raw.read(len(codecs.BOM_UTF8))
        plain = encoding in {"utf-8", "utf-8-sig"}
        self._decoder = None if plain else codecs.getincrementaldecoder(encoding)("replace")
        if without_first and self._fill(FIRST):
            first = io.StringIO(self._held[:LONGEST].decode("utf-8", "replace"), newline="").readline()
            self._take(len(first.encode()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._raw.close()

    def __iter__(self) -> Iterator[Iterator[str]]:
        size = FIRST
        while self._fill(size):
            cut = len(self._held) if self._read_all else line_end(self._held)
            text = self._take(cut).decode("utf-8", "replace")
            self._lines = iter(io.StringIO(text, newline="").readlines())
            yield self._lines
            size = BLOCK
        self.ended = True

    @property
    def between(self) -> bool:
        """Whether every line that was given has been taken."""
        return length_hint(self._lines) == 0

    def whole(self, layout: Layout) -> Rows | None:
        """Return the rows of the next block, without their numbers, where Arrow would read them as we do.

        Empty lines are counted and left out; None where anything is odd, and then nothing was taken.
        """
        if not self._fill(BLOCK):
            return None
        quotes = marks(self._held) if layout.quoted else np.empty(0, np.intp)
        end = well_formed(self._held, quotes, layout.separator, self._read_all)
        columns = parsed(self._held[:end], layout) if end else None
        if columns is None:
            return None
        block = self._take(end)
        count = rows_counted(block, quotes) if has_empty_lines(block) else len(columns[0])
        return Rows(count, self.position, columns)

    def _take(self, size: int) -> bytes:
        taken, self._held = self._held[:size], self._held[size:]
        return taken

    def _fill(self, size: int) -> bool:
        """Hold at least so many bytes and a whole line, or all the rest of the file; return whether there is any."""
        while not self._read_all and (len(self._held) < size or not line_end(self._held)):
            part = self._raw.read(max(size, len(self._held)))
            self._read_all, self.position = not part, self._raw.tell()
            self._held += part if self._decoder is None else self._decoder.decode(part, not part).encode()
        return bool(self._held)


def line_end(held: bytes, before: int | None = None) -> int:
    """Return where the last whole line ends; a carriage return at the very end may be half of a line's end."""
    stop = len(held) if before is None else before
    return held.rfind(b"\n", 0, stop) + 1 or held.rfind(b"\r", 0, max(0, stop - 1)) + 1


def marks(held: bytes) -> np.ndarray:
    """Return the places of all quotation marks."""
    none = b'"' not in held
    return np.empty(0, np.intp) if none else np.flatnonzero(np.frombuffer(held, np.uint8) == QUOTE)


def well_formed(held: bytes, quotes: np.ndarray, separator: str, last: bool) -> int:
    """Return where the last whole row ends; 0 where something stands there that the careful reader has to look at.

    A mark opens a cell only at its beginning and closes one only at its end; within, it stands twice. So every first
    mark of two follows a separator or its twin, and every second one comes before a separator or its twin.
    """
    if UNREADABLE in held or held.startswith(codecs.BOM_UTF8):
        return 0
    end = len(held) if last else line_end(held)
    tries = 0
    while end and np.searchsorted(quotes, end) % 2:
        end, tries = line_end(held, end - 1), tries + 1
        if tries > LONGEST:
            return 0
    data, quotes = np.frombuffer(held, np.uint8), quotes[: np.searchsorted(quotes, end)]
    beside = np.zeros(256, np.bool_)
    beside[[ord(separator), LINE_FEED, RETURN, QUOTE]] = True
    opening, closing = quotes[::2], quotes[1::2]
    before = beside[data[opening - 1]] | (opening == 0)
    after = beside[data[np.minimum(closing + 1, len(data) - 1)]] | (closing + 1 == end)
    return end if before.all() and after.all() else 0


def has_empty_lines(block: bytes) -> bool:
    """Return whether a block may have lines with nothing on them, which Arrow does not count."""
    return block.startswith((b"\n", b"\r")) or any(ends in block for ends in (b"\n\n", b"\n\r", b"\r\r"))


def rows_counted(block: bytes, quotes: np.ndarray) -> int:
    """Return the number of rows of a block, empty ones included."""
    data = np.frombuffer(block, np.uint8)
    returns = np.flatnonzero(data == RETURN)
    alone = returns[data[np.minimum(returns + 1, len(data) - 1)] != LINE_FEED]
    ends = np.concatenate([np.flatnonzero(data == LINE_FEED), alone])
    outside = np.searchsorted(quotes, ends) % 2 == 0
    return int(np.count_nonzero(outside)) + int(data[-1] not in (LINE_FEED, RETURN))


def parsed(block: bytes, layout: Layout) -> list[Any] | None:
    """Return the columns of a block as Arrow reads them, or None where a row is of another width or no UTF-8."""
    import pyarrow as pa
    from pyarrow import csv

    if layout.separator == NO_SEPARATOR and NO_SEPARATOR.encode() in block:
        return None
    names = [str(place) for place in range(layout.width)]
    try:
        table = csv.read_csv(
            pa.py_buffer(block),
            csv.ReadOptions(column_names=names, block_size=max(TASK, len(block) // 2)),
            csv.ParseOptions(
                delimiter=layout.separator, quote_char='"' if layout.quoted else False, newlines_in_values=layout.quoted
            ),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    return [table.column(place) for place in range(layout.width)]
