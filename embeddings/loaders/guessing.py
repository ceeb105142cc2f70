"""Which column holds the text, and which the label: guesses that the page shows before anything runs."""

from __future__ import annotations

import pandas as pd

TEXT_NAMES = ("text", "sentence", "question", "message", "review", "comment", "body", "content", "title", "description")
LABEL_NAMES = ("label", "category", "class", "topic", "lang", "language", "type", "intent", "target", "sentiment")
LONGEST_LABEL = 60
MOST_LABELS = 500
CODED = 0.02  # what a column of codes, names of users or addresses counts beside language


def guess_text(frame: pd.DataFrame) -> str | None:
    """Return the column that looks most like natural language, or None where none does."""
    best, best_score = None, 0.0
    for name in frame.columns:
        score = textness(frame[name]) * (4 if str(name).lower() in TEXT_NAMES else 1)
        if score > best_score:
            best, best_score = str(name), score
    return best


def textness(column: pd.Series) -> float:
    """Return how much a column looks like language: long, all different, and made of letters."""
    cells: list[str] = [cell for cell in column if cell.strip()][:500]
    if not cells:
        return 0.0
    characters = sum(map(len, cells))
    letters = sum(character.isalpha() for cell in cells for character in cell[:400]) / max(
        1, sum(min(len(cell), 400) for cell in cells)
    )
    if letters < 0.4:
        return 0.0
    spoken = sum(map(is_spoken, cells)) / len(cells)
    return min(characters / len(cells), 300) * letters * max(spoken, CODED) * len(set(cells)) / len(cells)


def is_spoken(cell: str) -> bool:
    """Return whether a cell could be language: words with spaces between, a word, or a script without spaces."""
    return " " in cell.strip() or cell.isalpha() or not cell.isascii()


def guess_label(frame: pd.DataFrame, text: str | None) -> str | None:
    """Return the column whose few values repeat, one called like a label first, or None where none does."""
    best, best_score = None, 0.0
    for name in frame.columns:
        if name == text:
            continue
        named = str(name).lower() in LABEL_NAMES
        score = labelness(frame[name]) * (4 if named else 1) + 0.01 * named
        if score > best_score:
            best, best_score = str(name), score
    return best


def labelness(column: pd.Series) -> float:
    """Return how much a column looks like a label: short cells, few values, each of them often."""
    cells = [cell for cell in column if cell.strip()]
    distinct = len(set(cells))
    if distinct < 2 or distinct > MOST_LABELS or max(map(len, cells)) > LONGEST_LABEL:
        return 0.0
    return max(0.0, 1 - distinct / len(cells)) if distinct <= 0.6 * len(cells) else 0.0
