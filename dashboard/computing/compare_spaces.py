"""Two spaces of the same items, compared in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from dashboard.computing import COMPUTATIONS, Computed, Given
from embeddings import UserError
from embeddings.comparing.compare_spaces import compare_spaces
from embeddings.progress import Progress

LISTED = 50


@COMPUTATIONS.register("compare-spaces")
@dataclass(frozen=True)
class CompareSpaces:
    """Each item's neighbours in both, and how alike the two are as wholes.

    Parameters
    ----------
    other, other_key
        The id of the other space, and its content.
    k, metric
        How many neighbours, and under which metric.
    """

    title: ClassVar[str] = "Comparing the neighbours of every item"
    version: ClassVar[int] = 1
    libraries: ClassVar[tuple[str, ...]] = ()

    other: str = ""
    other_key: str = ""
    k: int = Field(10, ge=1, le=100)
    metric: str = "cosine"

    def compute(self, given: Given, progress: Progress) -> Computed:
        """Return the comparison as arrays, in the order of the matched items."""
        other = given.open_space(self.other)
        if other.key != self.other_key:
            detail = f"“{other.name}” has other items now than when this was asked"
            raise UserError("The space has changed", detail, "Reload the page, and ask again.")
        found = compare_spaces(given.space, other, self.k, self.metric, progress)
        worst = found.most_different(given.space, other, LISTED)
        arrays = {
            "items": found.matched.ours,
            "other_items": found.matched.theirs,
            "overlap": found.overlap,
            "shared": found.shared,
            "ours": found.ours,
            "theirs": found.theirs,
            "worst": worst["index"].to_numpy(),
            "worst_shared": worst["shared"].to_numpy(),
            "worst_went": worst["went"].to_numpy(),
        }
        meta = {"by": found.matched.by, "k": found.k, **found.alignment._asdict()}
        return Computed(arrays, meta)
