"""Lines of a word and its numbers, many at a time: the words are cut out, and Arrow reads what is left as one column."""

from __future__ import annotations

import numpy as np

SPACE, LINE_END = 32, 10


class BadLineError(ValueError):
    """Some line of a block is not a word and as many numbers."""


def parse(block: bytes, dimensions: int) -> tuple[list[bytes], np.ndarray]:
    """Return the words and the numbers of whole lines; the last fields are the numbers, whatever is before is the word.

    Raises
    ------
    BadLineError
        If any line does not fit; `parse_one_by_one` says which.
    """
    if b"\t" in block:
        block = block.replace(b"\t", b" ")
    if b" \n" in block or b"\r\n" in block:
        block = block.replace(b"\r\n", b"\n").replace(b" \n", b"\n")
    letters = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(letters == LINE_END)
    spaces = np.flatnonzero(letters == SPACE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    until = np.searchsorted(spaces, ends)
    if (np.diff(until, prepend=0) < dimensions).any():
        raise BadLineError
    word_ends = spaces[until - dimensions]
    if (word_ends == starts).any():
        raise BadLineError
    words = [block[start:end] for start, end in zip(starts.tolist(), word_ends.tolist(), strict=True)]
    turns = np.zeros(len(letters) + 1, np.int8)
    turns[starts] += 1
    turns[word_ends + 1] -= 1
    numbers = letters[np.cumsum(turns[:-1], dtype=np.int8) == 0]
    numbers[numbers == SPACE] = LINE_END
    return words, column_of(numbers).reshape(len(words), dimensions)


def column_of(lines: np.ndarray) -> np.ndarray:
    """Return the number on each line.

    Raises
    ------
    BadLineError
        If one is no number, or a line is empty.
    """
    import pyarrow as pa
    from pyarrow import csv

    count = int(np.count_nonzero(lines == LINE_END))
    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(lines)),
            read_options=csv.ReadOptions(column_names=["number"], block_size=1 << 21),
            parse_options=csv.ParseOptions(quote_char=False, delimiter="\t"),
            convert_options=csv.ConvertOptions(
                column_types={"number": pa.float32()}, null_values=["nan", "NaN", "-nan"]
            ),
        )
    except pa.ArrowInvalid as error:
        raise BadLineError from error
    if table.num_rows != count:
        raise BadLineError
    return np.asarray(table["number"].to_numpy(), np.float32)


def parse_one_by_one(block: bytes, dimensions: int) -> tuple[list[bytes], np.ndarray, list[int]]:
    """Return the words and the numbers of the lines that fit, and the places of those that do not."""
    words, rows, bad = [], [], []
    lines = [line for line in block.split(b"\n") if line.strip()]
    for place, line in enumerate(lines):
        fields = line.replace(b"\t", b" ").rstrip().rsplit(b" ", dimensions)
        try:
            numbers = np.array([float(cell) for cell in fields[1:]], np.float32)
        except ValueError:
            numbers = np.empty(0, np.float32)
        if len(numbers) != dimensions or not fields[0]:
            bad.append(place)
            continue
        words.append(fields[0])
        rows.append(numbers)
    return words, np.array(rows, np.float32).reshape(-1, dimensions), bad
