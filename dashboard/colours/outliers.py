"""How far every item stands apart: the score that the Outliers tab ranks by."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.outliers_parts import chosen, own_part
from dashboard.outliers_parts.known import neighbourhoods, neighbours_wanted
from dashboard.store import Store
from dashboard.tools.working import known
from embeddings.oddities.outliers import check_metric, outliers


@COLOURS.register("outliers")
@dataclass(frozen=True)
class Outliers:
    """The local outlier factor, or the distance to the k-th neighbour; bright is odd."""

    label: ClassVar[str] = "Outlier score"
    order: ClassVar[int] = 20
    needs: ClassVar[tuple[str, ...]] = ("metric", "tools.outliers")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return the scores, once a worker knows every item's neighbours."""
        wanted = chosen(own_part(asked.tools), asked.space, asked.metric)
        check_metric(wanted.metric)
        found = known(store, asked.space_id, asked.space, "all_neighbours", neighbours_wanted(wanted))
        if found is None:
            raise NotYet("Not known yet", "The neighbours of all items are not known", "Open the Outliers tab.")
        near = neighbourhoods(found, wanted.metric)
        ranked = outliers(asked.space, wanted.k, wanted.metric, by=wanted.by, near=near)
        return ranked.set_index("index")[wanted.by].sort_index()
