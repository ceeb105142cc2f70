"""What the Analogy tab was given in the address: three slots, or terms that are added and taken away with weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.tools import Asked
from dashboard.tools.reading import one_of
from dashboard.tools.terms import Term, read_terms, write_terms
from embeddings import UserError
from embeddings.analogies.methods import METHODS

NAME = "analogy"
TERMS, FORM, METHOD, INPUTS, LIKE = (f"{NAME}.{part}" for part in ("terms", "form", "method", "inputs", "like"))
SLOTS = ("a", "b", "c")
MOST_TERMS = 40


@dataclass(frozen=True)
class Given:
    """An analogy as it was asked for.

    Parameters
    ----------
    slots
        *A* is to *B* as *C* is to …; None where nothing is in it yet.
    terms
        The free form: each counts as often as its weight says, less than nothing to be taken away.
    free
        Whether the free form counts.
    method
        ``"3cosadd"`` or ``"3cosmul"``.
    inputs
        Whether what was given may be an answer.
    like
        Whether other pairs that differ as A and B do are wanted.
    """

    slots: tuple[Term | None, Term | None, Term | None]
    terms: tuple[Term, ...]
    free: bool
    method: str
    inputs: bool
    like: bool

    @property
    def sum(self) -> tuple[Term, ...]:
        """What is added and taken: of the slots B − A + C; nothing while a slot is empty."""
        if self.free:
            return self.terms
        a, b, c = self.slots
        return () if a is None or b is None or c is None else (b, replace(a, weight=-1.0), c)

    @property
    def waiting(self) -> str | None:
        """The slot that the next click fills."""
        return next((slot for slot, term in zip(SLOTS, self.slots, strict=True) if term is None), None)


def read_given(asked: Asked) -> Given:
    """Read the tab's state.

    Raises
    ------
    UserError
        If a slot, a term or a choice cannot be read, or there are too many terms.
    """
    values = asked.values
    slots = [read_terms(values.get(slot, ""), asked.space) for slot in SLOTS]
    terms = read_terms(values.get("terms", ""), asked.space)
    if len(terms) > MOST_TERMS:
        detail = f"{len(terms):,} were given"
        raise UserError("Too many to add up by hand", detail, f"Choose {MOST_TERMS} at most, or use Directions.")
    a, b, c = (slot[0] if slot else None for slot in slots)
    return Given(
        (a, b, c),
        terms,
        one_of(values, "form", ("slots", "free"), "slots") == "free",
        one_of(values, "method", METHODS, "3cosadd"),
        one_of(values, "inputs", ("yes", "no"), "no") == "yes",
        one_of(values, "like", ("yes", "no"), "no") == "yes",
    )


def as_terms(given: Given) -> str | None:
    """Return what the slots hold as the free form has it; None while nothing can be carried over."""
    return write_terms(given.sum) or None


def as_slots(terms: Sequence[Term]) -> dict[str, str | None]:
    """Return what the slots become where the free form is B − A + C, and no change otherwise."""
    added = [term for term in terms if term.weight == 1]
    taken = [term for term in terms if term.weight == -1]
    if len(terms) != 3 or len(added) != 2:
        return {}
    a, b, c = taken[0], added[0], added[1]
    bare = [str(replace(term, weight=1.0)) for term in (a, b, c)]
    return {f"{NAME}.{slot}": term for slot, term in zip(SLOTS, bare, strict=True)}
