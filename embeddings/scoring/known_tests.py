"""Known tests of vectors: analogy questions, and pairs whose likeness people have judged. Readers of files; few are shipped.

Questions are read as Google's `questions-words.txt` writes them; pairs in the forms of `embeddings.scoring.judged_pairs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from embeddings.errors import UserError
from embeddings.scoring.judged_pairs import read_pairs

EVERYDAY = Path(__file__).parents[1] / "builtins" / "analogies.txt"
MOST_LINES = 500_000
UNNAMED = "questions"
PARTS = ["a", "b", "c", "expected"]


@dataclass(frozen=True, eq=False)
class AnalogyTest:
    """Questions: a is to b as c is to what is expected.

    Parameters
    ----------
    name
        What people call it.
    questions
        ``section``, ``a``, ``b``, ``c``, ``expected``, in the order of the file.
    """

    name: str
    questions: pd.DataFrame


@dataclass(frozen=True, eq=False)
class PairTest:
    """Pairs of words or sentences, and how alike people said that they are.

    Parameters
    ----------
    name
        What people call it.
    pairs
        ``section``, ``a``, ``b``, ``judged`` (a number on the scale of the file; more is more alike).
    """

    name: str
    pairs: pd.DataFrame


KnownTest = AnalogyTest | PairTest


def read_test(path: str | Path, name: str | None = None) -> KnownTest:
    """Read a file of analogy questions or of judged pairs; which it is, its first lines say.

    Parameters
    ----------
    path
        The file, in UTF-8: `questions-words.txt`, or WordSim-353, SimLex-999, MEN, RG-65, SICK, the STS benchmark and
        what is written like them.
    name
        What people call it; the name of the file without this.

    Raises
    ------
    UserError
        If it cannot be read as either, naming the line.

    Examples
    --------
    >>> read_test(EVERYDAY).questions.iloc[0].tolist()
    ['Family', 'man', 'woman', 'king', 'queen']
    """
    place = Path(path)
    called = name or place.name
    lines = lines_of(place, called)
    if is_analogies(lines):
        return AnalogyTest(called, pd.DataFrame(questions_of(lines, called), columns=["section", *PARTS]))
    return PairTest(called, read_pairs(lines, called))


def everyday_analogies() -> AnalogyTest:
    """Return the questions that come with the program: everyday English, for the built-in words."""
    lines = EVERYDAY.read_text("utf-8").splitlines()
    return AnalogyTest(
        "Everyday analogies", pd.DataFrame(questions_of(lines, EVERYDAY.name), columns=["section", *PARTS])
    )


def lines_of(path: Path, name: str) -> list[str]:
    """Return the lines of a file of text.

    Raises
    ------
    UserError
        If it is not there, empty, too long, or not UTF-8, naming the first line that is not.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError("The file cannot be read", f"“{name}”: {reason}", "Check its name and folder.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        detail = f"Line {line:,} of “{name}” is not text in UTF-8"
        raise UserError("Not a test that can be read", detail, "Save the file as UTF-8, or choose another.") from error
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise UserError("An empty file", f"“{name}” has no lines", "Choose a file of questions or of judged pairs.")
    if len(lines) > MOST_LINES:
        detail = f"“{name}” has {len(lines):,} lines; {MOST_LINES:,} are the most that are scored at once"
        raise UserError("The test is too long", detail, "Score a part of it.")
    return lines


def is_analogies(lines: list[str]) -> bool:
    """Return whether the first lines are sections and questions of four words, rather than pairs with a number."""
    first = [line.strip() for line in lines if line.strip()][:5]
    return first[0].startswith(":") or all(len(line.split()) == 4 and not has_number(line) for line in first)


def has_number(line: str) -> bool:
    """Return whether a word of a line is a number."""
    return any(word.replace(".", "", 1).replace("-", "", 1).isdecimal() for word in line.split())


def questions_of(lines: list[str], name: str) -> Iterator[tuple[str, ...]]:
    """Read the questions of a file, each with its section.

    Raises
    ------
    UserError
        If a line has not four words, or there is no question.
    """
    section, found = UNNAMED, False
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith(":"):
            section = bare[1:].strip() or UNNAMED
        elif bare:
            words = [word.strip() for word in bare.split("\t")] if bare.count("\t") == 3 else bare.split()
            if len(words) != 4:
                detail = f"Line {number:,} of “{name}” has {len(words)} words; a question has 4: a is to b as c is to d"
                raise UserError("A question has four words", detail, "Mend that line, or take it away.")
            found = True
            yield section, *words
    if not found:
        raise UserError("No questions", f"“{name}” has sections and no questions", "Choose another file.")
