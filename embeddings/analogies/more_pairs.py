"""More pairs with the same difference: where else *a* is to *b* as these two are to each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from embeddings.analogies.sums import NOTHING, Operand, summed
from embeddings.errors import UserError
from embeddings.progress import Progress, silent
from embeddings.space import Space

CELLS = 50_000_000  # cosines of ends and starts; a second or two of work
FEWEST = 200  # ends that are looked at however large the space is
AT_ONCE = 4_000_000  # cosines in memory: 16 MB


@dataclass(frozen=True, eq=False)
class MorePairs:
    """Pairs that differ alike.

    Parameters
    ----------
    pairs
        ``a`` and ``b`` (indices), ``from`` and ``to`` (names), and ``similarity``: the cosine of the pair's difference
        to the one that was asked for; most alike first, and no item is in two pairs.
    ends
        How many items were looked at as the end of a pair: those farthest along the difference. For each of them, all
        items were looked at as its start.
    """

    pairs: pd.DataFrame
    ends: int


def more_pairs(
    space: Space, a: Operand, b: Operand, k: int = 10, *, cells: int = CELLS, progress: Progress = silent
) -> MorePairs:
    """Return other pairs of which the second differs from the first as `b` does from `a`.

    A pair counts when the analogy leads both ways: its end is the nearest of all items to *start + (b − a)*, and its
    start the nearest to *end − (b − a)*, as 3CosAdd has it. So each is one that works, and no two items far apart are
    a pair because their difference happens to point the same way.

    Parameters
    ----------
    space
        Where to look.
    a, b
        Indices, names or plain vectors.
    k
        How many pairs.
    cells
        How many cosines to look at: all ends of the pairs where the square of the number of items is no more, else
        those that lie farthest along the difference, at least 200.
    progress
        Called with (done, total, message).

    Raises
    ------
    UserError
        If an item is not in the space, a vector does not fit, or the two do not differ.

    Examples
    --------
    >>> from embeddings import builtin
    >>> found = more_pairs(builtin("words"), "France", "Paris", k=3).pairs
    >>> (found["from"] + " → " + found["to"]).tolist()
    ['Japan → Tokyo', 'Portugal → Lisbon', 'Sweden → Stockholm']
    """
    if k < 1:
        raise UserError("Too few pairs", f"{k} pairs were asked for", "Ask for at least 1.")
    difference, inputs = difference_of(space, a, b)
    along = np.divide(
        space.vectors @ difference, space.norms, out=np.zeros(len(space), np.float32), where=space.norms > 0
    )
    along[inputs] = -np.inf
    looked_at = min(len(space) - len(inputs), max(FEWEST, cells // len(space)))
    ends = np.argsort(-along, kind="stable")[:looked_at]
    starts = nearest_but(space, ends, -difference, inputs, progress, 0)
    ends, starts = ends[starts >= 0], starts[starts >= 0]
    there = nearest_but(space, starts, difference, inputs, progress, 1)
    ends, starts = ends[there == ends], starts[there == ends]
    return MorePairs(best_pairs(space, starts, ends, difference, k), looked_at)


def difference_of(space: Space, a: Operand, b: Operand) -> tuple[np.ndarray, list[int]]:
    """Return the difference of two vectors of length 1, ``(d,)`` float32, and the items among them."""
    try:
        made = summed(space, [b], [a])
    except UserError as error:
        if error.title != "Nothing is left":
            raise
        detail = "The two have the same direction, so there is no difference to look for"
        raise UserError("No difference", detail, "Choose two that differ.") from error
    return made.total.astype(np.float32), sorted(made.chosen)


def nearest_but(
    space: Space, items: np.ndarray, step: np.ndarray, without: list[int], progress: Progress, turn: int
) -> np.ndarray:
    """Return the item nearest to each of some items moved by a step, neither itself nor one of `without`; −1 for none.

    It reads the vectors a block at a time, and makes no copy of them.
    """
    asked = units(space, items) + step
    best, scores = np.full(len(items), -1), np.full(len(items), -np.inf, np.float32)
    places, rows = np.arange(len(items)), max(256, AT_ONCE // max(1, len(items)))
    for start in range(0, len(space), rows):
        block = np.arange(start, min(start + rows, len(space)))
        cosines = asked @ units(space, block).T
        cosines[:, [item - start for item in without if item in range(start, start + rows)]] = -np.inf
        own = (items >= start) & (items < start + rows)
        cosines[places[own], items[own] - start] = -np.inf
        found = cosines.argmax(axis=1)
        better = cosines[places, found] > scores
        best[better], scores[better] = block[found[better]], cosines[places, found][better]
        progress(turn * len(space) + int(block[-1]) + 1, 2 * len(space), "Looking for pairs")
    return best


def units(space: Space, indices: np.ndarray) -> np.ndarray:
    """Return some vectors, each of length 1, ``(len(indices), d)`` float32; a zero vector stays zero."""
    rows, lengths = np.asarray(space.vectors[indices]), space.norms[indices][:, None]
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def best_pairs(space: Space, starts: np.ndarray, ends: np.ndarray, difference: np.ndarray, k: int) -> pd.DataFrame:
    """Return the pairs that differ most alike, each item in one of them only."""
    steps = units(space, ends).astype(np.float64) - units(space, starts)
    lengths = np.linalg.norm(steps, axis=1)
    cosines = steps @ difference.astype(np.float64) / np.linalg.norm(difference)
    cosines = np.divide(cosines, lengths, out=np.full(len(steps), -np.inf), where=lengths > NOTHING)
    rows: list[tuple[int, int, str, str, float]] = []
    taken: set[int] = set()
    for place in np.argsort(-cosines, kind="stable"):
        a, b = int(starts[place]), int(ends[place])
        if cosines[place] <= 0 or len(rows) == k:
            break
        if not {a, b} & taken:
            taken |= {a, b}
            rows.append((a, b, space.names[a], space.names[b], float(cosines[place])))
    return pd.DataFrame(rows, columns=["a", "b", "from", "to", "similarity"])
