"""A `.txt` with one text a line stays whole, whatever commas it has; a table in a `.txt` is still a table."""

from collections.abc import Callable
from pathlib import Path

import pytest

from embeddings.reading import read

PROSE = {
    "one comma in each": [f"Well, this is line {n}" for n in "abcdefgh"],
    "a name first": ["Question, he said", "Yes, she said", "No; or so", "Then, at last, peace", "Good"],
    "commas at the ends": ["Shall I compare thee,", "to a summer day,", "thou art more lovely,", "and temperate,"],
    "thousands": [f"I paid {n},500 for it" for n in range(1, 9)],
    "semicolons": [f"So it was; and so it is {n}" for n in "abcdefgh"],
    "words": ["king", "queen", "man", "woman"],
    "single words after a comma": ["Hello, world", "hi, there", "Oh, well, no"],
}
TABLES = {
    "commas": "text,label\nhello,a\nbye,b\nwell,a\n",
    "commas and sentences": 'text,label\n"Well, hello, you",a\n"No, no",b\n"So, so",a\n',
    "tabs": "ham\tHello, you\nspam\tWin, now\nham\tOk\n",
    "commas with spaces": "text, label\nhello, a\nbye, b\n",
    "semicolons": "text;label\nhello, you;a\nbye;b\n",
    "bars": "text | label\nhello, you | a\nbye | b\n",
}


@pytest.mark.parametrize("lines", PROSE.values(), ids=PROSE)
@pytest.mark.parametrize("name", ["prose.txt", "PROSE.TXT"])
def test_prose_is_one_text_a_line(file: Callable[..., Path], name: str, lines: list[str]) -> None:
    assert read(file("\n".join(lines), name)).frame.to_numpy().tolist() == [[line] for line in lines]


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_a_table_is_still_a_table(file: Callable[..., Path], content: str) -> None:
    assert read(file(content, "table.txt")).frame.shape[1] == 2


def test_a_usual_name_of_a_column_is_no_text(file: Callable[..., Path]) -> None:
    assert read(file("Text\nhello, you\nbye, you\n", "a.txt")).frame["Text"].tolist() == ["hello, you", "bye, you"]
