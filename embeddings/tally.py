"""Counted notes: what many blocks of items said each for itself, said once for all of them."""

from __future__ import annotations

from collections.abc import Iterable


class Tally(str):
    """A sentence “3 of 40 texts are …” that can be added to one of the same kind.

    Parameters
    ----------
    true_of, total
        Of how many items it is true, and of how many it might be.
    one, many
        How the sentence goes on where it is true of one item, and of several.
    """

    true_of: int
    total: int
    one: str
    many: str

    def __new__(cls, true_of: int, total: int, one: str, many: str) -> Tally:
        made = super().__new__(cls, f"{true_of:,} of {total:,} {one if true_of == 1 else many}.")
        made.true_of, made.total, made.one, made.many = true_of, total, one, many
        return made


def tallied(count: int, total: int, one: str, many: str) -> list[str]:
    """Return the sentence, or nothing where it is true of no item."""
    return [Tally(count, total, one, many)] if count else []


def merged(blocks: Iterable[tuple[int, list[str]]]) -> list[str]:
    """Return the notes of blocks of so many items as the notes of all items.

    Examples
    --------
    >>> kind = ("texts is long", "texts are long")
    >>> merged([(2, tallied(1, 2, *kind)), (3, tallied(1, 3, *kind))])
    ['2 of 5 texts are long.']
    """
    given = list(blocks)
    total = sum(size for size, _ in given)
    counts: dict[tuple[str, str] | str, int] = {}
    for _, notes in given:
        for note in notes:
            if isinstance(note, Tally):
                counts[note.one, note.many] = counts.get((note.one, note.many), 0) + note.true_of
            else:
                counts[note] = 0
    return [kind if isinstance(kind, str) else Tally(count, total, *kind) for kind, count in counts.items()]
