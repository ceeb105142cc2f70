"""Reading one large JSON array value by value, so that its beginning can be seen without reading its end."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from embeddings.errors import UserError

PART = 1 << 18
WORD = 16  # the longest that a number's or a word's end may lie before the end of what was read
WHITE = " \t\r\n\ufeff"
SOUND = "Mend it there; most editors can check JSON."


class Scanner:
    """The text of a JSON file, read a part at a time.

    Parameters
    ----------
    path, encoding, name
        The file, its letters, and what the person calls it.
    """

    def __init__(self, path: Path, encoding: str, name: str) -> None:
        self.raw, self.name = path.open("rb"), name
        self.file = io.TextIOWrapper(self.raw, encoding, errors="replace")
        self.decoder = json.JSONDecoder()
        self.text, self.place, self.ended = "", 0, False
        self.line, self.column = 1, 1  # of the beginning of the text that is held

    def more(self) -> None:
        """Read on, at least as much again as is held, and let go of what was passed."""
        passed, self.text = self.text[: self.place], self.text[self.place :]
        self.line, self.column = self.where(passed, len(passed))
        part = self.file.read(max(PART, len(self.text)))
        self.text, self.place, self.ended = self.text + part, 0, not part

    def where(self, text: str, place: int) -> tuple[int, int]:
        """Return the line and the column of a place in the text."""
        lines = text.count("\n", 0, place)
        return self.line + lines, place - text.rfind("\n", 0, place) if lines else self.column + place

    def wrong(self, reason: str, place: int) -> UserError:
        """Return the refusal of what stands at a place."""
        line, column = self.where(self.text, place)
        return UserError("No sound JSON", f"“{self.name}”, line {line:,}, column {column:,}: {reason}", SOUND)

    def peek(self) -> str:
        """Return the next character that is not white, or nothing at the end."""
        while True:
            while self.place < len(self.text) and self.text[self.place] in WHITE:
                self.place += 1
            if self.place < len(self.text) or self.ended:
                return self.text[self.place : self.place + 1]
            self.more()

    def value(self) -> Any:
        """Return the next value."""
        self.peek()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.place)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self.text) - WORD
                if self.ended or not cut:
                    raise self.wrong(error.msg, error.pos) from None
            except (ValueError, RecursionError):
                raise self.wrong("a number is too long, or lists are too deep", self.place) from None
            else:
                if self.ended or end < len(self.text) - WORD:
                    self.place = end
                    return value
            self.more()

    def array(self) -> Iterator[tuple[Any, int]]:
        """Yield the values of an array, each with the bytes read so far; the file is closed at its end."""
        with self.file:
            self.peek()
            self.place += 1
            while self.peek() != "]" or self.text[self.place - 1 : self.place] == ",":
                yield self.value(), self.raw.tell()
                if self.peek() == ",":
                    self.place += 1
                elif self.peek() != "]":
                    raise self.wrong("“,” or “]” is missing after a value", self.place)
            self.place += 1
            self.end()

    def whole(self) -> Any:
        """Return the one value of the file, which is closed."""
        with self.file:
            value = self.value()
            self.end()
            return value

    def end(self) -> None:
        """Refuse what follows the value."""
        if self.peek():
            raise self.wrong("there is more after the end of the value", self.place)
