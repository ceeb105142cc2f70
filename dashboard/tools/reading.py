"""Reading what a tool was given in the address: numbers within their range, one of a few words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from embeddings import UserError


def decimal(values: Mapping[str, str], name: str, usual: float, low: float, high: float) -> float:
    """Return a number of the address.

    Raises
    ------
    UserError
        If it is none, or out of its range.
    """
    try:
        number = float(values.get(name, usual))
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        detail = f"“{name}={values.get(name)}” in the address is no number from {low:g} to {high:g}"
        raise UserError("Not a good number", detail, "Choose one with the tool's own fields.")
    return number


def whole(values: Mapping[str, str], name: str, usual: int, low: int, high: int) -> int:
    """Return a whole number of the address.

    Raises
    ------
    UserError
        If it is none, or out of its range.
    """
    number = decimal(values, name, usual, low, high)
    if number != int(number):
        raise UserError("Not a whole number", f"“{name}={values[name]}” in the address has a fraction", "Round it.")
    return int(number)


def one_of(values: Mapping[str, str], name: str, known: Collection[str], usual: str) -> str:
    """Return one of a few words of the address.

    Raises
    ------
    UserError
        If it is another.
    """
    word = values.get(name, usual)
    if word not in known:
        detail = f"“{name}={word}” in the address is not among: {', '.join(known)}"
        raise UserError("Not a choice", detail, "Choose with the tool's own buttons.")
    return word
