"""Terms: what a tool is given in the address, item by item: ``12``, ``12*-0.5`` with a weight, ``t:a%20text``.

A picture of one's own is ``p:UPLOAD:its%20name``, where the upload is the id under which the store has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from embeddings import Space, UserError

LONGEST_TEXT = 2_000
LONGEST_NAME = 200
ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Term:
    """An item of the space, a typed text or an uploaded picture, and how much it counts.

    Parameters
    ----------
    item
        The index of an item, or None for a text.
    text
        What was typed, or None for an item.
    weight
        How much it counts where a tool adds vectors.
    picture
        The id of an uploaded picture, or None.
    called
        The name of that picture's file.
    """

    item: int | None = None
    text: str | None = None
    weight: float = 1.0
    picture: str | None = None
    called: str = ""

    def __str__(self) -> str:
        """Return the term as the address has it."""
        if self.picture is not None:
            bare = f"p:{self.picture}:{quote(self.called, safe='')}"
        else:
            bare = str(self.item) if self.text is None else f"t:{quote(self.text, safe='')}"
        return bare if self.weight == 1 else f"{bare}*{self.weight:g}"

    def name(self, space: Space) -> str:
        """Return what to call it on the page."""
        if self.picture is not None:
            return self.called or "A picture"
        return self.text if self.item is None and self.text is not None else space.names[self.item or 0]


def read_terms(given: str, space: Space) -> tuple[Term, ...]:
    """Read the terms of an address.

    Raises
    ------
    UserError
        If one is neither an item of this space nor a text, or its weight is no number.
    """
    return tuple(_read_term(part, space) for part in given.split(",") if part)


def _read_term(given: str, space: Space) -> Term:
    bare, _, weight = given.partition("*")
    try:
        counts = float(weight or 1)
        if bare.startswith("t:"):
            return Term(text=unquote(bare[2:])[:LONGEST_TEXT], weight=counts)
        if bare.startswith("p:"):
            upload, _, called = bare[2:].partition(":")
            return Term(picture=_upload(upload), called=unquote(called)[:LONGEST_NAME], weight=counts)
        return Term(item=space.find(int(bare)), weight=counts)
    except ValueError:
        detail = f"“{given}” in the address is neither an item's number, nor a text, nor a picture"
        raise UserError("This link is damaged", detail, "Empty the tool, and choose again.") from None


def _upload(given: str) -> str:
    if not ID.fullmatch(given):
        raise ValueError(given)
    return given


def write_terms(terms: tuple[Term, ...] | list[Term]) -> str:
    """Return terms as the address has them."""
    return ",".join(map(str, terms))
