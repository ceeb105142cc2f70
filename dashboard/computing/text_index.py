"""A column made ready to be searched, in a worker: a million texts take some seconds, and are searched at once then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings.progress import Progress
from embeddings.searching.text_index import TextIndex
from embeddings.searching.text_search import cells_of


@COMPUTATIONS.register("text_index")
@dataclass(frozen=True)
class TextIndexOf:
    """The index of one column; `columns` says how often the columns of the space were written over."""

    title: ClassVar[str] = "Making texts ready to be searched"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()
    column: str
    columns: int = 0

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Index the column."""
        return Computed(dict(TextIndex.of(cells_of(given.space, self.column), progress).arrays))
