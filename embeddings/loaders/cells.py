"""How a value that is not text already stands in a cell: as a person writes it."""

from __future__ import annotations

import datetime
import json
import math
from typing import Any

MOST_DIGITS = 15


def as_text(value: Any) -> str:
    """Return a value as the text of a cell: 1 rather than 1.0, ISO dates, nothing for what is missing, else JSON.

    Examples
    --------
    >>> [as_text(value) for value in (1.0, None, True, datetime.datetime(2026, 11, 25), {"a": [1]})]
    ['1', '', 'true', '2026-11-25', '{"a":[1]}']
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime.date | datetime.time):
        return moment_text(value.isoformat().replace("T", " "))
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=as_text)
    return str(value)


def number_text(value: float) -> str:
    """Return a number as a person writes it, and nothing where it is none."""
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 10**MOST_DIGITS else repr(value)


def moment_text(written: str) -> str:
    """Return a moment without what says nothing: fractions that are zero, and midnight."""
    day, gap, time = written.partition(" ")
    if "." in time:
        whole, _, fraction = time.partition(".")
        digits = fraction[: len(fraction) - len(fraction.lstrip("0123456789"))]
        kept = digits.rstrip("0")
        time = whole + (f".{kept}" if kept else "") + fraction[len(digits) :]
    return day if time == "00:00:00" else day + gap + time
