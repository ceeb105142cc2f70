"""Analogies: the items nearest to the sum of some vectors less others (Mikolov et al., 2013)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from embeddings.analogies.methods import Standing, method_called
from embeddings.analogies.sums import Operand, Sum, summed
from embeddings.errors import UserError
from embeddings.small_tables import SmallTable
from embeddings.space import Space

Way = Literal["3cosadd", "3cosmul"]
ANSWERS = SmallTable(["index"], ["label"], ["similarity"])


def analogy(
    space: Space,
    plus: Sequence[Operand],
    minus: Sequence[Operand] = (),
    k: int = 10,
    *,
    weights: Sequence[float] | None = None,
    method: str = "3cosadd",
    leave_inputs_out: bool = True,
) -> pd.DataFrame:
    """Return the items nearest to Σ plus − Σ minus: *man* is to *king* as *woman* is to …

    Parameters
    ----------
    space
        Where to look.
    plus, minus
        Indices, names, or plain vectors of d numbers: ``plus=["king", "woman"], minus=["man"]``. Each counts as a
        vector of length 1.
    k
        How many answers.
    weights
        How often each counts, those of `plus` and then those of `minus`; 1 each where none are given. What has a
        negative weight changes sides.
    method
        ``"3cosadd"`` ranks by the cosine to the sum (Mikolov et al., 2013), ``"3cosmul"`` by the product of the
        cosines, each moved to 0 … 1, to what is added over the product of those to what is taken (Levy and Goldberg,
        2014); there a weight is an exponent.
    leave_inputs_out
        Whether the items that were given are no answers. It changes most answers: the nearest to the sum is often one
        of them.

    Returns
    -------
    pandas.DataFrame
        ``index``, ``label`` (the item's name) and ``similarity`` (the cosine, −1 … 1, or the quotient, from 0), best
        first; equal ones in the order of the items.

    Raises
    ------
    UserError
        If nothing is added, an input is not in the space, a vector or a weight does not fit, or nothing is left of
        what is added and taken.

    Examples
    --------
    >>> from embeddings import builtin
    >>> analogy(builtin("words"), plus=["king", "woman"], minus=["man"], k=1)["label"].tolist()
    ['queen']
    """
    made = analogy_bench(space, plus, minus, weights=weights, method=method)
    return made.answers(k, leave_inputs_out=leave_inputs_out)


@dataclass(frozen=True, eq=False)
class Bench:
    """An analogy laid open: the computed vector, every item's standing, and where its inputs stand.

    Parameters
    ----------
    space
        Where it was looked for.
    given
        What was added and taken away.
    standing
        How every item scores.
    """

    space: Space
    given: Sum
    standing: Standing

    @property
    def vector(self) -> np.ndarray:
        """Where the computed vector lies in the space, ``(d,)`` float32: the sum, scaled as its inputs are on average."""
        return self.given.place

    def answers(self, k: int = 10, *, leave_inputs_out: bool = True) -> pd.DataFrame:
        """Return the `k` best answers as `analogy` does."""
        if k < 1:
            raise UserError("Too few answers", f"{k} answers were asked for", "Ask for at least 1.")
        indices, scores = self.standing.best(k, self.given.chosen if leave_inputs_out else ())
        names = self.space.names
        labels = np.array([[names[index] for index in indices.tolist()]], dtype=object)
        return ANSWERS.of(indices[None], labels, scores[None])

    def margin(self, *, leave_inputs_out: bool = True) -> float | None:
        """Return by how much the best answer's score exceeds the second's, or None where there is no second."""
        scores = self.answers(2, leave_inputs_out=leave_inputs_out)["similarity"]
        return float(scores[0] - scores[1]) if len(scores) == 2 else None

    @cached_property
    def ranks(self) -> dict[int, int]:
        """The rank of each input that is an item among all items of the space, from 1."""
        return {item: self.standing.rank(item) for item in dict.fromkeys(self.given.items) if item is not None}


def analogy_bench(
    space: Space,
    plus: Sequence[Operand],
    minus: Sequence[Operand] = (),
    *,
    weights: Sequence[float] | None = None,
    method: str = "3cosadd",
) -> Bench:
    """Return an analogy laid open; the parameters and errors are those of `analogy`.

    Examples
    --------
    >>> from embeddings import builtin
    >>> words = builtin("words")
    >>> made = analogy_bench(words, plus=["king", "woman"], minus=["man"])
    >>> made.answers(1, leave_inputs_out=False)["label"].tolist(), made.ranks[words.find("king")]
    (['king'], 1)
    """
    way = method_called(method)
    given = summed(space, plus, minus, weights)
    return Bench(space, given, way.stand(space, given))


def unit(space: Space, indices: Sequence[int]) -> np.ndarray:
    """Return the vectors of some items, each of length 1 (a zero vector stays zero): ``(len(indices), d)`` float32."""
    chosen = np.asarray(space.vectors[list(indices)])
    lengths = space.norms[list(indices)][:, None]
    return np.asarray(np.divide(chosen, lengths, out=np.zeros_like(chosen), where=lengths > 0))
