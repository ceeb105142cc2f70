"""The cluster of every item, as the Clusters tab has found and named them; names of coarser levels go along."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from dashboard.cluster_parts.found import read_found
from dashboard.cluster_parts.wanted import NAME, wanted
from dashboard.colours import COLOURS, Asked, NotYet
from dashboard.store import Store
from embeddings import UserError


@COLOURS.register("cluster")
@dataclass(frozen=True)
class Cluster:
    """Which cluster each item is in; grey is in none. The names on the map are theirs."""

    label: ClassVar[str] = "Clusters"
    order: ClassVar[int] = 3
    needs: ClassVar[tuple[str, ...]] = ("projection", f"tools.{NAME}")
    two_ended: ClassVar[bool] = False

    def values(self, asked: Asked, store: Store) -> pd.Series:
        """Return each item's group by name."""
        values = {name.partition(".")[2]: value for name, value in asked.tools.items() if name.startswith(f"{NAME}.")}
        what = wanted(values, asked.space_id, asked.space, asked.projection)
        result = store.result(what.recipe(asked.space_id, asked.space, asked.projection).key)
        if result is None:
            raise NotYet("No clusters yet", "Open the Clusters tab: it finds them", "They colour the map then.")
        column = read_found(result, asked.space, values, coarser=True).column()
        if column.isna().all():
            raise UserError("No clusters", "Every item lies apart; the Clusters tab says what to do", "")
        return column
