"""What a search finds: by text through the columns' indexes, by meaning among the vectors; filters hold for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.jobs import JobState
from dashboard.question_recipes import ComputeRecipe
from dashboard.search_parts.wanted import Wanted
from dashboard.spaces import columns_version
from dashboard.store import Store
from dashboard.tools import Asked, StillWorking
from dashboard.tools.terms import Term
from dashboard.tools.vectors import vectors_of
from embeddings import UserError, nearest_to
from embeddings.mixed import is_picture
from embeddings.searching.filters import matching
from embeddings.searching.text_index import TextIndex
from embeddings.searching.text_search import Grade, Ranking, TextSearch, cells_of

AT_ONCE = 5_000  # items whose texts are made ready while one waits


@dataclass(frozen=True, eq=False)
class Found:
    """What was found.

    Parameters
    ----------
    indices
        The items, best first: every one by text or by filters, the nearest by meaning.
    count
        How many there are in all: those that were compared, by meaning.
    ranking
        How well each text answers, by text.
    nearest
        How near each is, by meaning.
    """

    indices: np.ndarray
    count: int
    ranking: Ranking | None = None
    nearest: pd.DataFrame | None = None

    @property
    def alike(self) -> int:
        """How many have a similar spelling only; they stand last."""
        return 0 if self.ranking is None else int((self.ranking.grades == Grade.SIMILAR).sum())

    @property
    def meant(self) -> np.ndarray:
        """What is lit and selected: those of a similar spelling only where nothing has the text itself."""
        exact = len(self.indices) - self.alike
        return self.indices[:exact] if exact else self.indices


def find(asked: Asked, wanted: Wanted) -> Found | None:
    """Return what a search finds, or None where nothing is asked.

    Raises
    ------
    UserError
        If the space cannot be asked so.
    StillWorking
        If a worker encodes the query, or makes the texts ready.
    """
    if not wanted.text and wanted.like is None and not wanted.filters:
        return None
    among = matching(asked.space, wanted.filters)
    if wanted.kind != "all":
        pictured = is_picture(asked.space)
        among &= pictured if wanted.kind == "picture" else ~pictured
    if wanted.like is not None or (wanted.text and wanted.how != "text"):
        return by_meaning(asked, wanted, among)
    if wanted.text:
        ranking = searcher(asked, wanted.columns).find(wanted.text, among=among)
        return Found(ranking.indices, len(ranking), ranking=ranking)
    chosen = np.flatnonzero(among)
    return Found(chosen, len(chosen))


def by_meaning(asked: Asked, wanted: Wanted, among: np.ndarray) -> Found:
    """Return what is nearest to a text, a picture or an item, itself left out; raises as `find` does."""
    term = wanted.like or Term(text=wanted.text)
    vector = vectors_of([term], asked)[0]
    if term.item is not None:
        among[term.item] = False
    count = int(among.sum())
    if not count:
        return Found(np.empty(0, np.int64), 0)
    nearest = nearest_to(asked.space, vector, wanted.shown, asked.metric, leave_out=np.flatnonzero(~among))
    return Found(nearest["index"].to_numpy(np.int64), count, nearest=nearest)


def searcher(asked: Asked, columns: tuple[str, ...]) -> TextSearch:
    """Return the indexes of columns, made in a worker where that takes long; raises as `find` does."""
    version = columns_version(asked.space_id, asked.services.store) if asked.services.store else 0
    return TextSearch({column: index_of(asked, column, version) for column in columns})


def index_of(asked: Asked, column: str, version: int) -> TextIndex:
    """Return the index of a column; raises as `find` does."""
    if column not in asked.space.items.columns:
        raise UserError("No such column", f"There is no column “{column}”", "Choose among the columns under the field.")
    recipe = ComputeRecipe(
        computation="text_index",
        space=asked.space_id,
        space_key=asked.space.key,
        parameters={"column": column, "columns": version},
    )
    store = asked.services.store
    if not store.has_result(recipe.key):
        if len(asked.space) <= AT_ONCE:
            store.save_result(recipe.key, dict(TextIndex.of(cells_of(asked.space, column)).arrays), {})
        else:
            made(asked, recipe)
    return opened(store, recipe.key)


def made(asked: Asked, recipe: ComputeRecipe) -> None:
    """Have a worker make an index, and wait for it by raising StillWorking."""
    job: JobState = asked.services.jobs.submit(recipe)
    if job.status == "failed" and job.error:
        raise UserError(job.error["title"], job.error["detail"], job.error["hint"])
    if job.status != "done":
        raise StillWorking(job)


@lru_cache(maxsize=16)
def opened(store: Store, key: str) -> TextIndex:
    """Return an index of the store, memory-mapped; raises UserError if it is gone."""
    result = store.result(key)
    if result is None:
        raise UserError("The index is gone", "Its file in the store was removed or damaged", "Search again.")
    return TextIndex(result.arrays)


def picked(asked: Asked, wanted: Wanted, which: str) -> list[int]:
    """Return the items that a button selects: all that are found, or those that are listed."""
    if which not in {"all", "listed"}:
        raise UserError("Which items?", f"“{which}” means none", "Choose with the tool's own buttons.")
    found = find(asked, wanted)
    if found is None:
        return []
    items: list[int] = np.sort(found.indices[: wanted.shown] if which == "listed" else found.meant).tolist()
    return items


def shown_alone(wanted: Wanted, column: str) -> Wanted:
    """Return what is wanted without the filters of one column: what its other values would find."""
    return replace(wanted, filters=tuple(one for one in wanted.filters if one.column != column))
